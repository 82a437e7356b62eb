"""Why something waits."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.wired import Wired

if TYPE_CHECKING:
    from chalicelib.services.diagnosis.assess_batch import AssessBatch
    from chalicelib.services.diagnosis.diagnose_account import DiagnoseAccount
    from chalicelib.services.diagnosis.probe_connection import ProbeConnection


class Diagnosis(Wired):
    @cached_property
    def diagnose_account(self) -> "DiagnoseAccount":
        from chalicelib.services.diagnosis.consult_ledger import ConsultLedger
        from chalicelib.services.diagnosis.diagnose_account import DiagnoseAccount
        from chalicelib.services.diagnosis.remember_account import RememberAccount

        p = self._ports
        return DiagnoseAccount(
            accounts=p.accounts,
            assess=self._assess_batch,
            batches=p.batches,
            clock=p.clock,
            consult=ConsultLedger(p.accounts, p.clock, p.responses, p.transmissions),
            probe=self._probe_connection,
            remember=RememberAccount(p.account_watches),
            transmissions=p.transmissions,
        )

    @cached_property
    def _assess_batch(self) -> "AssessBatch":
        from chalicelib.services.diagnosis.assess_batch import AssessBatch

        p = self._ports
        return AssessBatch(p.claims, p.facts, p.transmissions)

    @cached_property
    def _probe_connection(self) -> "ProbeConnection":
        from chalicelib.services.diagnosis.probe_connection import ProbeConnection
        from chalicelib.services.visit.log_in import LogIn

        p = self._ports
        log_in = LogIn(p.clock, p.prober, p.secrets)
        return ProbeConnection(
            p.accounts, p.clock, p.entropy, p.hints, p.leases, log_in, p.prober, p.secrets
        )
