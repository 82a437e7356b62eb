import time
from collections.abc import Callable


def eventually(holds: Callable[[], object], seconds: float = 10) -> bool:
    """Whether something becomes true within that time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.01)
    return bool(holds())
