"""Failures that others had, by the names under which they are known: none of them happens here.

Each test is one row of the list of real failures that this product was built to exclude; the
comment above a test names who had it.
"""

import re
from collections import Counter
from datetime import UTC, timedelta
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from chalicelib.config import IncompleteSettingsError, load_settings
from chalicelib.domain.account import AccountMode
from chalicelib.domain.batch import Batch, IntakeState
from chalicelib.domain.errors import (
    MailboxError,
    MailboxUnreachableError,
    RenameRefusedError,
    TransferError,
)
from chalicelib.domain.health import LOGINS_ALLOWED
from chalicelib.domain.identifiers import claim_id
from chalicelib.domain.remittance import Remittance
from chalicelib.domain.response import ResponseState
from chalicelib.domain.status import BatchStatus, ClaimStatus
from chalicelib.domain.transmission import TransmissionState
from chalicelib.services.show.show_claim import ClaimView
from chalicelib.services.visit.visit_clearinghouse import LEASE, VisitOutcome
from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.delimiters import Delimiters
from tests.builders import ACCOUNT, REACH
from tests.fakes import Moment
from tests.faults.clearinghouse import answers_once, members_of, numbers_in
from tests.faults.fault import ProcessDiedError
from tests.faults.recorder import DiesAfter, recorded_courier
from tests.functional.counterpart import Answer
from tests.functional.courier import House, a_claim_file
from tests.unit.interpret.x12_answers import accepted_999, payment_set, remittance

ROOT = Path(__file__).parents[2]
SENT = frozenset({TransmissionState.SENT, TransmissionState.ACKNOWLEDGED})


def states(house: House) -> list[TransmissionState]:
    return [row.state for row in house.transmissions.rows.all()]


def lying(house: House) -> list[str]:
    """The files in inbound that the clearinghouse would take."""
    return [name for name in house.server.inbound if "837" in name]


def the_claim(house: House, batch: Batch, position: int = 1) -> ClaimView:
    return house.courier.show_claim(claim_id(batch.batch_id, position), REACH)


def sent(house: House, *numbers: str) -> tuple[Batch, tuple[Answer, ...]]:
    """A batch that was sent, and all that the clearinghouse says to it."""
    batch = house.hand_in(a_claim_file(*numbers)).batch
    house.visit()
    (name,) = lying(house)
    return batch, answers_once(name, house.server.inbound[name])


def named(answers: tuple[Answer, ...], part: str) -> Answer:
    return next(answer for answer in answers if part in answer[0])


# OpenEMR, X12RemoteTracker
@pytest.mark.parametrize("moment", Moment)
@pytest.mark.parametrize("operation", ["put", "rename"])
@pytest.mark.parametrize("error", [TransferError, MailboxUnreachableError])
def test_put_fails_and_the_status_says_success(
    house: House, operation: str, moment: Moment, error: type[MailboxError]
) -> None:
    house.hand_in(a_claim_file("A1"))
    house.server.fail(operation, moment=moment, error=error)
    house.visit()
    assert not SENT & set(states(house))
    house.visit()
    assert states(house) == [TransmissionState.SENT]
    assert len(lying(house)) == 1


# OpenEMR, X12RemoteTracker
@pytest.mark.parametrize("call", ["mailbox.put", "transmissions.advance", "mailbox.rename"])
def test_crash_while_in_progress_never_retried(house: House, call: str) -> None:
    house.hand_in(a_claim_file("A1"))
    with pytest.raises(ProcessDiedError):
        recorded_courier(house.ports, DiesAfter(call)).visit_clearinghouse(ACCOUNT)
    assert house.visit().outcome is VisitOutcome.BUSY
    house.clock.advance(LEASE)
    house.visit()
    assert states(house) == [TransmissionState.SENT]
    assert len(lying(house)) == 1


