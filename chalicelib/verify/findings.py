"""What is wrong with an export, and where."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """Of a file (the first six), of the chain, or of what is said in it."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    ALTERED = "altered"
    NOT_CANONICAL = "not_canonical"
    MISPLACED = "misplaced"
    FOREIGN = "foreign"
    BROKEN_CHAIN = "broken_chain"
    OTHER_HEAD = "other_head"
    OUT_OF_ORDER = "out_of_order"
    WRONG_SUM = "wrong_sum"
    LINE_DROPPED = "line_dropped"
    UNCHAINED = "unchained"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Finding:
    """`entry` is the statement's number, None where no statement names the file."""

    fault: Fault
    entry: int | None
    file: str
    words: str


class FaultyFileError(Exception):
    """A file that can't be what it should be."""

    def __init__(self, fault: Fault, words: str) -> None:
        super().__init__(words)
        self.fault = fault
        self.words = words
