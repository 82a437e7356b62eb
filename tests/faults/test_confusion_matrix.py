"""Every cause is injected into a real simulated clearinghouse, and the verdict must be right.

The matrix of what was injected and what was said is printed in build/faults.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from paramiko import AuthenticationException

from chalicelib.domain.diagnosis import Diagnosis, Verdict
from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.faults.order import FaultOrder
from tests.builders import ACCOUNT
from tests.clearinghouse.visitor import Visitor
from tests.faults.report import DIAGNOSIS, PARTS, Part
from tests.functional.ward import PASSWORD, USER, Ward, ward

THREE_DAYS = timedelta(hours=73)
REFUSED_AT_MOST = 2
"""Logins that one password may cost; a person who stores another gives two more."""

Story = Callable[[Ward], Diagnosis | None]


@dataclass(frozen=True, slots=True)
class Cause:
    """`story` injects it, lets time pass, and gives what the watch or the diagnosis said."""

    injected: str
    verdict: Verdict
    story: Story


def fault(ward: Ward, fault: Fault, amount: int | None = None) -> None:
    ward.clearinghouse.switch_on(FaultOrder(fault, amount=amount))


def stalled_under(*faults: tuple[Fault, int | None]) -> Story:
    """A file is handed in after the faults began, and three days pass."""

    def story(ward: Ward) -> Diagnosis | None:
        for each, amount in faults:
            fault(ward, each, amount)
        batch = ward.hand_in("PAY1")
        ward.visit()
        ward.pass_time(THREE_DAYS)
        return ward.stall(batch)

    return story


def password_changed_there(ward: Ward) -> Diagnosis | None:
    ward.visit()
    ward.clearinghouse.set_password(USER, "changed")
    batch = ward.hand_in("PAY1")
    ward.pass_time(THREE_DAYS)
    return ward.stall(batch)


def password_mistyped_here(ward: Ward) -> Diagnosis | None:
    ward.house.secrets = type(ward.house.secrets)()
    ward.house.secrets.store(ACCOUNT, "mistyped")
    batch = ward.hand_in("PAY1")
    ward.pass_time(THREE_DAYS)
    return ward.stall(batch)


def no_password_here(ward: Ward) -> Diagnosis | None:
    ward.house.secrets = type(ward.house.secrets)()
    batch = ward.hand_in("PAY1")
    ward.pass_time(THREE_DAYS)
    return ward.stall(batch)


def locked_by_another_program(ward: Ward) -> Diagnosis | None:
    """The right password is stored once more, and refused as well."""
    fault(ward, Fault.LOCKOUT, 3)
    ward.clearinghouse.set_password(USER, "for a moment another")
    batch = ward.hand_in("PAY1")
    ward.pass_time(timedelta(hours=24))
    for _ in range(3):
        _knock_with_wrong_password(ward)
    ward.clearinghouse.set_password(USER, PASSWORD)
    ward.courier.onboard.new_password(ACCOUNT, PASSWORD)
    ward.pass_time(THREE_DAYS)
    return ward.stall(batch)


def _knock_with_wrong_password(ward: Ward) -> None:
    with pytest.raises(AuthenticationException):
        Visitor(ward.clearinghouse, USER, "of another program")


def paused_for_an_invoice(ward: Ward) -> Diagnosis | None:
    fault(ward, Fault.ACCOUNT_PAUSED)
    batch = ward.hand_in("PAY1")
    ward.visit()
    ward.pass_time(timedelta(hours=12))
    ward.hand_in("PAY2")
    ward.pass_time(THREE_DAYS)
    return ward.stall(batch)


def paused_after_the_file_was_taken(ward: Ward) -> Diagnosis | None:
    batch = ward.hand_in("PAY1")
    ward.visit()
    ward.clearinghouse.step()
    ward.house.clock.advance(timedelta(minutes=10))
    ward.clearinghouse.step()
    fault(ward, Fault.ACCOUNT_PAUSED)
    ward.pass_time(timedelta(hours=12))
    ward.hand_in("PAY2")
    ward.pass_time(THREE_DAYS)
    return ward.stall(batch)


def name_gone(ward: Ward) -> Diagnosis | None:
    ward.change_account(host="nobody.invalid")
    return stalled_under()(ward)


def nothing_listens(ward: Ward) -> Diagnosis | None:
    ward.clearinghouse.refuse_connections(True)
    return stalled_under()(ward)


def taken_and_never_answered(ward: Ward) -> Diagnosis | None:
    batch = ward.hand_in("MUT1")
    ward.visit()
    ward.pass_time(THREE_DAYS)
    return ward.stall(batch)


def taken_and_never_answered_beside_others(ward: Ward) -> Diagnosis | None:
    batch = ward.hand_in("MUT1")
    ward.visit()
    ward.pass_time(timedelta(hours=12))
    ward.hand_in("PAY2")
    ward.pass_time(THREE_DAYS)
    return ward.stall(batch)


def silent_after_the_999(ward: Ward) -> Diagnosis | None:
    batch = ward.hand_in("PAY1")
    ward.visit()
    for _ in range(3):
        ward.house.clock.advance(timedelta(minutes=10))
        ward.clearinghouse.step()
    ward.visit()
    ward.clearinghouse.hold(USER)
    ward.pass_time(THREE_DAYS)
    return ward.stall(batch)


def one_file_lies_there(ward: Ward) -> Diagnosis | None:
    """Another client holds it open; the next file is taken and answered."""
    batch = ward.hand_in("PAY1")
    ward.visit()
    (sent,) = ward.house.transmissions.of_batch(batch.batch_id)
    with (
        Visitor(ward.clearinghouse, USER, PASSWORD) as other,
        other.sftp.open(f"inbound/{sent.file_name}", "r+"),
    ):
        ward.pass_time(timedelta(hours=12))
        ward.hand_in("PAY2")
        ward.pass_time(THREE_DAYS)
        return ward.stall(batch)


def file_failed(ward: Ward) -> Diagnosis | None:
    batch = ward.hand_in("BAD1")
    ward.visit()
    ward.pass_time(timedelta(hours=48))
    assert ward.stall(batch) is None, "the verdict on the file is known: nothing is awaited"
    return ward.ask(batch)


def no_acknowledgments(ward: Ward) -> Diagnosis | None:
    ward.clearinghouse.acknowledge(USER, wanted=False)
    ward.hand_in("PAY1")
    ward.visit()
    ward.pass_time(timedelta(hours=48))
    return ward.ask()


def payer_never_answers(ward: Ward) -> Diagnosis | None:
    batch = ward.hand_in("SIL1")
    ward.visit()
    ward.pass_time(timedelta(days=6))
    ward.hand_in("PAY2")
    ward.pass_time(timedelta(days=6))
    return ward.stall(batch)


def payer_never_pays(ward: Ward) -> Diagnosis | None:
    batch = ward.hand_in("ACP1")
    ward.visit()
    ward.pass_time(timedelta(days=50))
    return ward.stall(batch)


def answers_are_not_applied(ward: Ward) -> Diagnosis | None:
    ward.applies = False
    batch = ward.hand_in("PAY1")
    ward.visit()
    ward.pass_time(THREE_DAYS)
    return ward.stall(batch)


def nobody_visits(ward: Ward) -> Diagnosis | None:
    ward.visits = False
    batch = ward.hand_in("PAY1")
    ward.pass_time(THREE_DAYS)
    return ward.stall(batch)


def nobody_collects(ward: Ward) -> Diagnosis | None:
    batch = ward.hand_in("PAY1")
    ward.visit()
    ward.visits = False
    ward.pass_time(THREE_DAYS)
    return ward.stall(batch)


def all_is_well(ward: Ward) -> Diagnosis | None:
    batch = ward.hand_in("PAY1")
    ward.visit()
    ward.pass_time(timedelta(days=15))
    assert ward.stall(batch) is None
    return ward.ask()


def healed_in_time(ward: Ward) -> Diagnosis | None:
    ward.clearinghouse.refuse_connections(True)
    batch = ward.hand_in("PAY1")
    ward.pass_time(timedelta(hours=24))
    ward.clearinghouse.refuse_connections(False)
    ward.pass_time(timedelta(hours=48))
    assert ward.stall(batch) is None
    return ward.ask(batch)


CAUSES = (
    Cause("the password was changed there", Verdict.CREDENTIALS_CHANGED, password_changed_there),
    Cause(
        "the right password is refused",
        Verdict.CREDENTIALS_CHANGED,
        stalled_under((Fault.WRONG_PASSWORD, None)),
    ),
    Cause("the password was stored wrongly", Verdict.CREDENTIALS_CHANGED, password_mistyped_here),
    Cause("no password is stored", Verdict.OUR_SIDE, no_password_here),
    Cause("the account is locked", Verdict.ACCOUNT_PAUSED_OR_LOCKED, locked_by_another_program),
    Cause("the account is paused", Verdict.ACCOUNT_PAUSED_OR_LOCKED, paused_for_an_invoice),
    Cause(
        "the account is paused after the file was taken",
        Verdict.ACCOUNT_PAUSED_OR_LOCKED,
        paused_after_the_file_was_taken,
    ),
    Cause(
        "the account takes no more files",
        Verdict.ACCOUNT_PAUSED_OR_LOCKED,
        stalled_under((Fault.DISK_FULL, 0)),
    ),
    Cause(
        "the host key is another",
        Verdict.HOST_KEY_CHANGED,
        stalled_under((Fault.HOST_KEY_CHANGED, None)),
    ),
    Cause("the name has no address", Verdict.NETWORK, name_gone),
    Cause("nothing listens", Verdict.NETWORK, nothing_listens),
    Cause("uploads are cut off", Verdict.NETWORK, stalled_under((Fault.UPLOAD_RESET, 0))),
    Cause("the file is never answered", Verdict.CLEARINGHOUSE_SILENT, taken_and_never_answered),
    Cause(
        "only this file is never answered",
        Verdict.CLEARINGHOUSE_SILENT,
        taken_and_never_answered_beside_others,
    ),
    Cause("silence after the 999", Verdict.CLEARINGHOUSE_SILENT, silent_after_the_999),
    Cause("the file is left lying", Verdict.FILE_NOT_COLLECTED, one_file_lies_there),
    Cause("the file failed", Verdict.FILE_FAILED, file_failed),
    Cause(
        "acknowledgments are not switched on",
        Verdict.ACKNOWLEDGMENTS_NOT_ENABLED,
        no_acknowledgments,
    ),
    Cause("the payer never answers", Verdict.PAYER_SLOW, payer_never_answers),
    Cause("the payer never pays", Verdict.PAYER_SLOW, payer_never_pays),
    Cause("answers are not applied", Verdict.OUR_SIDE, answers_are_not_applied),
    Cause("nobody visits", Verdict.OUR_SIDE, nobody_visits),
    Cause("nobody collects", Verdict.OUR_SIDE, nobody_collects),
    Cause("nothing is wrong", Verdict.ALL_WELL, all_is_well),
    Cause("an outage that healed in time", Verdict.ALL_WELL, healed_in_time),
)


def test_the_verdict_is_right_for_every_cause() -> None:
    said = {cause: _suffer(cause) for cause in CAUSES}
    wrong = {cause.injected: verdict for cause, verdict in said.items() if verdict != cause.verdict}
    failures = [f"{injected}: {verdict}" for injected, verdict in wrong.items()]
    Part("Diagnosis", "causes", len(CAUSES), failures).write()
    PARTS.joinpath(DIAGNOSIS).write_text(_matrix(said))
    assert wrong == {}
    assert {cause.verdict for cause in CAUSES} == set(Verdict)


def _suffer(cause: Cause) -> str:
    with ward() as injured:
        diagnosis = cause.story(injured)
        refused = injured.clearinghouse.logins[USER].refused
    strangers = 3 if cause.story is locked_by_another_program else 0
    passwords = 2 if cause.story is locked_by_another_program else 1
    assert refused - strangers <= REFUSED_AT_MOST * passwords, cause.injected
    return diagnosis.verdict if diagnosis else "no stall"


def _matrix(said: dict[Cause, str]) -> str:
    """A row for each cause; the diagonal is where a verdict is right."""
    verdicts = [*Verdict, "no stall"]
    head = ["injected", *verdicts]
    rows = [
        [cause.injected, *(_mark(cause, said[cause], verdict) for verdict in verdicts)]
        for cause in CAUSES
    ]
    right = sum(verdict == cause.verdict for cause, verdict in said.items())
    lines = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
    return (
        "## Diagnosis: what was injected, and what was said\n\n"
        f"{right} of {len(CAUSES)} right. `x`: said and right, `!`: said and wrong, "
        "`o`: would have been right.\n\n" + "\n".join(lines) + "\n"
    )


def _mark(cause: Cause, said: str, verdict: str) -> str:
    if said == verdict:
        return "x" if said == cause.verdict else "!"
    return "o" if verdict == cause.verdict else ""
