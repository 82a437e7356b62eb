"""Stedi's SFTP: the interchange header decides test or live, X12 answers only."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID, uuid5

from infra.sandbox.clearinghouse.adjudication import ClaimPayment
from infra.sandbox.clearinghouse.answers.acknowledgment_999 import write_999
from infra.sandbox.clearinghouse.answers.answer import Answer, Desk
from infra.sandbox.clearinghouse.answers.claim_ack_277ca import write_decisions, write_payer_answers
from infra.sandbox.clearinghouse.answers.remittance_835 import write_835
from infra.sandbox.clearinghouse.arrivals import ArrivedFile
from infra.sandbox.clearinghouse.cases import ClaimCase, FileCase
from infra.sandbox.clearinghouse.groups import grouped
from infra.sandbox.clearinghouse.house import House
from infra.sandbox.clearinghouse.names import Form
from infra.sandbox.clearinghouse.profile import Label, Profile
from infra.sandbox.clearinghouse.remittances import remit
from infra.sandbox.clearinghouse.segments import ISA_LENGTH, element, first, read_segments
from infra.sandbox.clearinghouse.syntax_check import SOUND
from infra.sandbox.clearinghouse.timeline import Timeline

LIVE, TEST = "STEDI", "STEDITEST"
USAGES = {LIVE: "P", TEST: "T"}
WRONG_RECEIVER, WRONG_USAGE = "008", "020"
NAMESPACE = UUID("5a1f0c9e-6b6f-5d0a-9c0b-3f6f1f6f8370")


def _takes_any(_submitted_name: str) -> bool:
    return True


def _label(_submitted_name: str, content: bytes) -> Label:
    """A test by ISA15; names say nothing. The form is in no answer, so any will do."""
    isa = first(read_segments(content[: ISA_LENGTH + 1]), "ISA")
    return Label(Form.HCFA, element(isa, 15) == "T")


def _interchange_note(arrived: ArrivedFile) -> str:
    """The receiver must be known, and ISA15 must say the same as it."""
    usage = USAGES.get(arrived.receiver_id)
    if usage is None:
        return WRONG_RECEIVER
    return SOUND if arrived.usage_indicator == usage else WRONG_USAGE


def _again(name: str, file_id: int) -> str:
    time, _, kind = name.split("_")
    return f"{time}_{_unique(file_id)}_{kind}"


def _silent(*_: object) -> Iterator[Answer]:
    return iter(())


def _acknowledge(case: FileCase, desk: Desk) -> Iterator[Answer]:
    """A positive 999 comes to those who asked for it, a negative one to all."""
    if desk.acknowledgments or not case.verdict.accepts_all:
        yield Answer(_name("999", desk), write_999(case, desk))


def _acknowledge_claims(case: FileCase, desk: Desk) -> Iterator[Answer]:
    yield Answer(_name("277CA", desk), write_decisions(case, desk))


def _acknowledge_for_payers(claims: Sequence[ClaimCase], desk: Desk) -> Iterator[Answer]:
    for _, content in write_payer_answers(claims, desk):
        yield Answer(_name("277CA", desk), content)


def _remit(payments: Sequence[ClaimPayment], desk: Desk) -> Iterator[Answer]:
    """A bare 835 for each submitter."""
    for submitter, group in grouped(payments, lambda each: each.case.submitter).items():
        file_id = desk.ids.file_id()
        content = write_835(remit(group, file_id), submitter, file_id, desk)
        yield Answer(_name("835", desk), content)


def _name(kind: str, desk: Desk) -> str:
    return f"{desk.now:%Y%m%d%H%M%S}_{_unique(desk.ids.file_id())}_{kind}.x12"


def _unique(number: int) -> UUID:
    """The same in every run, so that a simulation can be repeated."""
    return uuid5(NAMESPACE, str(number))


STEDI = Profile(
    name="stedi",
    house=House("STEDI", LIVE, repeats_usage=True),
    inbound="to-stedi",
    outbound="from-stedi",
    test_receiver=TEST,
    timeline=Timeline(
        pick_up=timedelta(minutes=1),
        acknowledgment_999=timedelta(minutes=2),
        file_summary=timedelta(minutes=30),
        claim_ack_277ca=timedelta(minutes=30),
        gathered_at=None,
    ),
    takes=_takes_any,
    label=_label,
    interchange_note=_interchange_note,
    again=_again,
    report_failure=_silent,
    acknowledge=_acknowledge,
    summarize=_silent,
    acknowledge_claims=_acknowledge_claims,
    report_status=_silent,
    acknowledge_for_payers=_acknowledge_for_payers,
    remit=_remit,
)
