"""Runs processes side by side, one step at a time: what runs next is drawn, not left to chance."""

from collections.abc import Callable, Sequence
from random import Random
from threading import Lock, Thread

Work = Callable[[], None]


def _a_turn() -> Lock:
    """Held until it is somebody's turn, who takes it up again at once."""
    turn = Lock()
    turn.acquire()
    return turn


class Interleaver:
    """Each work has a thread, and only one of them ever runs; they take turns at `pause`."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._turns: list[Lock] = []
        self._running: Lock | None = None
        self._ended = _a_turn()
        self._errors: list[BaseException] = []

    def run(self, works: Sequence[Work]) -> None:
        """Until all have ended. Raises what the first of them raised."""
        if len(works) == 1:
            return works[0]()
        self._turns = [_a_turn() for _ in works]
        threads = [
            Thread(target=self._live, args=(turn, work), daemon=True)
            for turn, work in zip(self._turns, works, strict=True)
        ]
        for thread in threads:
            thread.start()
        self._pass_on()
        self._ended.acquire()
        self._running = None
        for error in self._errors:
            raise error
        return None

    def pause(self) -> None:
        """Here another may go on; outside of `run` nobody can."""
        turn = self._running
        if turn is None or len(self._turns) < 2:
            return
        following = self._random.choice(self._turns)
        if following is not turn:
            following.release()
            turn.acquire()
            self._running = turn

    def _live(self, turn: Lock, work: Work) -> None:
        turn.acquire()
        self._running = turn
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised again by `run`
            self._errors.append(error)
        self._turns.remove(turn)
        self._pass_on()

    def _pass_on(self) -> None:
        following = self._random.choice(self._turns) if self._turns else self._ended
        following.release()
