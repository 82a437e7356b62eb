"""An answer file, and what every writer of one may use."""

from dataclasses import dataclass
from datetime import date, datetime

from infra.sandbox.clearinghouse.file_ids import FileIds
from infra.sandbox.clearinghouse.house import House


@dataclass(frozen=True, slots=True)
class Answer:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Desk:
    """Where answers are written: `now` is the time they bear (aware UTC). `acknowledgments` tells
    whether the user has asked for 999 and 277CA.
    """

    house: House
    ids: FileIds
    contact_name: str
    now: datetime
    acknowledgments: bool

    @property
    def today(self) -> date:
        return self.now.date()
