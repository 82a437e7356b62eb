"""An issuer's public keys, fetched when they are needed and kept (RFC 7517)."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

KEPT_SECONDS = 3600.0
PAUSE_SECONDS = 60.0
"""Whoever invents key ids makes us ask the issuer once in this time, no oftener."""

_LARGEST = 65_536
_TIMEOUT = 3.0


class KeysUnavailableError(Exception):
    """The issuer's keys can't be had: nobody can be told to be who they say."""


@dataclass(slots=True)
class Jwks:
    """The keys at a URL: HTTPS, or this very machine. `monotonic` gives seconds."""

    url: str
    monotonic: Callable[[], float] = time.monotonic
    _keys: dict[str, "RSAPublicKey"] = field(default_factory=dict)
    _fetched_at: float | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme != "https" and (parts.scheme, parts.hostname) != ("http", "127.0.0.1"):
            raise ValueError("The keys of an issuer are fetched by HTTPS.")

    def named(self, kid: str) -> "RSAPublicKey | None":
        """The key of this id, if the issuer has it. An unknown id may be of a new key: then the
        keys are fetched anew. Raises KeysUnavailableError where there are none at all."""
        age = None if self._fetched_at is None else self.monotonic() - self._fetched_at
        if age is None or age >= KEPT_SECONDS or (kid not in self._keys and age >= PAUSE_SECONDS):
            self._fetch()
        return self._keys.get(kid)

    def _fetch(self) -> None:
        """Keys that were fetched before go on being good while the issuer can't be reached."""
        from urllib.request import urlopen

        try:
            with urlopen(self.url, timeout=_TIMEOUT) as answer:  # noqa: S310 - see __post_init__
                document = json.loads(answer.read(_LARGEST))
            self._keys = {key["kid"]: _public(key) for key in document["keys"] if _signs(key)}
        except (OSError, ValueError, KeyError, TypeError) as error:
            if not self._keys:
                raise KeysUnavailableError(type(error).__name__) from None
        self._fetched_at = self.monotonic()


def _signs(key: dict[str, str]) -> bool:
    return key["kty"] == "RSA" and key.get("use", "sig") == "sig"


def _public(key: dict[str, str]) -> "RSAPublicKey":
    from base64 import urlsafe_b64decode

    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

    def number(text: str) -> int:
        return int.from_bytes(urlsafe_b64decode(text + "=" * (-len(text) % 4)), "big")

    return RSAPublicNumbers(number(key["e"]), number(key["n"])).public_key()
