"""Signatures of webhook messages: Standard Webhooks 1.0, symmetric scheme "v1"."""

import base64
import hmac
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

PREFIX = "whsec_"
SECRET_BYTES = 32
"""The specification asks for 24 to 64."""


def secret_text(secret: bytes) -> str:
    """As the receiver gets it."""
    return PREFIX + base64.b64encode(secret).decode()


def signature(secret: bytes, message_id: str, timestamp: int, body: bytes) -> str:
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(secret, signed, sha256)).decode()


def signed_headers(
    secrets: Iterable[bytes], message_id: str, at: datetime, body: bytes
) -> dict[str, str]:
    """The three headers; a signature for each secret, so that one may follow on another."""
    timestamp = int(at.timestamp())
    signatures = (signature(secret, message_id, timestamp, body) for secret in secrets)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }
