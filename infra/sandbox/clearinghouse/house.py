"""The clearinghouse as it names itself in its answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class House:
    """`identifier` stands in ISA06 and GS02. Whether ISA15 of an answer repeats that of the file
    answered is `repeats_usage`; else it is always P.
    """

    name: str
    identifier: str
    repeats_usage: bool
