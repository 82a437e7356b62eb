"""How a simulated clearinghouse is set up."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

from infra.sandbox.clearinghouse.timeline import Timeline

EVERYONE = ""
"""Stands for all users where one could be named."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between one stage and the next; a real clearinghouse takes minutes to weeks."""

    pick_up: float = 0.5
    acknowledgment_999: float = 0.5
    file_summary: float = 1.0
    claim_ack_277ca: float = 0.5
    edi_status: float = 1.0
    payer_277ca: float = 0.5
    remittance: float = 1.0
    pend_retry: float = 1.0

    def scaled(self, factor: float) -> "Pace":
        """The same stages, `factor` times as long; 0 answers at once."""
        return Pace(*(getattr(self, stage.name) * factor for stage in fields(self)))

    def timeline(self) -> Timeline:
        """The same as instants after the pick-up, without a daily gathering."""
        summary = self.acknowledgment_999 + self.file_summary
        reported = summary + self.claim_ack_277ca
        told = self.claim_ack_277ca + self.edi_status
        paid = told + self.payer_277ca + self.remittance
        return Timeline(
            pick_up=timedelta(seconds=self.pick_up),
            acknowledgment_999=timedelta(seconds=self.acknowledgment_999),
            file_summary=timedelta(seconds=summary),
            claim_ack_277ca=timedelta(seconds=reported),
            edi_status=timedelta(seconds=told),
            payer_277ca=timedelta(seconds=told + self.payer_277ca),
            remittance=timedelta(seconds=paid),
            reversal=timedelta(seconds=paid + self.remittance),
            pend_retry=timedelta(seconds=reported + self.pend_retry),
            portal_fix=timedelta(seconds=reported + self.pend_retry),
            gathered_at=None,
        )


@dataclass(frozen=True, slots=True)
class User:
    """One login. `test_folder`, below its root, takes files too and treats them as tests.
    `acknowledgments` tells whether 999 and 277CA were asked for when the account was set up.
    """

    name: str
    password: str = field(repr=False)
    test_folder: str | None = None
    acknowledgments: bool = True


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class ClearinghouseConfig:
    """`port` 0 takes a free one. Without `base_directory` everything is forgotten at the stop;
    with one, the host key, the file ids and the users' folders outlive it. `clock` (aware UTC) says
    when answers are due and dates them. `pace` in seconds is for watching; a Timeline in hours and
    days is for a clock that jumps. `profile` is one of `profiles.registry.PROFILES`.
    """

    users: tuple[User, ...]
    host: str = "127.0.0.1"
    port: int = 0
    base_directory: Path | None = None
    pace: Pace | Timeline = Pace()
    clock: Callable[[], datetime] = _utc_now
    contact_name: str = "Pat Sample"
    profile: str = "office_ally"

    @property
    def timeline(self) -> Timeline:
        return self.pace.timeline() if isinstance(self.pace, Pace) else self.pace
