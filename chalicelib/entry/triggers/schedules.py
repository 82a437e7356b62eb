"""What happens by the clock."""

from chalicelib import wiring
from chalicelib.entry.triggers.frame import trigger


@trigger
def sweep() -> None:
    wiring.courier().sweep()


@trigger
def watch_stalls() -> None:
    wiring.courier().watch_stalls()


@trigger
def draw_statements() -> None:
    wiring.courier().draw_due_statements()
