"""What lies in the archive is read back."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.wired import Wired

if TYPE_CHECKING:
    from chalicelib.services.drill.drive_drills import DriveDrills
    from chalicelib.services.drill.request_drill import RequestDrill
    from chalicelib.services.drill.show_drills import ShowDrills


class Drilling(Wired):
    @cached_property
    def request_drill(self) -> "RequestDrill":
        from chalicelib.services.drill.request_drill import RequestDrill

        p = self._ports
        return RequestDrill(p.accounts, p.clock, p.drills)

    @cached_property
    def show_drills(self) -> "ShowDrills":
        from chalicelib.services.drill.show_drills import ShowDrills

        return ShowDrills(self._ports.accounts, self._ports.drills)

    @cached_property
    def drive_drills(self) -> "DriveDrills":
        from chalicelib.services.drill.check_object import CheckObject
        from chalicelib.services.drill.drive_drills import DriveDrills
        from chalicelib.services.drill.list_objects import ListObjects

        p = self._ports
        return DriveDrills(
            accounts=p.accounts,
            check=CheckObject(p.archive),
            clock=p.clock,
            closing_archive=p.closing_archive,
            drills=p.drills,
            entropy=p.entropy,
            list_objects=ListObjects(p.batches, p.era_files, p.responses, p.transmissions),
            meter=p.meter,
        )