# OpenEMR, X12RemoteTracker
def test_12_hour_clock_in_a_timestamp() -> None:
    sources = {path: path.read_text() for path in (ROOT / "chalicelib").rglob("*.py")}
    for what in (r"%I", r"%p\b", r"%r\b", r"utcnow", r"datetime\.now\(\)"):
        used = [path.name for path, text in sources.items() if re.search(what, text)]
        assert not used, f"{what} in {used}"
    house = House()
    received = house.hand_in(a_claim_file("A1")).batch.received_at
    assert received.tzinfo is UTC


# CDCgov/prime-reportstream 4578
def test_success_then_exception_reported_as_failure(house: House) -> None:
    house.hand_in(a_claim_file("A1"))
    house.server.fail("rename", moment=Moment.AFTER)
    assert house.visit().outcome is VisitOutcome.UNREACHABLE
    (name,) = lying(house)
    house.server.pick_up(name)
    house.visit()
    assert states(house) == [TransmissionState.SENT]
    assert lying(house) == []


# CDCgov/prime-reportstream 11971
def test_upload_fine_and_the_local_bookkeeping_write_fails(house: House) -> None:
    house.hand_in(a_claim_file("A1"))
    with pytest.raises(ProcessDiedError):
        recorded_courier(house.ports, DiesAfter("mailbox.rename")).visit_clearinghouse(ACCOUNT)
    assert states(house) == [TransmissionState.STAGED]
    (name,) = lying(house)
    house.server.pick_up(name)
    house.clock.advance(LEASE)
    house.visit()
    assert (states(house), lying(house)) == ([TransmissionState.SENT], [])


# CDCgov/prime-reportstream 5385, 5388, 8194, 8679
def test_authentication_methods_exhausted_retried_until_given_up(house: House) -> None:
    house.server.password = "changed"
    for _ in range(50):
        house.clock.advance(timedelta(hours=1))
        house.visit()
    assert house.server.refused == LOGINS_ALLOWED
    house.secrets.store(ACCOUNT, "changed")
    assert house.visit().outcome is VisitOutcome.DONE


# CDCgov/prime-reportstream 4078, 4133, 6318
def test_duplicate_storm_after_a_deploy(house: House) -> None:
    """All functions end while they send; the new ones, and all messages twice, find their rows."""
    for number in range(5):
        house.hand_in(a_claim_file(f"A{number}", control_number=number + 1))
    for call in ("mailbox.put", "mailbox.rename", "transmissions.advance"):
        with pytest.raises(ProcessDiedError):
            recorded_courier(house.ports, DiesAfter(call)).visit_clearinghouse(ACCOUNT)
        house.clock.advance(LEASE)
    for account_id in house.hints.visits * 2:
        house.courier.visit_clearinghouse(account_id)
    received = Counter(n for content in house.server.inbound.values() for n in numbers_in(content))
    assert received == {f"A{number}": 1 for number in range(5)}


# SORMAS-Project 14265
def test_file_deleted_before_import_or_imported_repeatedly(house: House) -> None:
    """Nothing is ever removed there, and what is put out is archived before it is marked."""
    batch, answers = sent(house, "PAY00001")
    house.server.put_out(*named(answers, "277ca"), house.clock.now())
    with pytest.raises(ProcessDiedError):
        recorded_courier(house.ports, DiesAfter("archive.store_response")).visit_clearinghouse(
            ACCOUNT
        )
    house.clock.advance(LEASE)
    for _ in range(3):
        house.visit()
    assert set(house.server.folders["outbound"]) == {named(answers, "277ca")[0]}
    assert len(house.responses.rows.all()) == 1
    for response_id in [*house.hints.responses] * 2:
        house.courier.apply_response(response_id)
    assert len(the_claim(house, batch).timeline) == 1


