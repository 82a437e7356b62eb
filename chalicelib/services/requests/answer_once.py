"""Answer a request once, however often it comes under the same key.

What is kept and what is not: docs/adr/0045-answers-are-kept-for-a-day.md.
"""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.domain.errors import (
    AnswerShownOnceError,
    AnswerUnderWayError,
    ConflictError,
    KeyUsedOtherwiseError,
)
from chalicelib.domain.keyed_request import GivenAnswer, KeyedRequest, new_request
from chalicelib.domain.ports import Clock, Entropy, KeyedRequests


@dataclass(frozen=True, slots=True)
class Keyed:
    """A request as its client has named it; `name` and `fingerprint` are digests."""

    name: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class AnswerOnce:
    clock: Clock
    entropy: Entropy
    requests: KeyedRequests

    def __call__(
        self,
        keyed: Keyed,
        answer: Callable[[], GivenAnswer],
        nothing_was_done: Callable[[Exception], bool],
        *,
        is_secret: bool,
    ) -> tuple[GivenAnswer, bool]:
        """What `answer` gives, or gave to the same request before (then True).

        Whatever `answer` raises goes on. Where `nothing_was_done` by it, the key may name another
        request from now on; else only the same request may come again, and does so at once. After
        a crash it may as soon as nobody can be working on it any more. The bodies of secret
        answers are not kept.
        Raises KeyUsedOtherwiseError, AnswerUnderWayError, AnswerShownOnceError.
        """
        begun = self._begun(keyed)
        if begun.answer is not None:
            if begun.answer.body is None:
                raise AnswerShownOnceError
            return begun.answer, True
        try:
            given = answer()
        except Exception as error:
            now = self.clock.now()
            free = begun.forgotten(now) if nothing_was_done(error) else begun.given_up(now)
            self._note(begun, free)
            raise
        self._note(begun, begun.answered(_kept(given, is_secret)))
        return given, False

    def _begun(self, keyed: Keyed) -> KeyedRequest:
        """Ours to answer, or one that has its answer."""
        now = self.clock.now()
        ours = new_request(keyed.name, keyed.fingerprint, self.entropy(16).hex(), now)
        stored = self.requests.add(ours)
        if stored == ours:
            return ours
        if stored.kept_until > now:
            if stored.fingerprint != keyed.fingerprint:
                raise KeyUsedOtherwiseError
            if stored.answer is not None:
                return stored
            if stored.busy_until > now:
                raise AnswerUnderWayError
        try:
            self.requests.advance(stored, ours)
        except ConflictError as error:
            raise AnswerUnderWayError from error
        return ours

    def _note(self, begun: KeyedRequest, ended: KeyedRequest) -> None:
        """Who took longer than he may has been succeeded, and leaves it to his successor."""
        try:
            self.requests.advance(begun, ended)
        except ConflictError:
            return


def _kept(given: GivenAnswer, is_secret: bool) -> GivenAnswer:
    if is_secret:
        return GivenAnswer(given.status, (), None)
    return given
