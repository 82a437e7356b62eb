"""Bad answers: each is kept and shown, and none stops the others."""

import io
import zipfile
from collections.abc import Callable

import pytest

from chalicelib.domain.batch import Batch
from chalicelib.domain.identifiers import PracticeId, claim_id
from chalicelib.domain.response import Response, ResponseKind, ResponseState
from chalicelib.domain.status import ClaimStatus
from chalicelib.domain.worklist import WorkItem, WorkKind, WorkReason
from tests.builders import ACCOUNT, PRACTICE, REACH, a_practice, an_account, later
from tests.fakes import FakeMailbox
from tests.functional.counterpart import Answer, answers_to
from tests.functional.courier import House, a_claim_file
from tests.unit.interpret.x12_answers import payment_set, remittance

MARK = "\N{LATIN SMALL LETTER E WITH ACUTE}"


@pytest.fixture
def sent(house: House) -> Batch:
    batch = house.hand_in(a_claim_file("PAY00001", "REJ00002")).batch
    house.visit()
    return batch


@pytest.fixture
def good(house: House, sent: Batch) -> list[Answer]:
    return answers_to(house.server.inbound)


def put_out(house: House, *answers: Answer) -> None:
    for minute, (name, content) in enumerate(answers):
        house.server.put_out(name, content, later(minutes=minute))


def collect(house: House) -> None:
    house.visit()
    for response_id in house.hints.responses:
        house.courier.apply_response(response_id)


def responses(house: House) -> dict[str, Response]:
    _, page = house.courier.show_responses.list(ACCOUNT, REACH, 200, None)
    return {response.name: response for response in page.items}


def open_work(house: House) -> tuple[WorkItem, ...]:
    return house.courier.show_worklist.list(ACCOUNT, REACH, 200, None)[1].items


def statuses(house: House, batch: Batch) -> list[ClaimStatus]:
    return [
        house.courier.show_claim(claim_id(batch.batch_id, position), REACH).status
        for position in (1, 2)
    ]


def only(answers: list[Answer], part: str) -> Answer:
    return next(answer for answer in answers if part in answer[0])


def zipped(*members: Answer) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        for name, content in members:
            writer.writestr(name, content)
    return archive.getvalue()


