"""Responses as the API shows them."""

from datetime import datetime

from chalicelib.domain.response import Response
from chalicelib.entry.model import Model


class ResponseOut(Model):
    response_id: str
    account_id: str
    name: str
    size: int
    content_sha256: str
    modified_at: datetime
    collected_at: datetime
    parent_id: str | None
    state: str
    kind: str | None
    statements: int
    unmatched: int
    reason: str | None
    origin: str

    @classmethod
    def of(cls, response: Response) -> "ResponseOut":
        return cls.model_validate(response, from_attributes=True)


class ResponsesOut(Model):
    responses: tuple[ResponseOut, ...]
    next_cursor: str | None = None
