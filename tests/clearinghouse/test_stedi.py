import re

import pytest

from infra.sandbox.clearinghouse.config import ClearinghouseConfig, Pace, User
from infra.sandbox.clearinghouse.profiles.stedi import STEDI
from infra.sandbox.clearinghouse.simulated_clearinghouse import SimulatedClearinghouse
from tests.clearinghouse.back_office import segments
from tests.clearinghouse.life import DAY, NOON, PRACTICE, Life, claims_of, for_stedi, text_of
from tests.clearinghouse.visitor import Visitor, eventually

LIVE = b"*0*P*:"
TEST = b"*0*T*:"


def lived(content: bytes, *, acknowledgments: bool = True) -> Life:
    life = Life(STEDI, [User(PRACTICE, "right", acknowledgments=acknowledgments)])
    assert life.submit(content, "any name.txt")
    return life.pass_time(32 * DAY)


def kinds(life: Life) -> list[str]:
    return [each.name.split("_")[2] for each in life.came]


def test_answers_are_x12_alone_under_time_and_uuid() -> None:
    life = lived(for_stedi(claims_of("PAY1")))
    assert kinds(life) == ["999.x12", "277CA.x12", "277CA.x12", "835.x12"]
    uuid = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    for each in life.came:
        assert re.fullmatch(rf"{each.at:%Y%m%d%H%M%S}_{uuid}_\w+\.x12", each.name)
        assert each.content.startswith(b"ISA*")
    assert len({each.name.split("_")[1] for each in life.came}) == len(life.came)


def test_names_are_the_same_in_every_run() -> None:
    content = for_stedi(claims_of("PAY1"))
    assert lived(content).came == lived(content).came


def test_answers_come_from_stedi_and_say_test_when_the_file_did() -> None:
    for content in (for_stedi(claims_of("PAY1")), _live()):
        for answer in lived(content).came:
            isa, *_ = segments(text_of(answer))
            assert (isa[6].strip(), isa[15]) == ("STEDI", "T" if TEST in content else "P")


def _live() -> bytes:
    return for_stedi(claims_of("PAY1"), "STEDI").replace(TEST, LIVE)


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (claims_of("PAY1"), "008"),
        (for_stedi(claims_of("PAY1"), "STEDI"), "020"),
        (for_stedi(claims_of("PAY1")).replace(TEST, LIVE), "020"),
    ],
    ids=["unknown receiver", "test to the live receiver", "live to the test receiver"],
)
def test_the_wrong_receiver_or_usage_gets_a_rejecting_ta1_alone(content: bytes, note: str) -> None:
    life = lived(content)
    assert kinds(life) == ["999.x12"]
    _, ta1, iea = segments(text_of(life.came[0]))
    assert ta1[4:] == ["R", note]
    assert iea[1] == "0"


def test_the_usage_indicator_makes_a_test() -> None:
    assert lived(for_stedi(claims_of("PAY1"))).office.ledger.receipts()[0].test
    assert not lived(_live()).office.ledger.receipts()[0].test


def test_a_positive_999_comes_only_when_it_was_asked_for() -> None:
    quiet = lived(for_stedi(claims_of("PAY1")), acknowledgments=False)
    assert kinds(quiet) == ["277CA.x12", "277CA.x12", "835.x12"]
    rejected = lived(for_stedi(claims_of("SYN1")), acknowledgments=False)
    assert kinds(rejected) == ["999.x12"]


def test_payers_answers_are_not_gathered() -> None:
    life = Life(STEDI)
    for number in (1, 2):
        life.submit(for_stedi(claims_of(f"PAY{number}", control_number=number)))
        life.pass_time(DAY / 24)
    life.pass_time(20 * DAY)
    assert kinds(life).count("835.x12") == 2
    assert (life.came[-1].at - life.came[-2].at) == DAY / 24


def test_unreadable_files_stay_unanswered() -> None:
    assert lived(b"not X12").came == []


def test_the_first_277ca_takes_half_an_hour() -> None:
    first = lived(for_stedi(claims_of("PAY1"))).named("277CA")[0]
    assert (first.at - NOON).total_seconds() == 1800


def test_the_server_has_stedis_folders() -> None:
    config = ClearinghouseConfig(
        (User(PRACTICE, "right"),), pace=Pace().scaled(0), clock=lambda: NOON, profile="stedi"
    )
    with SimulatedClearinghouse(config) as running, Visitor(running, PRACTICE, "right") as visitor:
        visitor.drop("to-stedi/any name", for_stedi(claims_of("PAY1")))
        eventually(lambda: len(visitor.sftp.listdir("from-stedi")) == 4)
        assert visitor.sftp.listdir("to-stedi") == []