BAD: dict[str, Answer] = {
    "garbage": ("1598000101_mystery.bin", b"\x00\x01garbage\xff"),
    "empty": ("FS_HCFA_1598000999_IN_C.txt", b""),
    "cut 277CA": ("s_1598000998_HCFA_277ca_20260302.txt", b"ISA*00*          *00*       "),
    "broken zip": ("1598000997_ERA_STATUS_5010_20260302.zip", b"PK\x03\x04 and then nothing"),
    "zip in a zip": ("1598000996_ERA_STATUS_5010_20260302.zip", zipped(("in.zip", zipped()))),
    "path for a name": ("../../etc/passwd", b"x"),
    "control characters": ("a\x1b[2J\x00.txt", b"x"),
    "long name": (f"{'n' * 300}.txt", b"what is this"),
    "no text for a name": ("\N{REPLACEMENT CHARACTER}.txt", b"x"),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_bad_answer_is_shown_and_the_others_are_read(
    house: House, sent: Batch, good: list[Answer], bad: Answer
) -> None:
    put_out(house, bad, *good)
    collect(house)
    assert statuses(house, sent) == [ClaimStatus.PAID, ClaimStatus.REJECTED_BY_CLEARINGHOUSE]
    unknown = [r for r in responses(house).values() if r.state is ResponseState.UNKNOWN]
    (item,) = open_work(house)
    assert [response.response_id for response in unknown] == [item.response_id]
    assert item.kind in {WorkKind.UNKNOWN_FILE, WorkKind.UNFETCHED_FILE}
    assert item.detail
    assert item.response_name.isprintable()
    assert house.meter.total("UnknownResponses") == 1


def of_stranger(control_number: int) -> list[Answer]:
    """What the clearinghouse answers to somebody who uses the same CLM01s for other claims."""
    content = a_claim_file("PAY00001", "REJ00002", control_number=control_number)
    return answers_to({f"OATEST_837P_20260301_{control_number:09d}.txt": content})


def payment(number: str, npi: str = "1234567893", charge: str = "80") -> Answer:
    clp = (f"CLP*{number}*1*{charge}*{charge}**12*ICN7", "DTM*232*20260115")
    content = remittance(payment_set(clp, amount=charge)).replace(b"1234567893", npi.encode())
    return "1598700009_ERA_835_5010_20260320.835", content


FOREIGN: dict[str, tuple[Answer, WorkReason]] = {
    "999 of another account": (only(of_stranger(777), "_999."), WorkReason.UNKNOWN_TRANSMISSION),
    "999 of another account with a control number of ours": (
        only(of_stranger(1), "_999."),
        WorkReason.UNKNOWN_TRANSMISSION,
    ),
    "File Summary of another account": (
        only(of_stranger(777), "FS_"),
        WorkReason.UNKNOWN_TRANSMISSION,
    ),
    "unknown claim": (payment("SOMEBODY"), WorkReason.UNKNOWN_CLAIM),
    "claim of another practice": (
        payment("PAY00001", npi="1987654320"),
        WorkReason.CLAIM_OF_ANOTHER_PRACTICE,
    ),
    "claim of another provider": (
        payment("PAY00001", npi="1555555550"),
        WorkReason.CLAIM_OF_ANOTHER_PROVIDER,
    ),
}


@pytest.mark.parametrize(("bad", "reason"), FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_answer_is_kept_shown_and_tied_to_nothing_and_the_others_are_read(
    house: House, sent: Batch, good: list[Answer], bad: Answer, reason: WorkReason
) -> None:
    other = PracticeId("prc_other")
    house.practices.add(a_practice(practice_id=other, npis=("1987654320",), tax_id="999"))
    house.accounts.rows.by_key[ACCOUNT] = an_account(practice_ids=(PRACTICE, other))
    name, content = f"9{bad[0]}", bad[1]
    put_out(house, (name, content), *good)
    collect(house)
    assert statuses(house, sent) == [ClaimStatus.PAID, ClaimStatus.REJECTED_BY_CLEARINGHOUSE]
    (response,) = (each for each in house.responses.rows.all() if each.name == name)
    assert house.archive.response(response) == content
    open_ones = house.worklist.open_ones(ACCOUNT, 9, None).items
    assert {item.reason for item in open_ones} == {reason}
    assert {item.response_name for item in open_ones} == {name}


def test_a_bad_answer_is_kept_as_it_came(house: House, sent: Batch) -> None:
    name, content = BAD["garbage"]
    put_out(house, (name, content))
    collect(house)
    assert house.archive.response(responses(house)[name]) == content


def test_a_file_of_200_mb_is_told_and_never_fetched(
    house: House, sent: Batch, good: list[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    put_out(house, ("1598000995_ERA_STATUS_5010_20260302.zip", bytes(200_000_000)), *good)
    fetched: list[str] = []
    fetch = FakeMailbox.fetch

    def watched(mailbox: FakeMailbox, path: str) -> bytes:
        fetched.append(path)
        return fetch(mailbox, path)

    monkeypatch.setattr(FakeMailbox, "fetch", watched)
    collect(house)
    assert len(fetched) == len(good)
    large = responses(house)["1598000995_ERA_STATUS_5010_20260302.zip"]
    assert (large.size, large.is_fetched) == (200_000_000, False)
    assert [item.reason for item in open_work(house)] == [WorkReason.TOO_LARGE]
    assert house.meter.total("UnknownResponses") == 1
    collect(house)
    assert len(open_work(house)) == 1
    assert house.meter.total("UnknownResponses") == 1


def test_several_unusable_files_are_told_apart(house: House) -> None:
    put_out(house, ("../a", b"1"), ("../b", b"1"), ("a\nb", b"1"))
    collect(house)
    assert len(open_work(house)) == 3


def test_a_report_cut_short_states_what_is_left_of_it(
    house: House, sent: Batch, good: list[Answer]
) -> None:
    name, content = only(good, "FS_")
    cut = content[: content.index(b"-------ERROR CLAIM DETAIL") + 600]
    put_out(house, (name, cut))
    collect(house)
    assert {item.kind for item in open_work(house)} == {WorkKind.UNREADABLE_PLACE}
    put_out(house, (f"FS_HCFA_{1598000994}_IN_C.txt", content))
    collect(house)
    assert statuses(house, sent) == [
        ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE,
        ClaimStatus.REJECTED_BY_CLEARINGHOUSE,
    ]


def test_file_ids_wider_than_their_columns_are_read(
    house: House, sent: Batch, good: list[Answer]
) -> None:
    """The simulated clearinghouse's ids have ten digits; twelve fit into no column at all."""
    wide = [
        (name.replace("1598", "991598"), content.replace(b" 1598", b" 991598"))
        for name, content in good
        if not name.endswith(".zip")
    ]
    put_out(house, *wide)
    collect(house)
    assert statuses(house, sent)[1] is ClaimStatus.REJECTED_BY_CLEARINGHOUSE
    assert all(response.kind is not ResponseKind.UNKNOWN for response in responses(house).values())


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode("utf-8"),
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "latin-1": lambda text: text.encode("latin-1"),
    "utf-16, little end first": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "utf-16, big end first": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
}


@pytest.mark.parametrize("encode", ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize("kind", ["FS_", "EDI_STATUS_2", ".999", "277ca"])
def test_answers_are_read_in_whatever_encoding_they_come(
    house: House, sent: Batch, good: list[Answer], kind: str, encode: Callable[[str], bytes]
) -> None:
    name, content = only(good, kind)
    text = content.decode().replace("SPECIMEN", f"SP{MARK}CIMEN").replace("SAMPLE,", f"S{MARK}MPL,")
    put_out(house, (name, encode(text)))
    collect(house)
    response = responses(house)[name]
    assert response.state is ResponseState.APPLIED
    assert response.statements > 0
    assert response.unmatched == 0
    assert house.archive.response(response) == encode(text)
