"""A bar on stderr while something goes on; nothing where nobody looks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from infra.cli.terminal import Terminal

WIDTH = 30

Advance = Callable[[int, str], None]
"""Told how much is done, and in a few words what is going on."""


@contextmanager
def progress(terminal: Terminal, title: str, whole: int) -> Iterator[Advance]:
    """`whole` is what is done in the end; 0 where nobody knows."""
    if not terminal.shows_progress:
        yield lambda _done, _words: None
        return
    err = terminal.err

    def advance(done: int, words: str) -> None:
        err.write(f"\r\x1b[K{title} {bar(done, whole)} {words}"[:120])
        err.flush()

    try:
        yield advance
    finally:
        err.write("\r\x1b[K")
        err.flush()


def bar(done: int, whole: int) -> str:
    """`[######............]  33 %`; empty where the whole is not known."""
    if whole <= 0:
        return ""
    share = min(done / whole, 1.0)
    full = int(share * WIDTH)
    return f"[{'#' * full}{'.' * (WIDTH - full)}] {share:4.0%}"
