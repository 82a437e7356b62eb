"""Find the one transmission that an answer means, by whatever it names of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain.fact import TiedBy, TransmissionReference
from chalicelib.domain.identifiers import AccountId, TransmissionId
from chalicelib.domain.link import LinkKind, file_name_value
from chalicelib.domain.ports import Links

_TIED_BY = {
    LinkKind.FILE_ID: TiedBy.FILE_ID,
    LinkKind.CONTROL_NUMBER: TiedBy.CONTROL_NUMBER,
    LinkKind.FILE_NAME: TiedBy.FILE_NAME,
    LinkKind.BATCH_REFERENCE: TiedBy.BATCH_REFERENCE,
}

_OUR_WORDS = (LinkKind.CONTROL_NUMBER, LinkKind.FILE_NAME)


@dataclass(frozen=True, slots=True)
class FoundTransmission:
    identifier: TransmissionId
    tied_by: TiedBy


def find_transmission(
    links: Links, account_id: AccountId, reference: TransmissionReference
) -> FoundTransmission | None:
    """The account's one transmission that the surest of the named numbers leads to.

    None when the answer repeats a control number and a file name that are not of the same file: it
    is about one of another account, where the same number was used.
    """
    targets = {kind: links.find(account_id, kind, value) for kind, value in _keys(reference)}
    ours = [set(targets[kind]) for kind in _OUR_WORDS if kind in targets]
    if len(ours) > 1 and not set.intersection(*ours):
        return None
    for kind, found in targets.items():
        if len(found) == 1:
            return FoundTransmission(TransmissionId(found[0]), _TIED_BY[kind])
    return None


def is_in_our_words(reference: TransmissionReference) -> bool:
    """Whether the answer repeats what only we could have written: not finding it means something.

    The clearinghouse's own numbers may simply not be known yet.
    """
    return reference.control_number is not None or reference.file_name is not None


def _keys(reference: TransmissionReference) -> Iterator[tuple[LinkKind, str]]:
    """The surest key first."""
    if reference.file_id is not None:
        yield LinkKind.FILE_ID, reference.file_id
    if reference.control_number is not None:
        yield LinkKind.CONTROL_NUMBER, str(reference.control_number)
    if reference.file_name is not None:
        yield LinkKind.FILE_NAME, file_name_value(reference.file_name)
    if reference.batch_reference is not None:
        yield LinkKind.BATCH_REFERENCE, reference.batch_reference
