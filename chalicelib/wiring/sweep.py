"""Whatever waits for a step that nobody is doing is driven on."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.hold import Holding
from chalicelib.wiring.intake import Intake
from chalicelib.wiring.tie import Tie

if TYPE_CHECKING:
    from chalicelib.services.sweep import Sweep


class Sweeping(Holding, Intake, Tie):
    @cached_property
    def sweep(self) -> "Sweep":
        from chalicelib.services.closing.reopen_account import ReopenAccount
        from chalicelib.services.sweep import Sweep

        p = self._ports
        return Sweep(
            accounts=p.accounts,
            batches=p.batches,
            clock=p.clock,
            drop_folder=p.drop_folder,
            hints=p.hints,
            keep_worklist=self._keep_worklist,
            receive_batch=self.receive_batch,
            receive_upload=self.receive_upload,
            reopen_account=ReopenAccount(p.accounts, p.closing_archive, self._hold_account),
            take_in_drop=self.take_in_drop,
            responses=p.responses,
            uploads=p.uploads,
        )
