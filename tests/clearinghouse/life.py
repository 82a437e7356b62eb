"""A clearinghouse without a server, and a clock that is moved by hand."""

import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from io import BytesIO

from infra.samples.claim_files import ClaimKind, SampleClaim, claim_file
from infra.sandbox.clearinghouse.back_office import BackOffice
from infra.sandbox.clearinghouse.config import User
from infra.sandbox.clearinghouse.delivery import Delivery
from infra.sandbox.clearinghouse.profile import Profile
from infra.sandbox.clearinghouse.profiles.office_ally import OFFICE_ALLY

NOON = datetime(2026, 10, 12, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PRACTICE = "practice"


def claims_of(*numbers: str, control_number: int = 1) -> bytes:
    """A professional claim file, a claim for each patient control number."""
    claims = [SampleClaim(number) for number in numbers]
    return claim_file(ClaimKind.PROFESSIONAL, claims, interchange_control_number=control_number)


def for_stedi(content: bytes, receiver: str = "STEDITEST") -> bytes:
    """The same file, addressed to Stedi."""
    return content.replace(b"330897513      ", f"{receiver:<15}".encode(), 1)


class HandClock:
    """Called, it tells the time; it moves when told to."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        self.now += by


class Life:
    """Submits files and lets days pass; remembers what came out."""

    def __init__(self, profile: Profile = OFFICE_ALLY, users: Iterable[User] = ()) -> None:
        self.office = BackOffice(tuple(users) or (User(PRACTICE, "right"),), profile)
        self.clock = HandClock()
        self.came: list[Delivery] = []

    def submit(self, content: bytes, name: str = "837P_1.txt", user: str = PRACTICE) -> bool:
        return self.office.submit(user, name, content, self.clock())

    def pass_time(self, by: timedelta, steps: int = 1) -> "Life":
        for _ in range(steps):
            self.clock.advance(by / steps)
            self.came += self.office.step(self.clock())
        return self

    def named(self, part: str) -> list[Delivery]:
        """The deliveries whose names hold `part`, in order."""
        return [each for each in self.came if part in each.name]

    def text(self, part: str) -> str:
        """The one delivery whose name holds `part`; of a zip its 835."""
        (found,) = self.named(part)
        return text_of(found)

    def after(self, part: str) -> list[timedelta]:
        """How long after noon of the first day the deliveries named so came."""
        return [each.at - NOON for each in self.named(part)]


def text_of(delivery: Delivery) -> str:
    """The content; of a zip its 835."""
    if not delivery.name.endswith(".zip"):
        return delivery.content.decode("latin-1")
    with zipfile.ZipFile(BytesIO(delivery.content)) as bundle:
        (name,) = [each for each in bundle.namelist() if each.endswith(".835")]
        return bundle.read(name).decode("latin-1")
