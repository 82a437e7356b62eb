"""Taking a file in: the receipt, and what can be made of the file."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from infra.sandbox.clearinghouse.arrivals import ArrivedClaim, ArrivedFile
from infra.sandbox.clearinghouse.cases import FileCase, Submission, open_case
from infra.sandbox.clearinghouse.claim_file_reader import NotReadableError, read_claim_file
from infra.sandbox.clearinghouse.file_ids import FileIds
from infra.sandbox.clearinghouse.ledger import Ledger, Receipt
from infra.sandbox.clearinghouse.picked_up import PickedUp
from infra.sandbox.clearinghouse.profile import Profile
from infra.sandbox.clearinghouse.scenarios import Scenario, scenario_of
from infra.sandbox.clearinghouse.script import Script
from infra.sandbox.clearinghouse.syntax_check import check_syntax

FAILED = "The file does not follow the format of the form that it was sent as."


@dataclass(frozen=True, slots=True)
class Failure:
    """No claim came out of the file; `reason` is a sentence without claim data."""

    submission: Submission
    reason: str


@dataclass(frozen=True, slots=True)
class Reception:
    """Works one file at a time."""

    profile: Profile
    ids: FileIds
    ledger: Ledger
    script: Script

    def take_in(self, file: PickedUp, now: datetime) -> FileCase | Failure | None:
        """The file as a case, or that it failed; nothing when it will never be answered."""
        submission = Submission(
            file.user, file.submitted_name, file.form, self.ids.file_id(), file.test, now
        )
        pinned = self.script.scenario_of_next_file(file.user)
        try:
            arrived = read_claim_file(file.content)
        except NotReadableError as error:
            self._record(submission, file.content)
            return Failure(submission, str(error))
        self._record(submission, file.content, arrived)
        return self._judge(submission, arrived, _chooser(pinned))

    def _judge(
        self,
        submission: Submission,
        arrived: ArrivedFile,
        choose: Callable[[ArrivedClaim], Scenario],
    ) -> FileCase | Failure | None:
        scenarios = [choose(claim) for claim in arrived.claims]
        if any(each.mutes_file for each in scenarios):
            return None
        if any(each.fails_file for each in scenarios):
            return Failure(submission, FAILED)
        verdict = check_syntax(arrived, choose, self.profile.interchange_note(arrived))
        return open_case(submission, arrived, verdict, choose, self.ids)

    def _record(
        self, submission: Submission, content: bytes, arrived: ArrivedFile | None = None
    ) -> None:
        claims = arrived.claims if arrived else ()
        self.ledger.record_receipt(
            Receipt(
                user=submission.user,
                submitted_name=submission.submitted_name,
                sha256=hashlib.sha256(content).hexdigest(),
                file_id=submission.file_id,
                test=submission.test,
                interchange_control_number=arrived.interchange_control_number if arrived else "",
                patient_control_numbers=tuple(each.patient_control_number for each in claims),
                received_at=submission.received_at,
            )
        )


def _chooser(pinned: Scenario | None) -> Callable[[ArrivedClaim], Scenario]:
    if pinned:
        return lambda _claim: pinned
    return lambda claim: scenario_of(claim.patient_control_number)
