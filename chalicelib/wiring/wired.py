"""What every room of the composition root stands on."""

from chalicelib.wiring.all_ports import Ports


class Wired:
    """Its use cases are built when they are first asked for, out of these ports."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
