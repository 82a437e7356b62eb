"""Stands in for DynamoDB and S3 where an account is larger than the embedded ones could hold.

Rows are made while they are read: real items in DynamoDB's wire form, 1,000 an answer, as about
many fit into the 1 MB that DynamoDB gives.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from botocore.exceptions import ClientError

Item = dict[str, Any]
ROWS_PER_ANSWER = 1_000


@dataclass(frozen=True, slots=True)
class RowsOfAList:
    """`make` gives the item at a place (from 0) of a list of `count`."""

    count: int
    make: Callable[[int], Item]


@dataclass(slots=True)
class ListedRows:
    """`lists` are by the queue that holds them; what is put is kept by its key."""

    lists: dict[str, RowsOfAList] = field(default_factory=dict)
    kept: dict[tuple[str, str], Item] = field(default_factory=dict)
    calls: int = 0

    def query(self, **request: Any) -> Item:  # noqa: ANN401 - boto3's own
        self.calls += 1
        (queue,) = (value["S"] for value in request["ExpressionAttributeValues"].values())
        rows = self.lists[queue]
        start = int(request.get("ExclusiveStartKey", {"n": 0})["n"])
        end = min(rows.count, start + ROWS_PER_ANSWER)
        answer: Item = {"Items": [rows.make(n) for n in range(start, end)]}
        if end < rows.count:
            answer["LastEvaluatedKey"] = {"n": end}
        return answer

    def get_item(self, **request: Any) -> Item:  # noqa: ANN401 - boto3's own
        self.calls += 1
        key = request["Key"]["pk"]["S"], request["Key"]["sk"]["S"]
        return {"Item": self.kept[key]} if key in self.kept else {}

    def put_item(self, **request: Any) -> Item:  # noqa: ANN401 - boto3's own
        self.calls += 1
        item = request["Item"]
        self.kept[item["pk"]["S"], item["sk"]["S"]] = item
        return {}


@dataclass(slots=True)
class KeptObjects:
    objects: dict[str, bytes] = field(default_factory=dict)
    calls: int = 0

    def put_object(self, **request: Any) -> None:  # noqa: ANN401 - boto3's own
        self.calls += 1
        self.objects[request["Key"]] = request["Body"]

    def get_object(self, **request: Any) -> Item:  # noqa: ANN401 - boto3's own
        self.calls += 1
        if request["Key"] not in self.objects:
            raise ClientError({"Error": {"Code": "NoSuchKey"}}, "GetObject")
        return {"Body": BytesIO(self.objects[request["Key"]])}
