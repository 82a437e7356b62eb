"""Acts: what people decided about an account's connection, kept for good."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.identifiers import AccountId


class ActKind(StrEnum):
    RESUMED = "resumed"
    HOST_KEY_PINNED = "host_key_pinned"
    PASSWORD_STORED = "password_stored"  # noqa: S105 - an act's name
    GAP_EXPLAINED = "gap_explained"
    CLOSURE_BEGUN = "closure_begun"
    CLOSURE_SIGNED = "closure_signed"
    PAYER_ENROLLED_ELSEWHERE = "payer_enrolled_elsewhere"
    ACCOUNT_CLOSED = "account_closed"


@dataclass(frozen=True, slots=True)
class AccountAct:
    """`by` is the prefix of the API key that was used, or `operator` for a command; `detail` is
    what was decided about, such as a fingerprint."""

    account_id: AccountId
    kind: ActKind
    by: str
    at: datetime
    reason: str
    detail: str = ""
