"""The clearinghouse's work on one file without its server: content in, answers out."""

from datetime import UTC, datetime

from tests.clearinghouse.visitor import opened
from tests.functional import counterpart

NOON = datetime(2026, 10, 12, 12, 0, tzinfo=UTC)


def answers_to(content: bytes, name: str = "837P_1.txt") -> dict[str, bytes]:
    """Every answer to one submitted file, by name, zips opened."""
    return opened(dict(counterpart.answers_to({name: content}, now=NOON)))


def only(answers: dict[str, bytes], part: str) -> str:
    """The text of the one answer whose name holds `part`."""
    (found,) = [content for name, content in answers.items() if part in name]
    return found.decode("latin-1")


def segments(x12: str) -> list[list[str]]:
    return [segment.split("*") for segment in x12.split("~") if segment]
