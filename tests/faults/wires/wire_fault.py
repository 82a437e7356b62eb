"""What can befall one request on its way over the wire."""

from dataclasses import dataclass
from enum import StrEnum

READS = frozenset(
    {
        "dynamodb.BatchGetItem",
        "dynamodb.GetItem",
        "dynamodb.Query",
        "s3.GetObject",
        "s3.HeadObject",
        "secretsmanager.GetSecretValue",
        "sftp.fstat",
        "sftp.lstat",
        "sftp.opendir",
        "sftp.read",
        "sftp.readdir",
        "sftp.realpath",
        "sftp.stat",
    }
)
"""Requests without an effect: what befalls them after it befalls them before it."""

PARTED = frozenset({"dynamodb.BatchWriteItem", "sftp.write"})
"""Requests of which half can be done."""


class WireMode(StrEnum):
    """Asked again: the answer is lost, and boto3 repeats the request by itself."""

    FAIL_BEFORE = "fail_before"
    HALF_DONE = "half_done"
    FAIL_AFTER = "fail_after"
    ASKED_AGAIN = "asked_again"
    DIES_BEFORE = "dies_before"
    DIES_HALFWAY = "dies_halfway"
    DIES_AFTER = "dies_after"

    @property
    def dies(self) -> bool:
        return self in {WireMode.DIES_BEFORE, WireMode.DIES_HALFWAY, WireMode.DIES_AFTER}

    @property
    def halves(self) -> bool:
        return self in {WireMode.HALF_DONE, WireMode.DIES_HALFWAY}

    @property
    def completes(self) -> bool:
        return self in {WireMode.FAIL_AFTER, WireMode.DIES_AFTER}

    def fits(self, call: str) -> bool:
        if self.halves:
            return call in PARTED
        if self is WireMode.ASKED_AGAIN:
            return call not in READS and not call.startswith("sftp.")
        return not self.completes or call not in READS


@dataclass(frozen=True, slots=True)
class WireFault:
    """`number` counts requests from 1."""

    number: int
    mode: WireMode
