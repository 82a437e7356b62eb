"""Answers as they were collected."""

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.keys.prefix import Key, Prefix
from chalicelib.domain.identifiers import AccountId, ResponseId, digest
from chalicelib.domain.response import ListedFile


def response(response_id: ResponseId) -> Key:
    return Key(Prefix.RESPONSE.of(response_id), Prefix.RESPONSE)


def seen_files(account_id: AccountId, month: str) -> Key:
    """The partition of the files of one month, by the clearinghouse's time, that were seen."""
    return Key(Prefix.SEEN.of(account_id, month), "")


def seen(account_id: AccountId, file: ListedFile) -> Key:
    parts = file.name, str(file.size), encode_instant(file.modified_at)
    return Key(seen_files(account_id, month_of(file)).pk, digest(*parts))


def month_of(file: ListedFile) -> str:
    return f"{file.modified_at:%Y-%m}"