# restic 3524, rclone 1316
@pytest.mark.parametrize("kind", ["_999", "IN_C", "277ca", "EDI_STATUS", "ERA"])
def test_half_written_file_downloaded(kind: str) -> None:
    """Wherever it was cut: the half is kept, and the whole says what it says without the half."""
    plain = House()
    batch, answers = sent(plain, "PAY00001", "DEN00002")
    name, content = named(answers, kind)
    plain.answer(name, content)
    expected = [the_claim(plain, batch, position).status for position in (1, 2)]
    for part in range(1, 8):
        house = House()
        sent(house, "PAY00001", "DEN00002")
        house.answer(name, content[: len(content) * part // 8])
        house.clock.advance(timedelta(minutes=5))
        house.answer(name, content)
        assert [the_claim(house, batch, n).status for n in (1, 2)] == expected
        assert payments(house) == payments(plain)
        assert len(house.responses.rows.all()) == len(plain.responses.rows.all()) + 1


# restic 3524, rclone 1316
def test_half_written_835_downloaded() -> None:
    """Cut behind any of its segments: no payment is missing once the whole was read."""
    claims = (("CLP*PAY00001*1*150*120**12*ICN1",), ("CLP*DEN00002*4*150*0**12*ICN2",))
    name, content = "1_ERA_835_5010_20260320.835", remittance(payment_set(*claims, amount="120"))
    plain = House()
    batch, _ = sent(plain, "PAY00001", "DEN00002")
    plain.answer(name, content)
    assert len(payments(plain)) == 2
    for cut in [each.end() for each in re.finditer(b"~", content)][:-1]:
        house = House()
        sent(house, "PAY00001", "DEN00002")
        house.answer(name, content[:cut])
        house.clock.advance(timedelta(minutes=5))
        house.answer(name, content)
        assert payments(house) == payments(plain), content[:cut]
        assert the_claim(house, batch).paid == the_claim(plain, batch).paid, content[:cut]


# Optum's mailbox
def test_file_name_reused(house: House) -> None:
    batch, answers = sent(house, "PAY00001")
    (_, first), (_, second) = named(answers, "_999"), named(answers, "277ca")
    for content in (first, second):
        house.clock.advance(timedelta(minutes=1))
        house.answer("answer.txt", content)
    assert len(house.responses.rows.all()) == 2
    assert the_claim(house, batch).status is ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE


# Nirmitee's README
def test_rename_refused_or_across_mounts(house: House) -> None:
    """The file waits under its staged name, which nobody collects, and goes out when it can."""
    house.hand_in(a_claim_file("A1"))
    for _ in range(5):
        house.server.fail("rename", error=TransferError)
        house.visit()
    assert (states(house), lying(house)) == ([TransmissionState.STAGED], [])
    house.visit()
    assert states(house) == [TransmissionState.SENT]


# Nirmitee's README
@pytest.mark.parametrize("server_recovers_after", range(5))
def test_rename_refused_for_good(house: House, server_recovers_after: int) -> None:
    """The documented way out: after three tries the file goes out directly, and no second time."""
    house.hand_in(a_claim_file("A1"))
    for _ in range(server_recovers_after):
        house.server.fail("rename", error=RenameRefusedError)
    received = []
    for _ in range(8):
        house.visit()
        received += [house.server.pick_up(name) for name in lying(house)]
    assert [numbers_in(content) for content in received] == [["A1"]]
    assert (states(house), house.server.inbound) == ([TransmissionState.SENT], {})


# Stedi's documentation
def test_clearinghouse_and_payer_277ca_conflict() -> None:
    for order in permutations(("277ca", ".277")):
        house = House()
        batch, answers = sent(house, "PRJ00001")
        for kind in order:
            house.answer(*named(answers, kind))
        view = the_claim(house, batch)
        assert view.status is ClaimStatus.REJECTED_BY_PAYER
        assert len(view.timeline) == 2


# freemed/opendental, X835
def test_835_without_or_before_its_277() -> None:
    """Alone, and in every place among the other answers."""
    others = (".277", "277ca", "IN_C", "_999")
    for place in range(len(others) + 1):
        house = House()
        batch, answers = sent(house, "PAY00001")
        for kind in others[:place]:
            house.answer(*named(answers, kind))
        house.answer(*named(answers, "ERA"))
        assert the_claim(house, batch).status is ClaimStatus.PAID
        for kind in others[place:]:
            house.answer(*named(answers, kind))
        assert the_claim(house, batch).status is ClaimStatus.PAID


# Stedi's documentation; openemr/openemr 7293
def test_era_line_without_modifier() -> None:
    """Or with another than was sent, or without any line: the claim is paid the same."""
    ways = ["SVC*HC:99213:25*150*120", "SVC*HC:99213*150*120", "SVC*HC:99213:59*150*120", None]
    told = set()
    for line in ways:
        house = House()
        batch, _ = sent(house, "PAY00001")
        claim = ["CLP*PAY00001*1*150*120**12*ICN1", *([line] if line else [])]
        answer = remittance(payment_set(claim, amount="120"))
        response = house.answer("1_ERA_835_5010_20260320.835", answer)
        view = the_claim(house, batch)
        told.add((response.unmatched, view.status, str(view.paid)))
    assert told == {(0, ClaimStatus.PAID, "120")}


# Stedi's documentation; openemr/openemr 7293
def test_several_claims_in_one_277ca_and_an_era_line_without_a_match(house: House) -> None:
    batch, answers = sent(house, "PAY00001", "REJ00002")
    house.answer(*named(answers, "277ca"))
    told = [the_claim(house, batch, position).status for position in (1, 2)]
    assert told == [
        ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE,
        ClaimStatus.REJECTED_BY_CLEARINGHOUSE,
    ]
    nobodys = payment_set(("CLP*NOBODY*1*100*100**12*ICN9",))
    response = house.answer("1_ERA_835_5010_20260320.835", remittance(nobodys))
    assert response.unmatched == 1
    (item,) = house.worklist.open_ones(ACCOUNT, 10, None).items
    assert item.statement is not None


# Nirmitee's corpus
@pytest.mark.parametrize(("element", "component", "segment"), ["|^~", "^:}", "*}|"])
def test_delimiters_other_than_the_usual(element: str, component: str, segment: str) -> None:
    house = House()
    swapped = str.maketrans({"*": element, ":": component, "~": segment, "^": "!"})
    content = a_claim_file("PAY00001").decode().translate(swapped).encode()
    batch = house.hand_in(content).batch
    assert (batch.state, batch.claim_count) == (IntakeState.PLANNED, 1)
    read = check_claim_file(content).delimiters
    assert isinstance(read, Delimiters)
    assert (read.element, read.segment) == (element.encode(), segment.encode())


# Nirmitee's corpus
@pytest.mark.parametrize("content", [b"<?xml version='1.0'?><ack/>", b"PK\x03\x04 broken", b"\x00"])
def test_unknown_xml_or_zip_in_the_folder(house: House, content: bytes) -> None:
    response = house.answer("something.xml", content)
    assert response.state is ResponseState.UNKNOWN
    assert house.archive.response(response) == content
    assert house.worklist.open_ones(ACCOUNT, 10, None).items
    assert house.meter.total("UnknownResponses") == 1


# openemr/openemr 5794, Azure/logicapps 963
@pytest.mark.parametrize("number", ["1", "01", "000000001"])
def test_qualifier_2_or_02_and_isa_padding(house: House, number: str) -> None:
    """Read with and without its zeros; written as wide as the guide has it."""
    batch = house.hand_in(a_claim_file("PAY00001")).batch
    house.visit()
    (content,) = house.server.inbound.values()
    widths = [len(part) for part in content[:105].split(b"*")]
    assert widths == [3, 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1]
    house.answer("any.999", accepted_999(number))
    assert house.show(batch).status is BatchStatus.ACKNOWLEDGED


# Azure/logicapps 963
@pytest.mark.parametrize("qualifier", [b"ZZ", b"01", b"1 ", b" 1", b"30"])
def test_qualifier_of_an_answer_written_in_another_way(house: House, qualifier: bytes) -> None:
    batch = house.hand_in(a_claim_file("PAY00001")).batch
    house.visit()
    content = accepted_999().replace(b"*ZZ*", b"*%b*" % qualifier)
    house.answer("any.999", content.replace(b"*412*", b"*1*"))
    assert house.show(batch).status is BatchStatus.ACKNOWLEDGED


# Practice Mate's help
def test_negative_era_plb_and_bundled_deposit(house: House) -> None:
    """Two payers' payments in one file and money kept back: each claim has its own amount."""
    batch = house.hand_in(a_claim_file("PAY00001", "PAY00002")).batch
    house.visit()
    paid = ("CLP*PAY00001*1*150*120**12*ICN1",)
    taken_back = ("CLP*PAY00002*22*-150*-100**12*ICN2", "PLB*1234567893*20261231*WO:X*20")
    sets = (
        payment_set(paid, amount="120", trace="EFT1"),
        payment_set(taken_back, amount="-120", trace="EFT2", control_number="0002"),
    )
    house.answer("1_ERA_835_5010_20260320.835", remittance(*sets))
    assert [str(the_claim(house, batch, n).paid) for n in (1, 2)] == ["120", "-100"]
    assert the_claim(house, batch, 2).status is ClaimStatus.REVERSED
    amounts = {row.advice.trace_number: str(row.advice.amount) for row in remittances(house)}
    assert amounts == {"EFT1": "120", "EFT2": "-120"}


# Stedi
@pytest.mark.parametrize("usage", ["T", "P"])
def test_live_claim_by_test_mistake(house: House, usage: str) -> None:
    batch = house.hand_in(a_claim_file("PAY00001", usage=usage)).batch
    account = house.accounts.get(ACCOUNT)
    assert account.mode is AccountMode.TEST
    house.visit()
    assert batch.state is (IntakeState.PLANNED if usage == "T" else IntakeState.REFUSED)
    assert all("OATEST" in name for name in house.server.inbound)


# Office Ally's go-live checklist
def test_partial_configuration_becomes_a_silent_stub(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TABLE_NAME", "INTAKE_BUCKET", "ARCHIVE_BUCKET", "VISIT_QUEUE_URL"):
        monkeypatch.setenv(name, "any")
    for name in ("RESPONSE_QUEUE_URL", "SECRET_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(IncompleteSettingsError, match=r"RESPONSE_QUEUE_URL, .*SECRET_PREFIX"):
        load_settings()


# openemr/openemr 10681
def test_era_posted_twice_from_different_files() -> None:
    plain = House()
    batch, answers = sent(plain, "PAY00001", "DEN00002")
    bundle = named(answers, "ERA")
    plain.answer(*bundle)
    (name, raw), *_ = (each for each in members_of(bundle[1]) if each[0].endswith(".835"))
    ways = [bundle, (name, raw), (f"9{name}", raw), (f"8{name}", raw.replace(b"\n", b"\r\n"))]
    for order in Random(1).sample(list(permutations(ways)), 8):
        house = House()
        sent(house, "PAY00001", "DEN00002")
        for answer in order:
            house.answer(*answer)
        assert payments(house) == payments(plain)
        assert the_claim(house, batch).paid == the_claim(plain, batch).paid


# openemr/openemr 5924
def test_batches_must_be_rebatched_after_a_login_error(house: House) -> None:
    """72 hours without a way in, 30 batches: all go out by themselves, in order, each once."""
    house.server.down = True
    for number in range(30):
        house.hand_in(a_claim_file(f"A{number:02d}", control_number=number + 1))
        house.clock.advance(timedelta(hours=2, minutes=24))
        house.visit()
    house.server.down = False
    arrived: list[str] = []
    for _ in range(40):
        house.clock.advance(timedelta(hours=1))
        house.visit()
        arrived += [n for name in lying(house) for n in numbers_in(house.server.pick_up(name))]
    assert arrived == [f"A{number:02d}" for number in range(30)]


def remittances(house: House) -> tuple[Remittance, ...]:
    return house.remittances.rows.all()


def payments(house: House) -> list[tuple[object, ...]]:
    """Every payment that is on the books, with the claim that it was tied to."""
    return sorted(
        (str(row.advice.amount), each.patient_control_number, str(each.paid), str(each.claim_id))
        for row in remittances(house)
        for each in house.remittances.get(row.advice.remittance_id).advice.payments
    )
