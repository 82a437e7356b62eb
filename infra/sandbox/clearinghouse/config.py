"""How a simulated clearinghouse is set up."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between one stage and the next; Office Ally takes minutes to weeks for them."""

    pick_up: float = 0.5
    acknowledgment_999: float = 0.5
    file_summary: float = 1.0
    claim_ack_277ca: float = 0.5
    edi_status: float = 1.0
    payer_277ca: float = 0.5
    remittance: float = 1.0

    def scaled(self, factor: float) -> "Pace":
        """The same stages, `factor` times as long; 0 answers at once."""
        return Pace(*(getattr(self, stage.name) * factor for stage in fields(self)))


@dataclass(frozen=True, slots=True)
class User:
    """One login. `test_folder`, below its root, takes files too and treats them as tests."""

    name: str
    password: str = field(repr=False)
    test_folder: str | None = None


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class ClearinghouseConfig:
    """`port` 0 takes a free one. Without `base_directory` everything is forgotten at the stop;
    with one, the host key, the file ids and the users' folders outlive it. `clock` dates the
    answers (aware UTC); the pace is always real seconds.
    """

    users: tuple[User, ...]
    host: str = "127.0.0.1"
    port: int = 0
    base_directory: Path | None = None
    pace: Pace = Pace()
    clock: Callable[[], datetime] = _utc_now
    contact_name: str = "Pat Sample"
