"""What happens by the clock."""

from chalicelib import wiring


def sweep() -> None:
    wiring.courier().sweep()


def watch_stalls() -> None:
    wiring.courier().watch_stalls()
