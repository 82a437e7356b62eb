"""Nothing waits unnoticed."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.diagnosis import Diagnosis

if TYPE_CHECKING:
    from chalicelib.services.watch.watch_stalls import WatchStalls


class Watch(Diagnosis):
    @cached_property
    def watch_stalls(self) -> "WatchStalls":
        from chalicelib.services.diagnosis.remember_account import RememberAccount
        from chalicelib.services.watch.learn_lateness import LearnLateness
        from chalicelib.services.watch.note_stall import NoteStall
        from chalicelib.services.watch.watch_account import WatchAccount
        from chalicelib.services.watch.watch_batch import WatchBatch
        from chalicelib.services.watch.watch_connection import WatchConnection
        from chalicelib.services.watch.watch_stalls import WatchStalls

        p = self._ports
        remember = RememberAccount(p.account_watches)
        return WatchStalls(
            accounts=p.accounts,
            batches=p.batches,
            clock=p.clock,
            hints=p.hints,
            meter=p.meter,
            probe=self._probe_connection,
            transmissions=p.transmissions,
            watch_account=WatchAccount(
                p.accounts,
                p.clock,
                p.notices,
                remember,
                p.responses,
                p.transmissions,
                WatchConnection(p.clock, p.notices, remember),
            ),
            watch_batch=WatchBatch(
                self._assess_batch,
                p.batches,
                p.clock,
                self.diagnose_account,
                LearnLateness(p.latenesses),
                NoteStall(p.clock, p.notices),
            ),
        )
