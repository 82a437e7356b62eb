"""Sweep: find every row that waits for a step and see that somebody takes it.

Messages are only hints. Whatever was lost of them, the next sweep makes it good.
"""

from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.ports import Accounts, Batches, Clock, Hints, Responses
from chalicelib.services.receive_batch import ReceiveBatch

INTAKE_MAY_TAKE = timedelta(minutes=2)
"""A batch still `received` after this long belongs to an intake that broke off."""


@dataclass(frozen=True, slots=True)
class Sweep:
    accounts: Accounts
    batches: Batches
    clock: Clock
    hints: Hints
    receive_batch: ReceiveBatch
    responses: Responses

    def __call__(self) -> None:
        now = self.clock.now()
        for batch in self.batches.unplanned():
            if now - batch.received_at >= INTAKE_MAY_TAKE:
                self.receive_batch.resume(batch)
        for account in self.accounts.all():
            self.hints.visit(account.account_id)
            for response in self.responses.unapplied(account.account_id):
                self.hints.apply(response.response_id)
