"""Whatever is done to a file, every use of it ends: with findings, or with a refusal."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.x12.acknowledgment_999 import read_acknowledgment
from chalicelib.x12.check_file import check_file
from chalicelib.x12.claim_ack_277ca import read_claim_acknowledgments
from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.delimiters import UnreadableInterchange
from chalicelib.x12.envelope_writer import Envelope
from chalicelib.x12.join import join
from chalicelib.x12.remittance_835 import read_remittances
from chalicelib.x12.remittance_text import remittance_text
from chalicelib.x12.split import split
from chalicelib.x12.terminal.report import report_on
from chalicelib.x12.write_999 import write_999
from tests.unit.x12.sound_files import SOUND
from tests.unit.x12.test_bad_input import damaged

ENVELOPE = Envelope(
    *("ZZ", "123456789", "ZZ", "330897513", "123456789", "330897513"),
    control_number=5,
    usage_indicator="T",
    created_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
)


def taken_apart(data: bytes) -> None:
    written = b"".join(split([data], (1, 2), ENVELOPE))
    assert len(check_claim_file(written).claims) == 2


def put_together(data: bytes) -> None:
    b"".join(join([[data], [SOUND["837P"]]], ENVELOPE))


def answered(data: bytes) -> None:
    """Nothing is wrong with the answer but the names that it repeats as they were in the file."""
    answer = write_999(check_claim_file(data), ENVELOPE)
    findings = check_file([answer]).findings
    assert {each.segment for each in findings} <= {"TA1", "AK1", "AK2"}
    read_acknowledgment(answer)


def reported(data: bytes) -> None:
    report = report_on(data, lambda whole: [whole])
    assert report.acceptable or report.findings


USES: dict[str, Callable[[bytes], object]] = {
    "split": taken_apart,
    "join": put_together,
    "ack": answered,
    "check": reported,
    "text": lambda data: remittance_text(read_remittances(data)),
    "999 reader": read_acknowledgment,
    "277CA reader": read_claim_acknowledgments,
}


@pytest.mark.parametrize("use", USES.values(), ids=USES.keys())
@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(sorted(SOUND)), draw=st.data())
def test_every_use_of_a_damaged_file_ends(
    use: Callable[[bytes], object], name: str, draw: st.DataObject
) -> None:
    bad = draw.draw(damaged(SOUND[name]) | shuffled(SOUND[name]))
    refused: type[Exception] | None = None
    try:
        use(bad)
    except (UnreadableInterchange, ValueError) as refusal:
        refused = type(refusal)
    assert refused in (None, UnreadableInterchange, ValueError), "no accident is a refusal"


def shuffled(data: bytes) -> st.SearchStrategy[bytes]:
    """The segments of a file in another order, some of them twice, some not at all."""
    isa, *segments = data.split(b"~")[:-1]
    return st.lists(st.sampled_from(segments), max_size=2 * len(segments)).map(
        lambda chosen: b"~".join((isa, *chosen, b""))
    )
