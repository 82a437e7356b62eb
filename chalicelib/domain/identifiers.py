"""Names for things: prefixed ids, derived from what they name wherever that is possible.

A derived id makes a repeated step meet its own earlier work instead of doing it twice
(see docs/adr/0003-derived-identifiers.md).
"""

import base64
import hashlib
from datetime import datetime
from typing import NewType

PracticeId = NewType("PracticeId", str)
AccountId = NewType("AccountId", str)
BatchId = NewType("BatchId", str)
TransmissionId = NewType("TransmissionId", str)
ClaimId = NewType("ClaimId", str)
ResponseId = NewType("ResponseId", str)
RemittanceId = NewType("RemittanceId", str)
FactId = NewType("FactId", str)
WorkItemId = NewType("WorkItemId", str)
EventId = NewType("EventId", str)
StatementId = NewType("StatementId", str)
UploadId = NewType("UploadId", str)
ApiKeyId = NewType("ApiKeyId", str)
UserId = NewType("UserId", str)
WebhookId = NewType("WebhookId", str)
DrillId = NewType("DrillId", str)
ExportId = NewType("ExportId", str)

CLAIMS_PER_PAGE = 100
"""Claims are stored in pages, so that no batch makes one hot DynamoDB partition."""


def digest(*parts: str) -> str:
    """26 lower-case base32 characters (130 bits) of the SHA-256 of the given parts."""
    joined = "\x1f".join(parts).encode(errors="backslashreplace")
    return base64.b32encode(hashlib.sha256(joined).digest()).decode().lower()[:26]


def sha256_of(content: bytes) -> str:
    """The content's SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def new_practice_id(entropy: bytes) -> PracticeId:
    """A fresh practice id from at least 16 random bytes."""
    return PracticeId("prc_" + digest(entropy.hex()))


def new_account_id(entropy: bytes) -> AccountId:
    """A fresh account id from at least 16 random bytes."""
    return AccountId("acc_" + digest(entropy.hex()))


def api_key_id(key_sha256: str) -> ApiKeyId:
    """A key's id follows from its hash, so one look-up finds it by either."""
    return ApiKeyId("key_" + digest(key_sha256))


def user_id(subject: str) -> UserId:
    """By who they are at the identity provider: nobody is in twice."""
    return UserId("usr_" + digest(subject))


def new_upload_id(entropy: bytes) -> UploadId:
    """A fresh upload id from at least 16 random bytes."""
    return UploadId("upl_" + digest(entropy.hex()))


def new_webhook_id(entropy: bytes) -> WebhookId:
    """A fresh webhook id from at least 16 random bytes."""
    return WebhookId("whk_" + digest(entropy.hex()))


def batch_id(account_id: AccountId, content_sha256: str) -> BatchId:
    """The same bytes for the same account are the same batch, for ever."""
    return BatchId("bat_" + digest(account_id, content_sha256))


def transmission_id(batch: BatchId, part: int) -> TransmissionId:
    """The `part`-th (from 1) transmission of a batch."""
    return TransmissionId(f"trn_{_stem(batch)}_{part}")


def claim_id(batch: BatchId, position: int) -> ClaimId:
    """The claim at `position` (from 1) of a batch; claims of a batch sort by position."""
    return ClaimId(f"clm_{_stem(batch)}_{position:05d}")


def batch_of_claim(claim: ClaimId) -> BatchId:
    return BatchId("bat_" + claim.split("_")[1])


def batch_of_transmission(transmission: TransmissionId) -> BatchId:
    return BatchId("bat_" + transmission.split("_")[1])


def position_of(claim: ClaimId) -> int:
    return int(claim.split("_")[2])


def page_of(position: int) -> int:
    """The page (from 0) that holds the claim at `position` (from 1)."""
    return (position - 1) // CLAIMS_PER_PAGE


def response_id(
    account_id: AccountId, name: str, content_sha256: str, modified_at: datetime
) -> ResponseId:
    """One name with one content from one account is one response, however often collected.

    Starts with the clearinghouse's own time of the file, so that responses sort by it.
    """
    return ResponseId(
        f"rsp_{int(modified_at.timestamp()):x}{digest(account_id, name, content_sha256)}"
    )


def handed_in_id(account_id: AccountId, content_sha256: str) -> ResponseId:
    """What a person hands in is one response, whatever it is called and however often it comes."""
    return ResponseId("rsp_h" + digest(account_id, content_sha256))


def remittance_id(account_id: AccountId, payment_identity: str) -> RemittanceId:
    return RemittanceId("rem_" + digest(account_id, payment_identity))


def fact_id(content_sha256: str, position: int, subject: str) -> FactId:
    """The same place of the same bytes says the same fact, under whatever name it comes again."""
    return FactId("fct_" + digest(content_sha256, str(position), subject))


def event_id(kind: str, subject: str, occasion: str = "") -> EventId:
    """The same thing happening to the same subject on the same occasion is one event."""
    return EventId("evt_" + digest(kind, subject, occasion))


def work_item_id(account_id: AccountId, source: str, kind: str, position: int) -> WorkItemId:
    """One place of the same bytes is one task, under whatever name they come again."""
    stem = work_stem(account_id, source)
    return WorkItemId(f"wrk_{stem}_{digest(kind, str(position))[:13]}")


def work_stem(account_id: AccountId, source: str) -> str:
    """What the ids of all work items of one source share."""
    return digest(account_id, source)


def stem_of_work(item: WorkItemId) -> str:
    return item.split("_")[1]


def statement_id(account_id: AccountId, number: int) -> StatementId:
    """The `number`-th (from 1) statement of an account; they sort by number."""
    return StatementId(f"stm_{account_id.removeprefix('acc_')}_{number:08d}")


def export_id(account_id: AccountId, month: str, changes: int) -> ExportId:
    """All that a month of the ERA archive holds after so many changes is one export."""
    return ExportId("exp_" + digest(account_id, month, str(changes)))


def _stem(batch: BatchId) -> str:
    return batch.removeprefix("bat_")
