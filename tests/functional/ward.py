"""A house whose clearinghouse is real: SFTP over loopback, Office Ally's manners, faults to order.

Its stores are the fakes. The clock is moved by hand, for both sides at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib.adapters.sftp_mailbox import SftpMailboxes
from chalicelib.adapters.sftp_prober import SftpProber
from chalicelib.domain.account import AccountMode
from chalicelib.domain.batch import Batch
from chalicelib.domain.diagnosis import Diagnosis
from chalicelib.wiring import Courier, Ports
from infra.sandbox.clearinghouse.config import ClearinghouseConfig, User
from infra.sandbox.clearinghouse.simulated_clearinghouse import SimulatedClearinghouse
from infra.sandbox.clearinghouse.timeline import Timeline
from tests.builders import ACCOUNT, REACH
from tests.functional.courier import House, a_claim_file

USER, PASSWORD = "sample", "right"
STEP = timedelta(hours=12)
USUAL = Timeline()


@dataclass(slots=True)
class Ward:
    """`visits` and `applies` tell whether our own functions run."""

    house: House
    clearinghouse: SimulatedClearinghouse
    visits: bool = True
    applies: bool = True
    _numbers: int = 0

    @property
    def courier(self) -> Courier:
        ports = {name: getattr(self.house, name) for name in Ports.__slots__}
        ports |= {"mailboxes": SftpMailboxes(timeout=5), "prober": SftpProber(timeout=2)}
        return Courier(Ports(**ports))

    def hand_in(self, *numbers: str) -> Batch:
        self._numbers += 1
        content = a_claim_file(*numbers, usage="P", control_number=self._numbers)
        return self.house.hand_in(content).batch

    def visit(self) -> None:
        if self.visits:
            self.courier.visit_clearinghouse(ACCOUNT)
        if self.applies:
            while self.house.hints.responses:
                self.courier.apply_response(self.house.hints.responses.pop(0))

    def pass_time(self, by: timedelta) -> None:
        """Both sides do their work every twelve hours."""
        while by > timedelta():
            step = min(by, STEP)
            self.house.clock.advance(step)
            by -= step
            self.clearinghouse.step()
            self.visit()

    def change_account(self, **changes: object) -> None:
        rows = self.house.accounts.rows.by_key
        rows[ACCOUNT] = replace(rows[ACCOUNT], **changes)  # type: ignore[arg-type]

    def stall(self, batch: Batch) -> Diagnosis | None:
        """What the watch says of it in this round."""
        self.courier.watch_stalls()
        stall = self.house.batches.get(batch.batch_id).stall
        return stall.diagnosis if stall else None

    def ask(self, batch: Batch | None = None) -> Diagnosis:
        batch_id = batch.batch_id if batch else None
        return self.courier.diagnose_account(ACCOUNT, REACH, batch_id)


@contextmanager
def ward(timeline: Timeline = USUAL) -> Iterator[Ward]:
    house = House()
    config = ClearinghouseConfig((User(USER, PASSWORD),), pace=timeline, clock=house.clock.now)
    with SimulatedClearinghouse(config) as clearinghouse:
        made = Ward(house, clearinghouse)
        made.change_account(
            host=clearinghouse.host,
            port=clearinghouse.port,
            user=USER,
            host_key=clearinghouse.host_key,
            mode=AccountMode.LIVE,
        )
        yield made
