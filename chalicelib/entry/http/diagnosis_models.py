"""A diagnosis as the API shows it."""

from datetime import datetime

from chalicelib.domain.diagnosis import Diagnosis
from chalicelib.domain.verdict_words import VERDICT_SENTENCES
from chalicelib.entry.model import Model


class EvidenceOut(Model):
    """What one probe has shown; `sign` is `not_tried` where an earlier one failed."""

    probe: str
    sign: str
    detail: str


class DiagnosisOut(Model):
    """`ticket` is plain text, ready to be pasted; it names no patient."""

    verdict: str
    means: str
    next: str
    do: str
    whom: str
    ticket: str
    made_at: datetime
    batch_id: str | None
    evidence: tuple[EvidenceOut, ...]

    @classmethod
    def of(cls, diagnosis: Diagnosis) -> "DiagnosisOut":
        words = VERDICT_SENTENCES[diagnosis.verdict]
        return cls(
            verdict=diagnosis.verdict,
            means=words.means,
            next=words.next,
            do=words.do,
            whom=diagnosis.whom,
            ticket=diagnosis.ticket,
            made_at=diagnosis.made_at,
            batch_id=diagnosis.batch_id,
            evidence=tuple(
                EvidenceOut(probe=each.probe, sign=each.sign, detail=each.detail)
                for each in diagnosis.evidence
            ),
        )
