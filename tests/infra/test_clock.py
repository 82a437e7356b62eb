from datetime import UTC, datetime, timedelta

import pytest

from infra.sandbox.clock import SandboxClock, parse_duration


def test_the_clock_runs_with_the_worlds() -> None:
    before = datetime.now(UTC)
    assert before <= SandboxClock().now() <= datetime.now(UTC)


def test_time_can_be_let_pass() -> None:
    clock = SandboxClock()
    clock.advance(timedelta(hours=73))
    clock.advance(timedelta(minutes=1))
    ahead = clock.now() - datetime.now(UTC)
    assert timedelta(hours=73) < ahead <= timedelta(hours=73, minutes=1)


def test_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        SandboxClock().advance(timedelta(seconds=-1))


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("90s", timedelta(seconds=90)),
        ("15m", timedelta(minutes=15)),
        ("73h", timedelta(hours=73)),
        ("8d", timedelta(days=8)),
    ],
)
def test_a_duration_is_read(text: str, duration: timedelta) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize("text", ["", "73", "h", "-1h", "1.5h", "3 h", "1w"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a duration"):
        parse_duration(text)
