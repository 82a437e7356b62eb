"""Read a response of a known kind."""

from collections.abc import Callable, Mapping

from chalicelib.clearinghouses.report import UnreadableReportError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.response import ResponseKind
from chalicelib.interpret.acknowledgment_999 import read_acknowledgment_999
from chalicelib.interpret.claim_ack_277ca import read_claim_ack_277ca
from chalicelib.interpret.edi_status import read_edi_status
from chalicelib.interpret.encodings import as_utf8
from chalicelib.interpret.failed_file import read_failed_file
from chalicelib.interpret.file_summary import read_file_summary
from chalicelib.interpret.reading import Reading, Source, UnreadableResponseError
from chalicelib.interpret.remittance_835 import read_remittance_835
from chalicelib.x12.delimiters import UnreadableInterchange

READERS: Mapping[ResponseKind, Callable[[Source], Reading]] = {
    ResponseKind.ACKNOWLEDGMENT_999: read_acknowledgment_999,
    ResponseKind.FILE_SUMMARY: read_file_summary,
    ResponseKind.FAILED_FILE: read_failed_file,
    ResponseKind.EDI_STATUS: read_edi_status,
    ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA: read_claim_ack_277ca,
    ResponseKind.REMITTANCE_835: read_remittance_835,
}


def read(kind: ResponseKind, name: str, content: bytes, account_id: AccountId) -> Reading:
    """What a response says. Raises UnreadableResponseError, and nothing else, for what can't be
    read as this kind; kinds that state nothing (ZIP, readable remittance) can't be read.
    """
    reader = READERS.get(kind)
    if reader is None:
        raise UnreadableResponseError(f"A response of kind {kind} states nothing by itself.")
    try:
        return reader(Source(name, as_utf8(content), account_id))
    except UnreadableInterchange as error:
        raise UnreadableResponseError(f"Its X12 can't be read: {error.reason}.") from None
    except UnreadableReportError as error:
        raise UnreadableResponseError(str(error)) from None
