"""Which answers a file gets, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from infra.sandbox.clearinghouse.adjudication import adjudicate, take_back
from infra.sandbox.clearinghouse.agenda import Agenda
from infra.sandbox.clearinghouse.answers.answer import Answer, Desk
from infra.sandbox.clearinghouse.cases import ClaimCase, FileCase
from infra.sandbox.clearinghouse.follow_ups import end_pend, fix_in_portal
from infra.sandbox.clearinghouse.groups import grouped
from infra.sandbox.clearinghouse.profile import Profile
from infra.sandbox.clearinghouse.reception import Failure
from infra.sandbox.clearinghouse.scenarios import FrontEnd
from infra.sandbox.clearinghouse.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Planner:
    """Puts the answers to files on the agenda."""

    agenda: Agenda
    profile: Profile
    timeline: Timeline

    def plan(self, case: FileCase) -> None:
        """The whole life of a file. Nothing follows a 999 that lets no claim through."""
        submission, times = case.submission, self.timeline
        taken = submission.received_at
        acknowledge = partial(self.profile.acknowledge, case)
        self.agenda.plan(taken + times.acknowledgment_999, submission.user, acknowledge)
        if case.claims:
            summary_at = taken + times.file_summary
            self._report(case, summary_at, taken + times.claim_ack_277ca)
            self._plan_pends(case, taken)
            self._plan_fix(case, taken)

    def plan_failure(self, failure: Failure) -> None:
        submission, reason = failure.submission, failure.reason
        self.agenda.plan(
            submission.received_at + self.timeline.file_summary,
            submission.user,
            lambda desk: self.profile.report_failure(submission, reason, desk),
        )

    def _report(self, case: FileCase, summary_at: datetime, claim_ack_at: datetime) -> None:
        user = case.submission.user
        self.agenda.plan(summary_at, user, partial(self.profile.summarize, case))
        self.agenda.plan(claim_ack_at, user, partial(self.profile.acknowledge_claims, case))
        self._hand_over(case.decided(FrontEnd.FORWARD), summary_at, user)

    def _plan_pends(self, case: FileCase, taken: datetime) -> None:
        user = case.submission.user
        pends = grouped(
            case.decided(FrontEnd.PEND),
            lambda each: (each.scenario.retries, each.scenario.pend_ends_told),
        )
        for (retries, told), claims in pends.items():
            ends = taken + retries * self.timeline.pend_retry
            if told:
                self.agenda.plan(ends, user, partial(self._end_pend, case, claims))
            else:
                self._hand_over(claims, ends, user)

    def _plan_fix(self, case: FileCase, taken: datetime) -> None:
        mended = [each for each in case.claims if each.errors and each.scenario.fixed_in_portal]
        if mended:
            fixed_at = taken + self.timeline.portal_fix
            self.agenda.plan(fixed_at, case.submission.user, partial(self._fix, case, mended))

    def _end_pend(
        self, case: FileCase, claims: Sequence[ClaimCase], desk: Desk
    ) -> Iterator[Answer]:
        self._report(end_pend(case, claims, desk.ids), desk.now, desk.now)
        return iter(())

    def _fix(self, case: FileCase, claims: Sequence[ClaimCase], desk: Desk) -> Iterator[Answer]:
        self._report(fix_in_portal(case, claims, desk.ids, desk.now), desk.now, desk.now)
        return iter(())

    def _hand_over(self, claims: Sequence[ClaimCase], at: datetime, user: str) -> None:
        """To the payers: what they tell and pay comes back gathered from many files."""
        times, agenda, profile = self.timeline, self.agenda, self.profile
        told = [each for each in claims if each.scenario.payer_tells]
        payments = [adjudicate(each) for each in claims if each.scenario.payer_adjudicates]
        back = [take_back(each) for each in payments if each.case.scenario.taken_back]
        status_at, ack_at, remitted_at, reversed_at = (
            times.leaves(at + pause)
            for pause in (times.edi_status, times.payer_277ca, times.remittance, times.reversal)
        )
        agenda.gather(status_at, user, profile.report_status, told, stage="status")
        agenda.gather(ack_at, user, profile.acknowledge_for_payers, told, stage="277CA")
        agenda.gather(remitted_at, user, profile.remit, payments, stage="payment")
        agenda.gather(reversed_at, user, profile.remit, back, stage="reversal")
