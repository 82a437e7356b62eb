"""Who sent a claim file, as the answers address him."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Submitter:
    """Name (1000A NM103), identifier (ISA06), and whether he sent a test (ISA15)."""

    name: str
    identifier: str
    usage: str
