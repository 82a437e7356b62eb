"""What kind of response a file is."""

from chalicelib.clearinghouses.profile import Profile
from chalicelib.domain.response import ResponseKind
from chalicelib.interpret.encodings import as_utf8
from chalicelib.interpret.zip_archive import ZIP
from chalicelib.x12.sniff import X12Kind, sniff_x12

_X12 = {
    X12Kind.IMPLEMENTATION_ACKNOWLEDGMENT: ResponseKind.ACKNOWLEDGMENT_999,
    X12Kind.FUNCTIONAL_ACKNOWLEDGMENT: ResponseKind.ACKNOWLEDGMENT_999,
    X12Kind.INTERCHANGE_ACKNOWLEDGMENT: ResponseKind.ACKNOWLEDGMENT_999,
    X12Kind.CLAIM_ACKNOWLEDGMENT: ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA,
    X12Kind.REMITTANCE: ResponseKind.REMITTANCE_835,
}


def classify(profile: Profile, name: str, content: bytes) -> ResponseKind:
    """The kind that the name promises and the content confirms.

    Names in the field are often wrong (an 835 called .txt, a 277 inside an ERA bundle), so the
    content wins where the two differ, and a name that nothing confirms means nothing: UNKNOWN.
    """
    found = _kind_by_content(profile, as_utf8(content))
    return _kind_by_name(profile, name) if found is None else found


def _kind_by_content(profile: Profile, content: bytes) -> ResponseKind | None:
    if content.startswith(ZIP):
        return ResponseKind.ARCHIVE
    x12 = sniff_x12(content)
    if x12 is not None:
        return _X12.get(x12, ResponseKind.UNKNOWN)
    return next((each.kind for each in profile.text_reports() if each.is_in(content)), None)


def _kind_by_name(profile: Profile, name: str) -> ResponseKind:
    """Only a report without a known layout is believed by its name."""
    named = profile.read_name(name).kind
    believed = (each.kind for each in profile.text_reports() if each.recognizes is None)
    return named if named is not None and named in believed else ResponseKind.UNKNOWN
