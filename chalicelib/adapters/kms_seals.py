"""Seals by the stack's own key, which tells whose secret it opens."""

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.domain.identifiers import WebhookId

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient


@dataclass(frozen=True, slots=True)
class KmsSeals:
    client: "KMSClient"
    key_arn: str

    def seal(self, webhook_id: WebhookId, secret: bytes) -> str:
        sealed = self.client.encrypt(
            KeyId=self.key_arn, Plaintext=secret, EncryptionContext=_context(webhook_id)
        )
        return base64.b64encode(sealed["CiphertextBlob"]).decode()

    def open(self, webhook_id: WebhookId, sealed: str) -> bytes:
        opened = self.client.decrypt(
            KeyId=self.key_arn,
            CiphertextBlob=base64.b64decode(sealed),
            EncryptionContext=_context(webhook_id),
        )
        return opened["Plaintext"]


def _context(webhook_id: WebhookId) -> dict[str, str]:
    """A seal taken over to another webhook's row does not open."""
    return {"webhook_id": webhook_id}
