"""How Office Ally works a file: the receipt, and the answers stage by stage."""

import asyncio
import hashlib
from collections.abc import Callable, Iterator

from infra.sandbox.clearinghouse.answers.acknowledgment_999 import acknowledge
from infra.sandbox.clearinghouse.answers.answer import Answer, Desk
from infra.sandbox.clearinghouse.answers.claim_ack_277ca import (
    acknowledge_claims,
    acknowledge_for_payers,
)
from infra.sandbox.clearinghouse.answers.edi_status import report_status
from infra.sandbox.clearinghouse.answers.era_bundle import remit_payments, remit_reversals
from infra.sandbox.clearinghouse.answers.failed_file import report_failure
from infra.sandbox.clearinghouse.answers.file_summary import summarize
from infra.sandbox.clearinghouse.arrivals import ArrivedFile
from infra.sandbox.clearinghouse.boxes import Boxes, PickedUp
from infra.sandbox.clearinghouse.cases import FileCase, Submission, open_case
from infra.sandbox.clearinghouse.claim_file_reader import NotReadableError, read_claim_file
from infra.sandbox.clearinghouse.config import ClearinghouseConfig, Pace
from infra.sandbox.clearinghouse.file_ids import FileIds
from infra.sandbox.clearinghouse.ledger import Ledger, Receipt
from infra.sandbox.clearinghouse.scenarios import scenario_of
from infra.sandbox.clearinghouse.syntax_check import check_syntax

Stage = tuple[float, Callable[[Desk], Iterator[Answer]]]


class OfficeAlly:
    """Works files; any number of them side by side on one event loop."""

    def __init__(
        self, config: ClearinghouseConfig, boxes: Boxes, ledger: Ledger, ids: FileIds
    ) -> None:
        self._config = config
        self._boxes = boxes
        self._ledger = ledger
        self._ids = ids

    async def work(self, picked_up: PickedUp) -> None:
        """Notes the receipt at once, then puts each answer into `outbound` in its time."""
        submission = self._register(picked_up)
        for pause, write in self._stages(submission, picked_up.content):
            await asyncio.sleep(pause)
            desk = Desk(self._ids, self._config.contact_name, self._config.clock())
            for answer in write(desk):
                self._boxes.deliver(submission.user, answer.name, answer.content)

    def _register(self, picked_up: PickedUp) -> Submission:
        return Submission(
            picked_up.user,
            picked_up.submitted_name,
            picked_up.form,
            self._ids.file_id(),
            picked_up.test,
            self._config.clock(),
        )

    def _stages(self, submission: Submission, content: bytes) -> Iterator[Stage]:
        try:
            arrived = read_claim_file(content)
        except NotReadableError as error:
            self._record(submission, content)
            reason = str(error)
            return iter([_failure(submission, reason, self._config.pace)])
        self._record(submission, content, arrived)
        if any(scenario_of(each.patient_control_number).mutes_file for each in arrived.claims):
            return iter(())
        case = open_case(submission, arrived, check_syntax(arrived), self._ids)
        return _timeline(case, self._config.pace)

    def _record(
        self, submission: Submission, content: bytes, arrived: ArrivedFile | None = None
    ) -> None:
        claims = arrived.claims if arrived else ()
        self._ledger.record_receipt(
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


def _failure(submission: Submission, reason: str, pace: Pace) -> Stage:
    return pace.file_summary, lambda desk: report_failure(submission, reason, desk)


def _timeline(case: FileCase, pace: Pace) -> Iterator[Stage]:
    """Nothing follows a 999 that lets no claim through."""
    yield _stage(pace.acknowledgment_999, acknowledge, case)
    if case.claims:
        yield _stage(pace.file_summary, summarize, case)
        yield _stage(pace.claim_ack_277ca, acknowledge_claims, case)
        yield _stage(pace.edi_status, report_status, case)
        yield _stage(pace.payer_277ca, acknowledge_for_payers, case)
        yield _stage(pace.remittance, remit_payments, case)
        yield _stage(pace.remittance, remit_reversals, case)


def _stage(
    pause: float, write: Callable[[FileCase, Desk], Iterator[Answer]], case: FileCase
) -> Stage:
    return pause, lambda desk: write(case, desk)
