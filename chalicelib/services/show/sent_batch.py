"""What all claims of a batch share: how it was sent, and by whose ways."""

from dataclasses import dataclass

from chalicelib.domain.account import Account
from chalicelib.domain.batch import Batch
from chalicelib.domain.transmission import Transmission


@dataclass(frozen=True, slots=True)
class SentBatch:
    """A batch as it was read for somebody who may see it, with its account and its files."""

    batch: Batch
    account: Account
    transmissions: tuple[Transmission, ...]
