"""A progress bar for files that are read in chunks."""

from collections.abc import Iterator
from typing import TextIO

CHUNK_BYTES = 1 << 16
_LARGE = 4_000_000
_WIDTH = 40


def chunks_with_progress(data: bytes, screen: TextIO) -> Iterator[bytes]:
    """The file in chunks; a bar on `screen` for 4 MB and more, if `screen` is a terminal."""
    shown = len(data) >= _LARGE and screen.isatty()
    for start in range(0, len(data), CHUNK_BYTES):
        yield data[start : start + CHUNK_BYTES]
        if shown:
            screen.write(f"\r{_bar(min(start + CHUNK_BYTES, len(data)) / len(data))}")
    if shown:
        screen.write("\n")


def _bar(share: float) -> str:
    filled = int(share * _WIDTH)
    return f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {share:4.0%}"
