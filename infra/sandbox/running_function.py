"""Which deployed function the present thread is running: all of them share one process here."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_HANDLER: ContextVar[str | None] = ContextVar("running_function", default=None)

ended: list[Callable[[str, float], None]] = []
"""Told of every run: the handler, and the seconds of processor time that its thread took."""


@contextmanager
def running(handler: str) -> Iterator[None]:
    """Within it the thread runs the function with this handler, such as `app.sweep`."""
    before, began = _HANDLER.set(handler), time.thread_time()
    try:
        yield
    finally:
        _HANDLER.reset(before)
        for listener in ended:
            listener(handler, time.thread_time() - began)


def running_function() -> str | None:
    """The handler; None outside of every function."""
    return _HANDLER.get()
