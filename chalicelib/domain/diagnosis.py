"""Diagnosis: from evidence to the one verdict that it carries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.evidence import Evidence, Probe, Sign
from chalicelib.domain.identifiers import BatchId


class Verdict(StrEnum):
    CREDENTIALS_CHANGED = "credentials_changed"
    ACCOUNT_PAUSED_OR_LOCKED = "account_paused_or_locked"
    HOST_KEY_CHANGED = "host_key_changed"
    NETWORK = "network"
    CLEARINGHOUSE_SILENT = "clearinghouse_silent"
    FILE_NOT_COLLECTED = "file_not_collected"
    FILE_FAILED = "file_failed"
    ACKNOWLEDGMENTS_NOT_ENABLED = "acknowledgments_not_enabled"
    PAYER_SLOW = "payer_slow"
    OUR_SIDE = "our_side"
    ALL_WELL = "all_well"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`ticket` is ready to be pasted to the clearinghouse; like the evidence it names no patient.

    `batch_id` is the batch that the question was about, if there was one.
    """

    verdict: Verdict
    made_at: datetime
    evidence: tuple[Evidence, ...]
    ticket: str
    whom: str
    batch_id: BatchId | None = None


_OVERDUE = (Probe.WAIT, Sign.OVERDUE_AT_CLEARINGHOUSE)
_PAYER_OVERDUE = (Probe.WAIT, Sign.OVERDUE_AT_PAYER)
_NO_ANSWERS = (Probe.ANSWERS, Sign.NONE)

_RULES: tuple[tuple[Verdict, frozenset[tuple[Probe, Sign]]], ...] = (
    (Verdict.FILE_FAILED, frozenset({(Probe.LEDGER, Sign.FAILED)})),
    (Verdict.NETWORK, frozenset({(Probe.NAME, Sign.FAILED)})),
    (Verdict.NETWORK, frozenset({(Probe.CONNECTION, Sign.FAILED)})),
    (Verdict.HOST_KEY_CHANGED, frozenset({(Probe.HOST_KEY, Sign.CHANGED)})),
    (Verdict.NETWORK, frozenset({(Probe.HOST_KEY, Sign.FAILED)})),
    (Verdict.ACCOUNT_PAUSED_OR_LOCKED, frozenset({(Probe.LOGIN, Sign.REFUSED_AFRESH)})),
    (Verdict.CREDENTIALS_CHANGED, frozenset({(Probe.LOGIN, Sign.REFUSED)})),
    (Verdict.OUR_SIDE, frozenset({(Probe.LOGIN, Sign.NONE)})),
    (Verdict.NETWORK, frozenset({(Probe.LOGIN, Sign.FAILED)})),
    (Verdict.ACCOUNT_PAUSED_OR_LOCKED, frozenset({(Probe.FOLDERS, Sign.FAILED)})),
    (Verdict.NETWORK, frozenset({(Probe.VISITS, Sign.FAILED)})),
    (Verdict.ACCOUNT_PAUSED_OR_LOCKED, frozenset({(Probe.LEDGER, Sign.REFUSED), _OVERDUE})),
    (Verdict.OUR_SIDE, frozenset({(Probe.OUTBOUND, Sign.WAITING)})),
    (Verdict.OUR_SIDE, frozenset({(Probe.INBOX, Sign.WAITING)})),
    (Verdict.OUR_SIDE, frozenset({(Probe.LEDGER, Sign.NOT_SENT), _OVERDUE})),
    (
        Verdict.ACCOUNT_PAUSED_OR_LOCKED,
        frozenset({(Probe.OTHER_FILES, Sign.LIES_THERE), _NO_ANSWERS}),
    ),
    (Verdict.FILE_NOT_COLLECTED, frozenset({(Probe.OWN_FILE, Sign.LIES_THERE), _OVERDUE})),
    (Verdict.CLEARINGHOUSE_SILENT, frozenset({_OVERDUE})),
    (Verdict.CLEARINGHOUSE_SILENT, frozenset({_PAYER_OVERDUE, _NO_ANSWERS})),
    (Verdict.PAYER_SLOW, frozenset({_PAYER_OVERDUE})),
    (Verdict.ACKNOWLEDGMENTS_NOT_ENABLED, frozenset({(Probe.ACKNOWLEDGMENTS, Sign.NONE)})),
)
"""The first rule of which every sign was seen decides: what stands in the way of everything else
comes first, what only one file suffers from comes last."""


def verdict_of(evidence: Collection[Evidence]) -> Verdict:
    """The cause that the evidence shows; ALL_WELL when nothing speaks for any."""
    seen = {(each.probe, each.sign) for each in evidence}
    for verdict, signs in _RULES:
        if signs <= seen:
            return verdict
    return Verdict.ALL_WELL
