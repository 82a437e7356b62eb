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
    """And what else tells of the archive: manifests and exports; neither waits for the other."""
    try:
        wiring.courier().draw_due_statements()
    finally:
        wiring.courier().keep_era_archive()


@trigger
def drill_archive() -> None:
    wiring.courier().drive_drills()
