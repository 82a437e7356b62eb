"""What kind of response a file is."""

from collections.abc import Callable

from chalicelib.clearinghouses.office_ally.edi_status import is_edi_status
from chalicelib.clearinghouses.office_ally.era_text import is_era_text
from chalicelib.clearinghouses.office_ally.file_summary import is_file_summary
from chalicelib.clearinghouses.profile import Profile
from chalicelib.domain.response import ResponseKind
from chalicelib.interpret.encodings import as_utf8
from chalicelib.x12.sniff import X12Kind, sniff_x12

_X12 = {
    X12Kind.IMPLEMENTATION_ACKNOWLEDGMENT: ResponseKind.ACKNOWLEDGMENT_999,
    X12Kind.FUNCTIONAL_ACKNOWLEDGMENT: ResponseKind.ACKNOWLEDGMENT_999,
    X12Kind.INTERCHANGE_ACKNOWLEDGMENT: ResponseKind.ACKNOWLEDGMENT_999,
    X12Kind.CLAIM_ACKNOWLEDGMENT: ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA,
    X12Kind.REMITTANCE: ResponseKind.REMITTANCE_835,
}
_TEXTS: tuple[tuple[Callable[[bytes], bool], ResponseKind], ...] = (
    (is_file_summary, ResponseKind.FILE_SUMMARY),
    (is_edi_status, ResponseKind.EDI_STATUS),
    (is_era_text, ResponseKind.REMITTANCE_TEXT),
)
_ZIP = b"PK\x03\x04"
_KNOWN_BY_NAME_ALONE = frozenset({ResponseKind.FAILED_FILE})
"""The report of a failed file has no known layout: its name must do, and only its name will.
Any notice may hold our file's name and the word "failed"."""


def classify(profile: Profile, name: str, content: bytes) -> ResponseKind:
    """The kind that the name promises and the content confirms.

    Names in the field are often wrong (an 835 called .txt, a 277 inside an ERA bundle), so the
    content wins where the two differ, and a name that nothing confirms means nothing: UNKNOWN.
    """
    named = profile.classify_name(name)
    found = _kind_by_content(as_utf8(content))
    if found is None:
        return named if named in _KNOWN_BY_NAME_ALONE else ResponseKind.UNKNOWN
    return found


def _kind_by_content(content: bytes) -> ResponseKind | None:
    if content.startswith(_ZIP):
        return ResponseKind.ARCHIVE
    x12 = sniff_x12(content)
    if x12 is not None:
        return _X12.get(x12, ResponseKind.UNKNOWN)
    return next((kind for recognizes, kind in _TEXTS if recognizes(content)), None)
