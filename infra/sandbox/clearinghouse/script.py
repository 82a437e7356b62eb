"""What the clearinghouse was told to do, over what the claims' numbers say."""

from collections import deque
from dataclasses import dataclass, replace
from threading import Lock

from infra.sandbox.clearinghouse.config import EVERYONE
from infra.sandbox.clearinghouse.scenarios import SCENARIOS, Scenario


@dataclass(slots=True)
class Pin:
    """A scenario for every claim of the next `files` files of a user, or of anyone."""

    scenario: Scenario
    files: int
    user: str = EVERYONE


class Script:
    """Pins, held answers, and who gets acknowledgments. May be changed from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pins: deque[Pin] = deque()
        self._held: set[str] = set()
        self._without_acknowledgments: set[str] = set()

    def pin(
        self, prefix: str, files: int = 1, user: str = EVERYONE, codes: tuple[str, ...] = ()
    ) -> None:
        """From the next file on. `codes` replace those of a front-end rejection.

        Raises KeyError for an unknown prefix, ValueError when `files` is no positive number.
        """
        if files < 1:
            raise ValueError("a pin holds for one file at least")
        scenario = SCENARIOS[prefix.upper()]
        if codes:
            scenario = replace(scenario, rejections=tuple(codes))
        with self._lock:
            self._pins.append(Pin(scenario, files, user))

    def scenario_of_next_file(self, user: str) -> Scenario | None:
        """The oldest pin that fits; it is used up by as many files as it holds for."""
        with self._lock:
            for pin in self._pins:
                if pin.user in (EVERYONE, user):
                    pin.files -= 1
                    if not pin.files:
                        self._pins.remove(pin)
                    return pin.scenario
        return None

    def hold(self, user: str = EVERYONE) -> None:
        """Keeps the user's answers back, those of all without a user."""
        with self._lock:
            self._held.add(user)

    def release(self, user: str = EVERYONE) -> None:
        """Ends the hold of the same name; what was held back comes at the next step."""
        with self._lock:
            self._held.discard(user)

    def holds(self, user: str) -> bool:
        return not self._held.isdisjoint((EVERYONE, user))

    def acknowledge(self, user: str, wanted: bool) -> None:
        """Whether the account was set up with 999 and 277CA."""
        with self._lock:
            if wanted:
                self._without_acknowledgments.discard(user)
            else:
                self._without_acknowledgments.add(user)

    def acknowledges(self, user: str) -> bool:
        return user not in self._without_acknowledgments
