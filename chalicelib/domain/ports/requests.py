"""What clients have asked under keys of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.domain.keyed_request import KeyedRequest


class KeyedRequests(Protocol):
    def add(self, request: KeyedRequest) -> KeyedRequest:
        """Stores a new request, or returns the one that is there already, however old."""

    def advance(self, old: KeyedRequest, new: KeyedRequest) -> None:
        """Stores `new` where `old`'s very run still stands; else raises ConflictError."""
