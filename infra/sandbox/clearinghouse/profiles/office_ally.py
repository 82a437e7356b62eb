"""Office Ally: form and test by file name, text reports beside the X12 answers."""

import re
from collections.abc import Iterator, Sequence

from infra.sandbox.clearinghouse import names
from infra.sandbox.clearinghouse.adjudication import ClaimPayment
from infra.sandbox.clearinghouse.answers.acknowledgment_999 import write_999
from infra.sandbox.clearinghouse.answers.answer import Answer, Desk
from infra.sandbox.clearinghouse.answers.claim_ack_277ca import write_decisions, write_payer_answers
from infra.sandbox.clearinghouse.answers.edi_status import write_edi_status
from infra.sandbox.clearinghouse.answers.era_bundle import write_era_bundle
from infra.sandbox.clearinghouse.answers.era_text import write_era_text
from infra.sandbox.clearinghouse.answers.failed_file import write_failure
from infra.sandbox.clearinghouse.answers.file_summary import write_file_summary
from infra.sandbox.clearinghouse.answers.remittance_835 import write_835
from infra.sandbox.clearinghouse.arrivals import ArrivedFile
from infra.sandbox.clearinghouse.cases import ClaimCase, FileCase, Submission
from infra.sandbox.clearinghouse.groups import grouped
from infra.sandbox.clearinghouse.house import House
from infra.sandbox.clearinghouse.profile import Label, Profile
from infra.sandbox.clearinghouse.remittances import remit
from infra.sandbox.clearinghouse.syntax_check import SOUND
from infra.sandbox.clearinghouse.timeline import Timeline

FILE_ID = re.compile(r"\d{9,12}")


def _takes(submitted_name: str) -> bool:
    return names.form_of(submitted_name) is not None


def _label(submitted_name: str, _content: bytes) -> Label:
    form = names.form_of(submitted_name) or names.Form.HCFA
    return Label(form, names.is_test(submitted_name))


def _any_interchange(_arrived: ArrivedFile) -> str:
    """ISA15 is not looked at, nor is the receiver."""
    return SOUND


def _again(name: str, file_id: int) -> str:
    return FILE_ID.sub(str(file_id), name, count=1)


def _report_failure(submission: Submission, reason: str, desk: Desk) -> Iterator[Answer]:
    name = names.failed_file(submission.form, submission.file_id)
    yield Answer(name, write_failure(submission, reason, desk))


def _acknowledge(case: FileCase, desk: Desk) -> Iterator[Answer]:
    if desk.acknowledgments:
        submission = case.submission
        name = names.acknowledgment_999(submission.file_id, submission.submitted_name)
        yield Answer(name, write_999(case, desk))


def _summarize(case: FileCase, desk: Desk) -> Iterator[Answer]:
    name = names.file_summary(case.submission.form, case.submission.file_id)
    yield Answer(name, write_file_summary(case, desk))


def _acknowledge_claims(case: FileCase, desk: Desk) -> Iterator[Answer]:
    """Files from the web portal get no 277CA."""
    submission = case.submission
    if desk.acknowledgments and not submission.from_portal:
        name = names.claim_ack_277ca(
            submission.user, submission.file_id, submission.form, desk.today
        )
        yield Answer(name, write_decisions(case, desk))


def _report_status(claims: Sequence[ClaimCase], desk: Desk) -> Iterator[Answer]:
    """One file under an id of its own."""
    name = names.edi_status(desk.ids.file_id(), desk.today)
    yield Answer(name, write_edi_status(claims, desk))


def _acknowledge_for_payers(claims: Sequence[ClaimCase], desk: Desk) -> Iterator[Answer]:
    if desk.acknowledgments:
        for file_id, content in write_payer_answers(claims, desk):
            yield Answer(names.payer_277ca(file_id, desk.today), content)


def _remit(payments: Sequence[ClaimPayment], desk: Desk) -> Iterator[Answer]:
    """A zip of 835 and text for each submitter."""
    for submitter, group in grouped(payments, lambda each: each.case.submitter).items():
        file_id = desk.ids.file_id()
        remittances = remit(group, file_id)
        content = write_835(remittances, submitter, file_id, desk)
        text = write_era_text(remittances, desk.contact_name, desk.today)
        bundle = write_era_bundle(
            desk.today,
            Answer(names.era_835(file_id, desk.today), content),
            Answer(names.era_text(file_id, desk.today), text),
        )
        yield Answer(names.era_bundle(file_id, desk.today), bundle)


OFFICE_ALLY = Profile(
    name="office_ally",
    house=House("OFFICE ALLY", "330897513", repeats_usage=False),
    inbound="inbound",
    outbound="outbound",
    test_receiver="330897513",
    timeline=Timeline(),
    takes=_takes,
    label=_label,
    interchange_note=_any_interchange,
    again=_again,
    report_failure=_report_failure,
    acknowledge=_acknowledge,
    summarize=_summarize,
    acknowledge_claims=_acknowledge_claims,
    report_status=_report_status,
    acknowledge_for_payers=_acknowledge_for_payers,
    remit=_remit,
)
