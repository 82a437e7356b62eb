"""What somebody wants to see of a long list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.domain.batch import Batch
    from chalicelib.domain.identifiers import AccountId
    from chalicelib.domain.response import Response, ResponseKind, ResponseState


@dataclass(frozen=True, slots=True)
class Span:
    """From `begin` on, before `end`; None where it is open."""

    begin: datetime | None = None
    end: datetime | None = None

    def has(self, instant: datetime) -> bool:
        begun = self.begin is None or self.begin <= instant
        return begun and (self.end is None or instant < self.end)


ALWAYS = Span()


@dataclass(frozen=True, slots=True)
class WantedBatches:
    """None: any."""

    account_id: AccountId | None = None
    received: Span = ALWAYS

    def has(self, batch: Batch) -> bool:
        return self.account_id in (None, batch.account_id) and self.received.has(batch.received_at)


@dataclass(frozen=True, slots=True)
class WantedResponses:
    """None: any. `modified` is the clearinghouse's own time."""

    kind: ResponseKind | None = None
    state: ResponseState | None = None
    modified: Span = ALWAYS

    def has(self, response: Response) -> bool:
        return (
            self.kind in (None, response.kind)
            and self.state in (None, response.state)
            and self.modified.has(response.modified_at)
        )


ALL_BATCHES = WantedBatches()
ALL_RESPONSES = WantedResponses()
