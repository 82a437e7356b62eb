"""The sandbox's identity provider: it lets in whoever asks, as who they say.

Its tokens are signed like Cognito's, by a key that is made when the sandbox starts; the API checks
them as it checks Cognito's.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from infra.sandbox.loopback import LOOPBACK, ServedInThread

TOKEN_LASTS = timedelta(minutes=15)
_E = 65_537


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An RSA key and the id under which it is published."""

    private: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=_E, key_size=2048)
    )
    kid: str = field(default_factory=lambda: str(uuid4()))

    def jwk(self) -> dict[str, str]:
        numbers = self.private.public_key().public_numbers()
        common = {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid}
        return {**common, "n": _base64(_big_endian(numbers.n)), "e": _base64(_big_endian(_E))}

    def sign(self, header: dict[str, Any], claims: dict[str, Any]) -> str:
        """A compact JWS by RS256, whatever the header says."""
        signed = ".".join(_base64(json.dumps(part).encode()) for part in (header, claims))
        signature = self.private.sign(signed.encode(), padding.PKCS1v15(), SHA256())
        return f"{signed}.{_base64(signature)}"

    def access_token(self, issuer: str, client_id: str, subject: str, now: datetime) -> str:
        """As Cognito writes them; whoever asks has logged in at this moment."""
        claims = {
            "iss": issuer,
            "client_id": client_id,
            "token_use": "access",
            "sub": subject,
            "auth_time": int(now.timestamp()),
            "iat": int(now.timestamp()),
            "exp": int((now + TOKEN_LASTS).timestamp()),
            "jti": str(uuid4()),
        }
        return self.sign({"alg": "RS256", "kid": self.kid, "typ": "JWT"}, claims)


class Issuer:
    """Serves its keys, and GET /tokens/{subject} with a fresh token of that subject."""

    def __init__(self, client_id: str, clock: Callable[[], datetime]) -> None:
        self.key = SigningKey()
        self._client_id = client_id
        self._clock = clock
        handler = partial(_Handler, self)
        self._server = ServedInThread("issuer", ThreadingHTTPServer((LOOPBACK, 0), handler))

    @property
    def url(self) -> str:
        return self._server.url

    def token(self, subject: str) -> str:
        return self.key.access_token(self.url, self._client_id, subject, self._clock())

    def stop(self) -> None:
        self._server.stop()


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, issuer: Issuer, *request: Any) -> None:  # noqa: ANN401 - as its parent has it
        self._issuer = issuer
        super().__init__(*request)

    def do_GET(self) -> None:
        if self.path == "/.well-known/jwks.json":
            self._answer("application/json", json.dumps({"keys": [self._issuer.key.jwk()]}))
        elif self.path.startswith("/tokens/"):
            subject = self.path.removeprefix("/tokens/")
            self._answer("text/plain", self._issuer.token(subject) + "\n")
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _answer(self, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _big_endian(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")
