"""The trip to a clearinghouse."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.wired import Wired

if TYPE_CHECKING:
    from chalicelib.services.visit.visit_clearinghouse import VisitClearinghouse


class Visit(Wired):
    @cached_property
    def visit_clearinghouse(self) -> "VisitClearinghouse":
        from chalicelib.services.visit.collect_responses import CollectResponses
        from chalicelib.services.visit.deliver_transmissions import DeliverTransmissions
        from chalicelib.services.visit.log_in import LogIn
        from chalicelib.services.visit.look_for_doubtful import LookForDoubtful
        from chalicelib.services.visit.send_transmission import SendTransmission
        from chalicelib.services.visit.share_claims import ShareClaims
        from chalicelib.services.visit.visit_clearinghouse import VisitClearinghouse

        p = self._ports
        send = SendTransmission(p.archive, p.clock, p.notices, p.transmissions)
        return VisitClearinghouse(
            accounts=p.accounts,
            clock=p.clock,
            collect=CollectResponses(p.archive, p.clock, p.hints, p.meter, p.responses, p.worklist),
            deliver=DeliverTransmissions(
                p.batches,
                p.clock,
                send,
                ShareClaims(p.batches, p.claims),
                p.transmissions,
            ),
            entropy=p.entropy,
            hints=p.hints,
            leases=p.leases,
            log_in=LogIn(p.clock, p.mailboxes, p.secrets),
            look_for_doubtful=LookForDoubtful(send, p.transmissions),
            meter=p.meter,
            transmissions=p.transmissions,
        )
