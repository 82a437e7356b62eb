"""What a failed trigger says, and to whom."""

import traceback

import pytest

from chalicelib.entry.triggers.frame import TriggerFailedError, trigger

PATIENT = "ZEPHYRINE QUILLFEATHER"


@trigger
def apply_something(content: str) -> None:
    raise ValueError(f"cannot read {content}")


def test_a_failure_still_reaches_lambda_but_without_its_words() -> None:
    with pytest.raises(TriggerFailedError) as caught:
        apply_something(PATIENT)
    told = "".join(traceback.format_exception(caught.value))
    assert "ValueError in apply_something" in told
    assert PATIENT not in told


def test_what_failed_and_where_is_logged_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(TriggerFailedError):
        apply_something(PATIENT)
    (record,) = caplog.records
    written = {name: str(value) for name, value in vars(record).items()}
    assert (written["trigger"], written["error_type"]) == ("apply_something", "ValueError")
    assert PATIENT not in " ".join(written.values())


def test_what_succeeds_is_left_alone() -> None:
    seen: list[str] = []
    trigger(seen.append)("bat_1")
    assert seen == ["bat_1"]
