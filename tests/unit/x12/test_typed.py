"""Named tuples without `typing` do what those of `typing` do."""

import copy

import pytest

from chalicelib.x12.typed import NamedTuple


class Reading(NamedTuple):
    """What a meter said."""

    meter: str
    value: int
    unit: str = "kWh"

    @property
    def shown(self) -> str:
        return f"{self.value} {self.unit}"


def test_fields_are_given_in_order_or_by_name() -> None:
    assert Reading("a", 1) == Reading(value=1, meter="a") == Reading("a", unit="kWh", value=1)
    assert Reading("a", 1, "MWh").shown == "1 MWh"


def test_it_is_a_tuple_that_knows_its_fields() -> None:
    meter, value, unit = Reading("a", 1)
    assert (meter, value, unit) == Reading("a", 1) == ("a", 1, "kWh")
    assert Reading._fields == ("meter", "value", "unit")
    assert repr(Reading("a", 1)) == "Reading(meter='a', value=1, unit='kWh')"


def test_a_changed_copy_leaves_the_first_as_it_was() -> None:
    first = Reading("a", 1)
    assert first._replace(value=2) == Reading("a", 2)
    assert first == Reading("a", 1)
    assert type(copy.deepcopy(first)) is Reading
    assert copy.deepcopy(first) == first


def test_a_field_cannot_be_set() -> None:
    with pytest.raises(AttributeError):
        Reading("a", 1).value = 2  # type: ignore[misc]  # what is tested


@pytest.mark.parametrize(
    ("values", "named"),
    [
        (("a",), {}),
        (("a", 1, "kWh", "more"), {}),
        (("a", 1), {"watt": "kWh"}),
        (("a", 1), {"value": 1}),
        (("a", 1, "kWh"), {"unit": "kWh"}),
    ],
)
def test_other_fields_are_an_error(values: tuple[str, ...], named: dict[str, str]) -> None:
    with pytest.raises(TypeError):
        Reading(*values, **named)  # type: ignore[arg-type]  # what is tested
