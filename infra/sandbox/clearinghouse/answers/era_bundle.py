"""The ERA zip: an 835 and its readable text, side by side."""

import io
import zipfile

from infra.sandbox.clearinghouse.answers.answer import Answer


def write_era_bundle(*members: Answer) -> bytes:
    """A zip of the members, in their order."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        for member in members:
            bundle.writestr(member.name, member.content)
    return packed.getvalue()
