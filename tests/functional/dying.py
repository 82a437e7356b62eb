"""A process that is gone in the middle of its work."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest


class DiedError(BaseException):
    """Nothing handles it, as nothing handles the end of a process."""


@contextmanager
def dying_at(
    monkeypatch: pytest.MonkeyPatch,
    port: object,
    method: str,
    *,
    call: int = 1,
    after: bool = False,
) -> Iterator[None]:
    """What is done inside ends at this call of a port's method, before or after its effect."""
    owner = type(port)
    real, calls = getattr(owner, method), count(1)

    def die(*arguments: object) -> object:
        is_last = next(calls) == call
        done = None if is_last and not after else real(*arguments)
        if is_last:
            raise DiedError
        return done

    with monkeypatch.context() as dying:
        dying.setattr(owner, method, die)
        with pytest.raises(DiedError):
            yield
