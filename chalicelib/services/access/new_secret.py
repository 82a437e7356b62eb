"""What a new API key is made of."""

import base64
from dataclasses import dataclass

from chalicelib.domain.account import AccountMode
from chalicelib.domain.identifiers import sha256_of
from chalicelib.domain.ports import Entropy

_SHOWN = 6
"""So many characters of the 200 random bits are shown: enough to tell keys apart."""


@dataclass(frozen=True, slots=True)
class NewSecret:
    """`key` is shown once and kept nowhere."""

    key: str
    prefix: str

    @property
    def sha256(self) -> str:
        """No salt and no slow hash: nobody can guess 200 random bits."""
        return sha256_of(self.key.encode())

    def __repr__(self) -> str:
        return f"NewSecret(prefix={self.prefix!r}, key=***)"


def new_secret(entropy: Entropy, mode: AccountMode) -> NewSecret:
    """Such as cck_test_…: what it is for can be seen, and scanners for secrets can find it."""
    random = base64.b32encode(entropy(25)).decode().lower()
    start = f"cck_{mode}_"
    return NewSecret(start + random, start + random[:_SHOWN])
