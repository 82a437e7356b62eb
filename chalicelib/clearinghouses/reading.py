"""What a response was found to say, before any of it is tied to our claims."""

from dataclasses import dataclass

from chalicelib.clearinghouses.response_name import ResponseName
from chalicelib.domain.errors import CourierError
from chalicelib.domain.fact import Statement, TransmissionReference
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.remittance import RemittanceAdvice


class UnreadableResponseError(CourierError):
    """A response whose content is not what its kind promises; the reason is free of its data."""


@dataclass(frozen=True, slots=True)
class Source:
    """A response as it came: what its name tells, its bytes in UTF-8 where they are text, and whose
    account it is."""

    name: ResponseName
    content: bytes
    account_id: AccountId


@dataclass(frozen=True, slots=True)
class Reading:
    """`transmission` is the file of ours that the whole response is about, if it is about one;
    `file_ids` are the clearinghouse's own numbers for it, learned here, to be linked to it.

    `not_understood` are the places that said something which nobody could read or has seen
    before (lines of a text report, segments of X12, 0 for the file as a whole): nothing is stated
    about them, and a person must look.
    """

    statements: tuple[Statement, ...] = ()
    transmission: TransmissionReference | None = None
    file_ids: tuple[str, ...] = ()
    remittances: tuple[RemittanceAdvice, ...] = ()
    not_understood: tuple[int, ...] = ()
