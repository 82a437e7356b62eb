"""A response: one file collected from a clearinghouse (a ZIP's members are responses too)."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.identifiers import AccountId, ResponseId

_NO_TEXT = "\N{REPLACEMENT CHARACTER}"


class ResponseKind(StrEnum):
    ACKNOWLEDGMENT_999 = "999"
    FILE_SUMMARY = "file_summary"
    FAILED_FILE = "failed_file"
    EDI_STATUS = "edi_status"
    CLAIM_ACKNOWLEDGMENT_277CA = "277ca"
    REMITTANCE_835 = "835"
    REMITTANCE_TEXT = "era_text"
    ARCHIVE = "zip"
    UNKNOWN = "unknown"


class ResponseState(StrEnum):
    """`unknown`: kept, listed and alarmed, because nothing in it could be understood."""

    STORED = "stored"
    APPLIED = "applied"
    UNKNOWN = "unknown"


class ResponseOrigin(StrEnum):
    """How it came: fetched from the clearinghouse's mailbox, or downloaded there by a person and
    handed in over the API or in the drop folder."""

    COLLECTED = "collected"
    UPLOADED = "uploaded"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Response:
    """`unmatched` counts what could not be tied to exactly one claim or file, or not be read, when
    it was last applied. `content_sha256` is empty for a file that was listed and left where it is.
    """

    response_id: ResponseId
    account_id: AccountId
    name: str
    size: int
    content_sha256: str
    modified_at: datetime
    collected_at: datetime
    parent_id: ResponseId | None = None
    state: ResponseState = ResponseState.STORED
    kind: ResponseKind | None = None
    statements: int = 0
    unmatched: int = 0
    reason: str | None = None
    origin: ResponseOrigin = ResponseOrigin.COLLECTED

    @property
    def is_fetched(self) -> bool:
        return self.content_sha256 != ""

    @property
    def source(self) -> str:
        """What its facts and work items are derived from: the content wherever there is any."""
        return self.content_sha256 or self.response_id

    def apply(self, kind: ResponseKind, statements: int, unmatched: int) -> "Response":
        return replace(
            self,
            state=ResponseState.APPLIED,
            kind=kind,
            statements=statements,
            unmatched=unmatched,
            reason=None,
        )

    def reopen(self) -> "Response":
        """To be applied once more."""
        return replace(self, state=ResponseState.STORED)

    def set_aside(self, reason: str) -> "Response":
        return replace(self, state=ResponseState.UNKNOWN, kind=ResponseKind.UNKNOWN, reason=reason)


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One line of a clearinghouse's outbound listing, the name as it stands there."""

    name: str
    size: int
    modified_at: datetime

    @property
    def has_usable_name(self) -> bool:
        """Not a path, nothing unprintable, nothing that was not text at all."""
        return self.name == self.printable_name and not {"/", "\\", _NO_TEXT} & set(self.name)

    @property
    def printable_name(self) -> str:
        return "".join(c if c.isprintable() else _NO_TEXT for c in self.name)
