"""The frame around every trigger: what fails is logged by us, without the exception's words."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from chalicelib.observability import log_failure

Given = ParamSpec("Given")


class TriggerFailedError(Exception):
    """All that Lambda may write of a failure by itself: its kind, and which trigger it was."""


def trigger(work: Callable[Given, None]) -> Callable[Given, None]:
    """`work`, whose failures still reach Lambda, so that the event comes again, but say nothing
    that could quote a file: an exception's own words would stand in Lambda's log."""

    @wraps(work)
    def framed(*args: Given.args, **kwargs: Given.kwargs) -> None:
        try:
            work(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - the edge: nobody's words may leave
            log_failure("trigger failed", error, trigger=work.__name__)
            raise TriggerFailedError(f"{type(error).__name__} in {work.__name__}") from None

    return framed
