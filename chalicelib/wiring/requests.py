"""Requests that clients have named by keys of their own."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.wired import Wired

if TYPE_CHECKING:
    from chalicelib.services.requests.answer_once import AnswerOnce


class Requests(Wired):
    @cached_property
    def answer_once(self) -> "AnswerOnce":
        from chalicelib.services.requests.answer_once import AnswerOnce

        p = self._ports
        return AnswerOnce(p.clock, p.entropy, p.keyed_requests)
