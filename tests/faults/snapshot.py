"""A world in memory as it stood at a moment, made anew as often as somebody wants to go on there.

A run that goes wrong at one call is, up to that call, the run that does not; so it need not be
driven there again. What never changes (frozen values, bytes) is shared by all copies.
"""

import pickle
from io import BytesIO
from threading import Lock, RLock
from typing import Any, Generic, TypeVar

World = TypeVar("World")

_LOCKS = {type(Lock()): Lock, type(RLock()): RLock}


class Snapshot(Generic[World]):
    """Nobody may be at work in the world: calls under way are not kept, and no lock is held."""

    def __init__(self, world: World) -> None:
        self._shared: list[object] = []
        kept = BytesIO()
        _Pickler(kept, self._shared).dump(world)
        self._bytes = kept.getvalue()

    def restore(self) -> World:
        world: World = _Unpickler(BytesIO(self._bytes), self._shared).load()
        return world


class _Pickler(pickle.Pickler):
    def __init__(self, file: BytesIO, shared: list[object]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._shared = shared
        self._places: dict[int, int] = {}

    def persistent_id(self, thing: object) -> int | None:
        if not _never_changes(thing):
            return None
        place = self._places.setdefault(id(thing), len(self._shared))
        if place == len(self._shared):
            self._shared.append(thing)
        return place

    def reducer_override(self, thing: object) -> Any:  # noqa: ANN401 - as pickle has it
        make = _LOCKS.get(type(thing))
        return NotImplemented if make is None else (make, ())


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: BytesIO, shared: list[object]) -> None:
        super().__init__(file)
        self._shared = shared

    def persistent_load(self, place: int) -> object:
        return self._shared[place]


def _never_changes(thing: object) -> bool:
    parameters = getattr(type(thing), "__dataclass_params__", None)
    return isinstance(thing, bytes) or (parameters is not None and parameters.frozen)
