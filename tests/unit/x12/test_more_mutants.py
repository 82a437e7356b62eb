"""Further faults of each kind, one a row of `mutants/`: what was changed, and what is found where.

`found` holds a rule and a segment number for each finding. Most rows have one: a cause is told
once. The rows with two have two consequences that a reader must know of.
"""

import csv
from pathlib import Path

import pytest

from tests.unit.x12.mutation import changed, found_in
from tests.unit.x12.sound_files import SOUND

ROWS = [
    pytest.param(path.stem, row, id=f"{path.stem}: {row['name']}")
    for path in sorted((Path(__file__).parent / "mutants").glob("*.tsv"))
    for row in csv.DictReader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
]


@pytest.mark.parametrize(("kind", "row"), ROWS)
def test_a_fault_is_found_by_its_rule_where_it_is(kind: str, row: dict[str, str]) -> None:
    found = found_in(changed(SOUND[kind], row["old"], row["new"]))
    assert " ".join(f"{rule}@{number}" for rule, number in found) == row["found"]


def test_every_kind_has_its_share_of_faults() -> None:
    for kind in ("837P", "837I", "837D", "835", "277CA"):
        rows = [row for row in ROWS if row.values[0] == kind]
        assert len(rows) >= 30
    for kind in ("999", "276", "277", "270", "271", "TA1"):
        assert len([row for row in ROWS if row.values[0] == kind]) >= 8
