"""The composition root: settings make adapters, adapters make use cases.

The only room that knows both sides. `Ports` may hold adapters or the tests' fakes: what is wired
to them is the same. A module for each room of the use cases.
"""

from typing import TYPE_CHECKING

from chalicelib.adapters import aws_clients
from chalicelib.adapters.system_clock import SystemClock
from chalicelib.config import load_settings
from chalicelib.wiring.all_ports import Ports
from chalicelib.wiring.aws import AwsPorts
from chalicelib.wiring.courier import Courier

if TYPE_CHECKING:
    from chalicelib.domain import ports

__all__ = ["AwsPorts", "Courier", "Ports", "courier", "use", "use_clock"]

_couriers: list[Courier] = []


def courier() -> Courier:
    """The use cases of this process, wired at the first call and kept while it lives."""
    if not _couriers:
        _couriers.append(Courier(AwsPorts(load_settings(), SystemClock())))
    return _couriers[0]


def use(courier: Courier) -> None:
    """From now on this process works with these use cases."""
    _couriers[:] = [courier]


def use_clock(clock: "ports.Clock") -> None:
    """Wire anew, for the environment as it is now, with another clock than the wall's."""
    aws_clients.forget_clients()
    use(Courier(AwsPorts(load_settings(), clock)))
