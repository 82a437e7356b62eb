"""Requests that clients have named by keys of their own."""

from functools import cached_property

from chalicelib.services.requests.answer_once import AnswerOnce
from chalicelib.wiring.wired import Wired


class Requests(Wired):
    @cached_property
    def answer_once(self) -> AnswerOnce:
        p = self._ports
        return AnswerOnce(p.clock, p.entropy, p.keyed_requests)
