"""An HL that is missing is one finding, wherever it stood, and what follows is still read."""

import pytest

from chalicelib.x12.batches import slices
from chalicelib.x12.check_file import check_file
from chalicelib.x12.claim_file import check_claim_file
from tests.unit.x12.mutation import without_segment
from tests.unit.x12.sound_files import SOUND

LEVELS = [
    (kind, number)
    for kind, data in sorted(SOUND.items())
    for number, segment in enumerate(data.split(b"~"))
    if segment.startswith(b"HL*")
]


@pytest.mark.parametrize(("kind", "number"), LEVELS)
def test_a_missing_level_is_one_finding_at_what_follows_it(kind: str, number: int) -> None:
    found = check_file(slices(without_segment(SOUND[kind], number))).findings
    assert [(each.rule, each.segment, each.segment_number) for each in found] == [
        ("x12.segment_missing", "HL", number + 1)
    ]


@pytest.mark.parametrize("kind", ["837P", "837I", "837D"])
def test_claims_below_a_missing_level_are_those_of_the_file(kind: str) -> None:
    whole = check_claim_file(SOUND[kind]).claims
    for number in (number for each, number in LEVELS if each == kind):
        claims = check_claim_file(without_segment(SOUND[kind], number)).claims
        assert [each.patient_control_number for each in claims] == [
            each.patient_control_number for each in whole
        ]
        assert [each.payer_id for each in claims] == [each.payer_id for each in whole]
