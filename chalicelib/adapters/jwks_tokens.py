"""JSON web tokens of one issuer, signed by RS256 (RFC 7515, 7517, 7519).

`cryptography` is loaded when the first token comes: whoever sends an API key need not wait for it.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from chalicelib.adapters.jwks import Jwks
from chalicelib.domain.access.token import Token

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

LONGEST_TOKEN = 8_192
"""Cognito's are shorter; API Gateway takes no more than 10,240 bytes of headers."""

_Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class JwksTokens:
    issuer: str
    keys: Jwks = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", Jwks(f"{self.issuer}/.well-known/jwks.json"))

    def read(self, text: str) -> Token | None:
        """Whatever the header says, the signature is held against the issuer's RSA keys by RS256
        and nothing else: neither `none` nor an HMAC with a public key gets past."""
        parts = text.split(".")
        if len(text) > LONGEST_TOKEN or len(parts) != 3 or not text.isascii():
            return None
        try:
            header, claims = _object(parts[0]), _object(parts[1])
            signature = _bytes(parts[2])
        except ValueError:
            return None
        key = self._key(header)
        if key is None or not _is_signed(key, f"{parts[0]}.{parts[1]}".encode(), signature):
            return None
        return _token(claims)

    def _key(self, header: _Json) -> "RSAPublicKey | None":
        kid = header.get("kid")
        if header.get("alg") != "RS256" or "crit" in header or not isinstance(kid, str):
            return None
        return self.keys.named(kid)


def _is_signed(key: "RSAPublicKey", signed: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256

    try:
        key.verify(signature, signed, PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def _token(claims: _Json) -> Token | None:
    """None where a claim that every token has is missing, or is of another type."""
    audience = claims.get("client_id" if claims.get("token_use") == "access" else "aud")
    try:
        return Token(
            issuer=_text(claims["iss"]),
            audience=_text(audience),
            use=_text(claims["token_use"]),
            subject=_text(claims["sub"]),
            expires_at=_instant(claims["exp"]),
            authenticated_at=_instant(claims["auth_time"]),
            not_before=_instant(claims["nbf"]) if "nbf" in claims else None,
        )
    except (KeyError, ValueError, OverflowError, OSError):
        return None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return value


def _instant(value: object) -> datetime:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("no whole number of seconds")
    return datetime.fromtimestamp(value, UTC)


def _object(part: str) -> _Json:
    value = json.loads(_bytes(part))
    if not isinstance(value, dict):
        raise ValueError("no JSON object")
    return value


def _bytes(part: str) -> bytes:
    """Base64url without padding. Raises ValueError."""
    return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
