"""An outside judge looks at every X12 answer of every scenario, in both profiles."""

import re

import pytest

from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.faults.order import FaultOrder
from infra.sandbox.clearinghouse.profile import Profile
from infra.sandbox.clearinghouse.profiles.office_ally import OFFICE_ALLY
from infra.sandbox.clearinghouse.profiles.stedi import STEDI
from infra.sandbox.clearinghouse.scenarios import SCENARIOS
from tests.clearinghouse.life import DAY, Life, claims_of, for_stedi, text_of
from tests.samples.pyx12_judge import complaints

TA1 = re.compile("TA1[^~]*~")
SILENT = {"MUT", "BAD"}


def x12_of(life: Life) -> list[str]:
    """pyx12 knows no TA1 beside a group, so that is judged without it."""
    texts = [text_of(each) for each in life.came]
    return [TA1.sub("", text) for text in texts if text.startswith("ISA")]


def month_of(profile: Profile, *numbers: str) -> Life:
    life, content = Life(profile), claims_of(*numbers)
    life.submit(content if profile is OFFICE_ALLY else for_stedi(content))
    return life.pass_time(32 * DAY)


@pytest.mark.parametrize("profile", [OFFICE_ALLY, STEDI], ids=lambda each: each.name)
@pytest.mark.parametrize("prefix", sorted(SCENARIOS))
def test_it_finds_nothing_wrong(prefix: str, profile: Profile) -> None:
    texts = x12_of(month_of(profile, f"{prefix}1"))
    assert bool(texts) is (prefix not in SILENT)
    assert [complaint for text in texts for complaint in complaints(text)] == []


@pytest.mark.parametrize("profile", [OFFICE_ALLY, STEDI], ids=lambda each: each.name)
def test_it_finds_nothing_wrong_with_what_is_gathered_or_gone_astray(profile: Profile) -> None:
    life = Life(profile)
    life.office.faults.switch_on(FaultOrder(Fault.FOREIGN_FILE))
    life.office.faults.switch_on(FaultOrder(Fault.LONG_LISTING, amount=1))
    for number in range(3):
        content = claims_of(f"PAY{number}", f"DEN{number}", control_number=number + 1)
        life.submit(content if profile is OFFICE_ALLY else for_stedi(content))
    texts = x12_of(life.pass_time(12 * DAY))
    assert sum("ELSEWHERE" in text for text in texts) == 1
    assert len(texts) >= 10
    assert [complaint for text in texts for complaint in complaints(text)] == []
