"""Read a response of a known kind."""

from collections.abc import Callable, Mapping

from chalicelib.clearinghouses.profile import Profile
from chalicelib.clearinghouses.reading import Reading, Source, UnreadableResponseError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.response import ResponseKind
from chalicelib.interpret.acknowledgment_999 import read_acknowledgment_999
from chalicelib.interpret.claim_ack_277ca import read_claim_ack_277ca
from chalicelib.interpret.encodings import as_utf8
from chalicelib.interpret.remittance_835 import read_remittance_835
from chalicelib.x12.delimiters import UnreadableInterchange

Reader = Callable[[Source], Reading]

_X12: Mapping[ResponseKind, Reader] = {
    ResponseKind.ACKNOWLEDGMENT_999: read_acknowledgment_999,
    ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA: read_claim_ack_277ca,
    ResponseKind.REMITTANCE_835: read_remittance_835,
}


def readers(profile: Profile) -> Mapping[ResponseKind, Reader]:
    """The readers of all kinds that state something: X12's, and the clearinghouse's own."""
    own = {each.kind: each.read for each in profile.text_reports() if each.read is not None}
    return {**_X12, **own}


def read(
    profile: Profile, kind: ResponseKind, name: str, content: bytes, account_id: AccountId
) -> Reading:
    """What a response says. Raises UnreadableResponseError, and nothing else, for what can't be
    read as this kind; kinds that state nothing (ZIP, readable remittance) can't be read.
    """
    reader = readers(profile).get(kind)
    if reader is None:
        raise UnreadableResponseError(f"A response of kind {kind} states nothing by itself.")
    try:
        return reader(Source(profile.read_name(name), as_utf8(content), account_id))
    except UnreadableInterchange as error:
        raise UnreadableResponseError(f"Its X12 can't be read: {error.reason}.") from None
