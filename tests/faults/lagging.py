"""An index that is always one look behind, as a DynamoDB index may be."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.functional.courier import House

FROM_INDEXES = frozenset({"awaiting", "due", "unanswered", "unapplied", "unplanned", "waiting"})


class Lagging:
    """A store whose lists of rows tell what the same question should have been told last time.

    As of which instant is asked makes no other question of it.
    """

    def __init__(self, store: object) -> None:
        self.store = store
        self._last: dict[tuple[object, ...], Any] = {}

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self.store, operation)
        if operation not in FROM_INDEXES:
            return method

        def late(*arguments: object) -> Any:  # noqa: ANN401
            lasting = (each for each in arguments if not isinstance(each, datetime))
            question = (operation, *lasting)
            told, self._last[question] = self._last.get(question, ()), method(*arguments)
            return told

        return late


def lag(house: House) -> Callable[[], None]:
    """Lets the indexes lag; what is returned brings them up to date for good."""
    lagging = ("batches", "notices", "responses", "transmissions", "uploads")
    stores = {name: getattr(house, name) for name in lagging}
    for name, store in stores.items():
        setattr(house, name, Lagging(store))

    def catch_up() -> None:
        for name, store in stores.items():
            setattr(house, name, store)

    return catch_up
