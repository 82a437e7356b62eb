"""What the 999 will say: which interchange, group and transaction sets hold together."""

from collections.abc import Callable
from dataclasses import dataclass

from infra.sandbox.clearinghouse.arrivals import ArrivedClaim, ArrivedFile, ArrivedSet
from infra.sandbox.clearinghouse.scenarios import Scenario

ScenarioOf = Callable[[ArrivedClaim], Scenario]

SOUND = "000"


@dataclass(frozen=True, slots=True)
class SetVerdict:
    """`errors` are IK502 codes; `bad_claim` is the claim that the 999 points at, if any."""

    arrived: ArrivedSet
    errors: tuple[str, ...]
    bad_claim: ArrivedClaim | None


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """`interchange_note` is TA105, `group_errors` are AK905 codes."""

    interchange_note: str
    group_errors: tuple[str, ...]
    sets: tuple[SetVerdict, ...]

    @property
    def accepts_all(self) -> bool:
        return len(self.accepted_sets) == len(self.sets)

    @property
    def accepted_sets(self) -> tuple[ArrivedSet, ...]:
        """The sets whose claims go on; none when the envelope around them is rejected."""
        if self.interchange_note != SOUND or self.group_errors:
            return ()
        return tuple(verdict.arrived for verdict in self.sets if not verdict.errors)


def check_syntax(arrived: ArrivedFile, scenario_of: ScenarioOf, house_note: str) -> FileVerdict:
    """The verdict on control numbers, counts and the scenarios that break a set.

    `house_note` is the TA105 of the clearinghouse's own rules, `000` when they are kept.
    """
    return FileVerdict(
        house_note if house_note != SOUND else _interchange_note(arrived),
        tuple(_group_errors(arrived)),
        tuple(_set_verdict(each, scenario_of) for each in arrived.sets),
    )


def _interchange_note(arrived: ArrivedFile) -> str:
    if arrived.interchange_trailer_control_number != arrived.interchange_control_number:
        return "001"
    return SOUND if _number(arrived.stated_groups) == 1 else "021"


def _group_errors(arrived: ArrivedFile) -> list[str]:
    errors = []
    if arrived.group_trailer_control_number != arrived.group_control_number:
        errors.append("4")
    if _number(arrived.stated_sets) != len(arrived.sets):
        errors.append("5")
    return errors


def _set_verdict(arrived: ArrivedSet, scenario_of: ScenarioOf) -> SetVerdict:
    errors = []
    if arrived.trailer_control_number != arrived.control_number:
        errors.append("3")
    if _number(arrived.stated_count) != arrived.segment_count:
        errors.append("4")
    bad_claim = next((each for each in arrived.claims if scenario_of(each).breaks_set), None)
    if bad_claim:
        errors.append("5")
    return SetVerdict(arrived, tuple(errors), bad_claim)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else -1
