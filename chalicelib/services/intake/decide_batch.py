"""Check a stored batch, and refuse it or plan its sending."""

from dataclasses import dataclass

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account
from chalicelib.domain.batch import Batch
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.events.about_batches import batch_event
from chalicelib.domain.events.event import EventKind
from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.finding import Finding, Level
from chalicelib.domain.ports import Batches, Clock, Hints, Notices
from chalicelib.interpret.claim_file import account_findings, findings_of
from chalicelib.interpret.known_claims import known_claim_findings
from chalicelib.services.intake.plan_transmission import PlanTransmission
from chalicelib.services.intake.recognize_claims import RecognizeClaims
from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.findings import MOST_KEPT


@dataclass(frozen=True, slots=True)
class DecideBatch:
    batches: Batches
    clock: Clock
    hints: Hints
    notices: Notices
    plan_transmission: PlanTransmission
    recognize_claims: RecognizeClaims

    def __call__(self, batch: Batch, account: Account, content: bytes) -> Batch:
        """The batch as it stands then. A decision that broke off is made again from the start."""
        rules = profile_named(account.clearinghouse).claim_file_rules
        claim_file = check_claim_file(content, rules)
        findings = findings_of(claim_file) + account_findings(claim_file, account)
        try:
            if _has_errors(findings):
                return self._refuse(batch, findings, claim_file.more)
            known = self.recognize_claims(batch, account.mode, content)
            told = known_claim_findings(batch, claim_file.claims, known) + findings
            more = claim_file.more + len(told[MOST_KEPT:])
            if _has_errors(told):
                return self._refuse(batch, told[:MOST_KEPT], more)
            return self.plan_transmission(
                batch, account, content, claim_file, told[:MOST_KEPT], more, known
            )
        except ConflictError:
            # Somebody else is deciding about the very same file at this moment and was faster.
            return self.batches.get(batch.batch_id)

    def _refuse(self, batch: Batch, findings: tuple[Finding, ...], more: int) -> Batch:
        refused = batch.refuse(findings, more)
        occasion = "" if batch.duplicates_allowed is None else "duplicates allowed"
        event = batch_event(EventKind.BATCH_REFUSED, refused, self.clock.now(), occasion)
        self.notices.add(notice_of(event))
        self.batches.advance(batch, refused)
        self.hints.publish()
        return refused


def _has_errors(findings: tuple[Finding, ...]) -> bool:
    return any(finding.level is Level.ERROR for finding in findings)
