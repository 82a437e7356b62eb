"""What is noted of segments makes the check faster, and changes nothing that it finds."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.x12.check_file import check_file
from chalicelib.x12.walk import segment_check, steps
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


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shuffled())
def test_notes_change_nothing(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(steps, "MOST_REMEMBERED", 10**9)
        one_by_one = check_file([data])
    with monkeypatch.context() as patch:
        patch.setattr(steps, "MOST_REMEMBERED", 1)
        by_kind = check_file([data])
        patch.setattr(segment_check, "TRIES_BEFORE_COMPILING", 1)
        by_pattern = check_file([data])
    assert one_by_one == by_kind == by_pattern


def test_our_own_rules_hold_for_segments_that_are_taken_by_their_kind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(steps, "MOST_REMEMBERED", 1)
    data = b"".join(claims_837(20_000))
    at = data.rindex(b"*XX*1")
    wrong = data[: at + 4] + b"1234567890" + data[at + 14 :]
    assert check_file([data]).findings == ()
    assert [each.rule for each in check_file([wrong]).findings] == ["x12.npi"]
