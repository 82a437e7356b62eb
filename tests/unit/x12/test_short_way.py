"""The short way of flawless segments makes the check faster, and changes nothing it finds."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.x12.check_file import check_file
from chalicelib.x12.delimiters import BLANK_TEXT
from chalicelib.x12.walk import segment_check, states
from chalicelib.x12.walk.cursor import Cursor
from chalicelib.x12.walk.walker import Walker
from infra.bench.x12_files import claims_837, remittances_835

FILES = {
    "837P": b"".join(claims_837(12_000)).split(b"~"),
    "835": b"".join(remittances_835(12_000)).split(b"~"),
}


@st.composite
def shuffled(draw: st.DrawFn) -> bytes:
    """A file of many claims in which some segments were moved, doubled, dropped or changed."""
    segments = list(FILES[draw(st.sampled_from(sorted(FILES)))])
    places = st.integers(2, len(segments) - 1)
    for edit in draw(st.lists(st.sampled_from(["move", "double", "drop", "change"]), max_size=6)):
        at = draw(places)
        segment = segments[at] if edit == "double" else segments.pop(at)
        if edit == "change":
            segments.insert(at, draw(changes(segment)))
        elif edit != "drop":
            segments.insert(draw(places), segment)
        segments.append(b"")
    return b"~".join(segments)


@st.composite
def changes(draw: st.DrawFn, segment: bytes) -> bytes:
    elements = segment.split(b"*")
    at = draw(st.integers(0, len(elements) - 1))
    elements[at] = draw(st.sampled_from([b"", b"QQ", b"82", b"IL", b"PR", b"22", b"1.5", b"E119 "]))
    return b"*".join(elements)


def searched(self: Walker, cursor: Cursor) -> str | None:
    """As `walk`, but every segment is looked at closely."""
    for piece in cursor.pieces:
        text = piece.lstrip(BLANK_TEXT)
        cursor.number += 1
        cursor.end += len(piece) + 1
        if self._is_envelope(text, text.split(cursor.separator)[0], cursor):
            return text
    return None


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shuffled())
def test_the_short_way_changes_nothing(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    short = check_file([data])
    with monkeypatch.context() as patch:
        patch.setattr(segment_check, "TRIES_BEFORE_COMPILING", 1)
        by_pattern = check_file([data])
        patch.setattr(Walker, "walk", searched)
        one_by_one = check_file([data])
    assert one_by_one == by_pattern == short


SOUND = b"".join(claims_837(20_000))
LINE = b"LX*%d~SV1*HC:99213*%d*UN*1***1~DTP*472*D8*20260901~"
FAULTS = {
    "more lines than a claim may have": (
        b"~LX*1~",
        b"~" + b"".join(LINE % (at, at) for at in range(1, 52)) + b"LX*52~",
    ),
    "a line without its date": (b"~DTP*472*D8*", b"~ZZ*"),
    "a provider of a claim where none may stand": (b"~NM1*PR*2", b"~NM1*82*2"),
    "a provider twice": (b"~PRV*PE*PXC*208D00000X~", b"~NM1*82*1*A*B****XX*1000000012~"),
    "a payer twice": (b"~NM1*PR*2*", b"~NM1*PR*2*TESTCARE*****PI*TC456~NM1*PR*2*"),
    "a subscriber without a payer": (b"~NM1*PR*2*TESTCARE*****PI*TC456~", b"~"),
    "a claim without lines": (b"~PRV*PE*PXC*208D00000X~LX*1~SV1*", b"~ZZ*"),
    "another provider of the claim": (
        b"~LX*1~",
        b"~NM1*77*2*CLINIC~N3*1 A ST~N4*ANYTOWN*GA*30101~LX*1~",
    ),
}


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_what_is_usual_hides_no_fault(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    sound, faulty = FAULTS[fault]
    before, behind = SOUND[: len(SOUND) // 2], SOUND[len(SOUND) // 2 :]
    data = before + behind.replace(sound, faulty, 1)
    assert data != SOUND
    found = check_file([data])
    monkeypatch.setattr(Walker, "walk", searched)
    assert check_file([data]) == found


def test_our_own_rules_hold_for_segments_that_go_the_short_way() -> None:
    data = b"".join(claims_837(20_000))
    at = data.rindex(b"*XX*1")
    wrong = data[: at + 4] + b"1234567890" + data[at + 14 :]
    assert check_file([data]).findings == ()
    assert [each.rule for each in check_file([wrong]).findings] == ["x12.npi"]


def test_few_states_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"".join(claims_837(20_000)).replace(b"DTP*472", b"ZZ*1~DTP*472", 1)
    whole = check_file([data])
    monkeypatch.setattr(states, "MOST_STATES", 2)
    assert check_file([data]) == whole
