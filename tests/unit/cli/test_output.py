"""Tables, bars, spans of time."""

import io
import json
from argparse import ArgumentTypeError

import pytest

from infra.cli.durations import instant, seconds
from infra.cli.progress import bar, progress
from infra.cli.table import columns, pairs, shown
from infra.cli.terminal import Terminal


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_columns_stand_under_their_headings() -> None:
    entries: list[dict[str, object]] = [{"a": "long value", "b": {"c": 1}}, {"a": None, "b": None}]
    assert list(columns(entries, {"a": "first", "b.c": "second"})) == [
        "first       second",
        "long value  1",
        "-           -",
    ]


def test_what_is_not_there_has_no_line_and_long_words_stay_in_their_column() -> None:
    rows: list[tuple[str, object]] = [
        ("name", "value"),
        ("nothing", None),
        ("none", []),
        ("text", "two\nlines"),
        ("zero", 0),
    ]
    assert list(pairs(rows)) == ["name  value", "text  two", "      lines", "zero  0"]


def test_a_name_of_others_moves_no_cursor() -> None:
    assert shown("\x1b[2Jname\r") == "?[2Jname?"


def test_json_is_the_answer_as_it_came() -> None:
    out = io.StringIO()
    Terminal(as_json=True, out=out).thing({"amount": "12.50"}, [("shown", "otherwise")])
    assert json.loads(out.getvalue()) == {"amount": "12.50"}


def test_an_empty_list_is_told_beside_the_answer() -> None:
    out, err = io.StringIO(), io.StringIO()
    Terminal(out=out, err=err).entries([], {}, "Nothing.")
    assert (out.getvalue(), err.getvalue()) == ("", "Nothing.\n")
    Terminal(as_json=True, out=out).entries([], {}, "Nothing.")
    assert json.loads(out.getvalue()) == []


@pytest.mark.parametrize(("done", "share"), [(0, "  0%"), (1, " 33%"), (3, "100%"), (9, "100%")])
def test_a_bar_grows(done: int, share: str) -> None:
    assert bar(done, 3).endswith(share)


def test_a_bar_is_wiped_away_and_drawn_for_people_only() -> None:
    screen, file = Screen(), io.StringIO()
    for err in (screen, file):
        with progress(Terminal(err=err), "file", 10) as advance:
            advance(5, "sent")
    assert "50% sent" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")
    assert file.getvalue() == ""


@pytest.mark.parametrize(
    ("text", "value"), [("90s", 90), ("15m", 900), ("8h", 28_800), ("3d", 259_200)]
)
def test_spans_of_time(text: str, value: float) -> None:
    assert seconds(text) == value


@pytest.mark.parametrize("text", ["", "5", "-5m", "1.5h", "٣m", "5 m"])
def test_what_is_no_span_of_time(text: str) -> None:
    with pytest.raises(ArgumentTypeError):
        seconds(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-03-14", "2026-03-14T23:59:59.999999Z"),
        ("2026-03-14T17:30:00Z", "2026-03-14T17:30:00Z"),
        ("2026-03-14T17:30:00-05:00", "2026-03-14T22:30:00Z"),
        ("2026-03-14T17:30", "2026-03-14T17:30:00Z"),
    ],
)
def test_a_day_is_its_end_and_a_moment_itself(text: str, value: str) -> None:
    assert instant(text) == value


def test_what_is_told_in_the_meantime_stands_on_a_line_of_its_own() -> None:
    screen = Screen()
    terminal = Terminal(err=screen)
    with progress(terminal, "file", 10) as advance:
        advance(5, "sent")
        terminal.note("Waiting on.")
    assert "\r\x1b[KWaiting on.\n" in screen.getvalue()


def test_bytes_go_out_as_bytes() -> None:
    written = io.BytesIO()
    out = io.TextIOWrapper(written)
    Terminal(out=out).raw(b"\xff")
    assert written.getvalue() == b"\xff"
