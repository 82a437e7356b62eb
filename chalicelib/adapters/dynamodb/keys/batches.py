"""Batches: what is small about one shares a partition; its claims and their facts lie in pages with
a partition each, so that no batch makes a hot one."""

from chalicelib.adapters.dynamodb.keys.prefix import ANY, Key, Prefix
from chalicelib.domain.account import AccountMode
from chalicelib.domain.claim_identity import ClaimIdentity
from chalicelib.domain.identifiers import (
    BatchId,
    TransmissionId,
    UploadId,
    batch_of_transmission,
    digest,
)
from chalicelib.domain.tally import Tally


def batch(batch_id: BatchId) -> Key:
    return Key(Prefix.BATCH.of(batch_id), Prefix.BATCH)


def upload(upload_id: UploadId) -> Key:
    return Key(Prefix.UPLOAD.of(upload_id), Prefix.UPLOAD)


def transmission(transmission_id: TransmissionId) -> Key:
    batch_id = batch_of_transmission(transmission_id)
    return Key(Prefix.BATCH.of(batch_id), Prefix.TRANSMISSION.of(_part(transmission_id)))


def transmissions(batch_id: BatchId) -> Key:
    """What the keys of all transmissions of a batch begin with."""
    return Key(Prefix.BATCH.of(batch_id), Prefix.TRANSMISSION)


def tallies(batch_id: BatchId) -> Key:
    """What the keys of all tallies of a batch begin with."""
    return Key(Prefix.BATCH.of(batch_id), Prefix.TALLY)


def tally(tally: Tally) -> Key:
    return Key(Prefix.BATCH.of(tally.batch_id), Prefix.TALLY.of(_page(tally.page)))


def transmission_facts(transmission_id: TransmissionId, *source: str) -> Key:
    """With no `source`: what the keys of all facts of a transmission begin with."""
    batch_id = batch_of_transmission(transmission_id)
    return Key(Prefix.BATCH.of(batch_id), Prefix.FACTS.of(_part(transmission_id), *(source or ANY)))


def claims(batch_id: BatchId, page: int) -> Key:
    return Key(Prefix.BATCH.of(batch_id, _page(page)), Prefix.CLAIMS)


def claim_facts(batch_id: BatchId, page: int, *source: str) -> Key:
    """With no `source`: what the keys of all facts of a page begin with."""
    return Key(Prefix.BATCH.of(batch_id, _page(page)), Prefix.FACTS.of(*(source or ANY)))


def claim_identity(mode: AccountMode, identity: ClaimIdentity) -> Key:
    return Key(Prefix.CLAIM.of(mode, digest(identity)), Prefix.CLAIM)


def _part(transmission_id: TransmissionId) -> str:
    return transmission_id.split("_")[2].zfill(5)


def _page(page: int) -> str:
    return f"{page:05d}"
