"""What clients have asked under keys of their own."""

import zlib
from dataclasses import dataclass, replace
from math import ceil

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.keys import access as keys
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.keyed_request import KeyedRequest

_BODY = "answer_body"
_REMOVED_AT = "expires_at"
"""The table's TTL attribute, in seconds since 1970. DynamoDB takes its time about it."""


@dataclass(frozen=True, slots=True)
class DynamoKeyedRequests:
    table: Table

    def add(self, request: KeyedRequest) -> KeyedRequest:
        return _request(self.table.put_if_absent(_item(request)))

    def advance(self, old: KeyedRequest, new: KeyedRequest) -> None:
        if not self.table.put_if(_item(new), Attr("run").eq(old.run)):
            raise ConflictError("Somebody else has taken this request over.")


def _item(request: KeyedRequest) -> Attributes:
    """The body compressed and by itself: it is much larger than all the rest."""
    attributes = encode(request)
    answer = request.answer
    if answer is not None and answer.body is not None:
        attributes["answer"] = encode(replace(answer, body=None))
        attributes[_BODY] = zlib.compress(answer.body.encode())
    attributes[_REMOVED_AT] = ceil(request.kept_until.timestamp())
    return item(keys.keyed_request(request.name), attributes)


def _request(stored: Attributes) -> KeyedRequest:
    request = decode(KeyedRequest, stored)
    if _BODY not in stored or request.answer is None:
        return request
    body = zlib.decompress(bytes(stored[_BODY])).decode()  # type: ignore[call-overload]
    return replace(request, answer=replace(request.answer, body=body))
