"""The ERA zip: an 835 and its readable text, side by side."""

import io
import zipfile
from datetime import date

from infra.sandbox.clearinghouse.answers.answer import Answer


def write_era_bundle(day: date, *members: Answer) -> bytes:
    """A zip of the members, in their order, each dated with the simulated day: the same bytes
    whatever the wall clock says."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        for member in members:
            dated = zipfile.ZipInfo(member.name, (day.year, day.month, day.day, 0, 0, 0))
            bundle.writestr(dated, member.content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
