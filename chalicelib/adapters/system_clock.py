"""The real clock and real randomness."""

import secrets
from datetime import UTC, datetime


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class SystemEntropy:
    def __call__(self, size: int) -> bytes:
        return secrets.token_bytes(size)
