"""What the person sees: answers on stdout, everything else on stderr."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

from infra.cli.table import columns, pairs


@dataclass(frozen=True, slots=True)
class Terminal:
    """`as_json`: answers are JSON as the API gave it, one document a command (a line for each
    event). `is_quiet`: no progress, no advice."""

    as_json: bool = False
    is_quiet: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)

    @property
    def shows_progress(self) -> bool:
        return self.err.isatty() and not self.is_quiet

    def thing(self, value: Mapping[str, Any], rows: Iterable[tuple[str, object]]) -> None:
        """One thing: as it is, or the rows of name and value that matter."""
        if self.as_json:
            self._json(value)
        else:
            self.lines(pairs(rows))

    def entries(
        self, entries: Sequence[Mapping[str, Any]], names: Mapping[str, str], empty: str
    ) -> None:
        """`names` are the columns: heading by field. `empty` is said where there is none."""
        if self.as_json:
            self._json(entries)
        elif entries:
            self.lines(columns(entries, names))
        else:
            self.note(empty)

    def line(self, value: Mapping[str, Any], words: str) -> None:
        """One of a stream."""
        self.lines([json.dumps(value) if self.as_json else words])
        self.out.flush()

    def lines(self, lines: Iterable[str]) -> None:
        self.out.writelines(f"{line}\n" for line in lines)

    def raw(self, content: bytes) -> None:
        """Bytes as they are."""
        self.out.flush()
        buffer = getattr(self.out, "buffer", None)
        if buffer is None:
            self.out.write(content.decode())
        else:
            buffer.write(content)

    def note(self, words: str) -> None:
        """Advice, beside the answer."""
        if not self.is_quiet:
            # A bar may stand where it is told.
            self.err.write(f"\r\x1b[K{words}\n" if self.shows_progress else f"{words}\n")

    def complain(self, lines: Iterable[str]) -> None:
        first, *others = lines
        self.err.write(f"courier: {first}\n")
        self.err.writelines(f"{line}\n" for line in others)

    def _json(self, value: object) -> None:
        json.dump(value, self.out, indent=2, ensure_ascii=False)
        self.out.write("\n")
