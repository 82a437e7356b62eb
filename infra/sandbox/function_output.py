"""What the functions print: metrics to the board, log lines to a file, all else to the terminal."""

import io
import json
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from infra.sandbox.metrics import Figure, figures_in

# What every line of the functions' structured log holds.
_LOG_LINE = {"level", "message", "timestamp"}
_SERVICE = "claim-courier"


class FunctionOutput(io.TextIOBase):
    """Stands in front of standard output, as Lambda does.

    On Lambda a function's output goes to its log group, and CloudWatch reads metrics out of it.
    Both are JSON objects, one a line; any other text passes through unchanged and at once.
    """

    def __init__(self, log_file: Path, put: Callable[[tuple[Figure, ...]], None]) -> None:
        self._log_file = log_file
        self._put = put
        self._unfinished = threading.local()
        self._terminal: TextIO | None = None
        self._log: TextIO | None = None

    def open(self) -> None:
        """Begins a new log file, and stands in front of standard output."""
        self._log_file.parent.mkdir(parents=True, exist_ok=True)
        self._log = self._log_file.open("w", buffering=1, encoding="utf-8")
        self.take_over()
        _log_to(self)

    def take_over(self) -> None:
        """Stands in front of what standard output is now: others exchange it as well."""
        if sys.stdout is not self:
            self._terminal, sys.stdout = sys.stdout, self

    def close(self) -> None:
        """Steps aside."""
        if sys.stdout is self and self._terminal is not None:
            sys.stdout = self._terminal
        self._terminal = None
        if self._log is not None:
            self._log.close()

    def write(self, text: str) -> int:
        terminal = self._terminal
        if terminal is None:
            # Loggers hold on to the stream they were made with; it leads to today's output.
            return sys.stdout.write(text)
        pending = getattr(self._unfinished, "line", "")
        if not pending and not text.startswith("{"):
            return terminal.write(text)
        *lines, self._unfinished.line = (pending + text).split("\n")
        for line in lines:
            self._sort(line, terminal)
        return len(text)

    def flush(self) -> None:
        if self._terminal is not None:
            self._terminal.flush()

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._terminal is not None and self._terminal.isatty()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._terminal.encoding if self._terminal else "utf-8"

    def fileno(self) -> int:
        return (self._terminal or sys.stdout).fileno()

    def _sort(self, line: str, terminal: TextIO) -> None:
        printed = _object_in(line)
        if figures := figures_in(printed):
            self._put(figures)
        elif self._log is not None and printed.keys() >= _LOG_LINE:
            self._log.write(line + "\n")
        else:
            terminal.write(line + "\n")


def _log_to(stream: io.TextIOBase) -> None:
    """The functions' logger holds on to the standard output that it was made with."""
    for handler in logging.getLogger(_SERVICE).handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(stream)


def _object_in(line: str) -> dict[str, Any]:
    """The JSON object that a line is; empty when it is none."""
    try:
        printed = json.loads(line)
    except ValueError:
        return {}
    return printed if isinstance(printed, dict) else {}
