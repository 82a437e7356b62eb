"""The thread of one pump."""

import logging
from collections.abc import Callable
from threading import Event, Thread

from botocore.exceptions import BotoCoreError, ClientError

_log = logging.getLogger(__name__)

# How long a pump rests between two turns: short, since a turn asks nothing when nothing is due.
_REST_SECONDS = 0.02


class PumpThread:
    """Repeats `turn` until stopped; a turn that the embedded AWS refuses is logged and repeated."""

    def __init__(
        self, name: str, turn: Callable[[], None], rest_seconds: float = _REST_SECONDS
    ) -> None:
        self._turn = turn
        self._rest_seconds = rest_seconds
        self._stopping = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def ask_to_stop(self) -> None:
        self._stopping.set()

    def join(self) -> None:
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._turn()
            except (BotoCoreError, ClientError) as error:
                _log.warning("%s: %s", self._thread.name, error)
            self._stopping.wait(self._rest_seconds)
