"""What a function has imported stays as long as it lives: nobody looks through it for garbage.

Imported before all that is much; the app says when that is done. Python would look through all
modules several times while they come in, a tenth of a cold start (ADR 49).
"""

import gc

gc.disable()


def collect_from_now_on() -> None:
    """Only what comes now can become garbage."""
    gc.freeze()
    gc.enable()
