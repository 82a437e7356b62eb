"""What lies in the archive is read back."""

from functools import cached_property

from chalicelib.services.drill.check_object import CheckObject
from chalicelib.services.drill.drive_drills import DriveDrills
from chalicelib.services.drill.list_objects import ListObjects
from chalicelib.services.drill.request_drill import RequestDrill
from chalicelib.services.drill.show_drills import ShowDrills
from chalicelib.wiring.wired import Wired


class Drilling(Wired):
    @cached_property
    def request_drill(self) -> RequestDrill:
        p = self._ports
        return RequestDrill(p.accounts, p.clock, p.drills)

    @cached_property
    def show_drills(self) -> ShowDrills:
        return ShowDrills(self._ports.accounts, self._ports.drills)

    @cached_property
    def drive_drills(self) -> DriveDrills:
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
