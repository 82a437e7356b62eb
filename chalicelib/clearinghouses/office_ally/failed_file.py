"""The report of a failed file (`FS_*_ErrorReport*.txt`): Office Ally could not read it at all.

No genuine report was ever seen; the guide promises file name, file id, upload date, type of file
and a description. So only those are looked for, wherever they stand.
"""

import re
from dataclasses import dataclass

from chalicelib.clearinghouses.office_ally.report_lines import read_lines


@dataclass(frozen=True, slots=True)
class FailedFile:
    """What the report names, None where it names nothing; `description` may be empty."""

    submitted_name: str | None
    file_id: str | None
    description: str


_OUR_NAME = re.compile(r"(?:OATEST_)?837[PID]_\d{8}_\d{9}\.txt")
_NAME = re.compile(r"File ?Name {0,9}:\s{0,9}(?:\d{9,12}_)?(\S+)", re.IGNORECASE)
_FILE_ID = re.compile(r"File ?ID[ :#]{0,9}(\d{9,12})\b|\b(\d{9,12})_", re.IGNORECASE)
_DESCRIPTION = re.compile(r"\s*(?:Error|Description|Reason)[^:]{0,40}:\s*(\S.*)", re.IGNORECASE)


def parse_failed_file(content: bytes) -> FailedFile:
    """Whatever the report names; never raises."""
    lines = read_lines(content)
    text = "\n".join(lines)
    ours, named, file_id = _OUR_NAME.search(text), _NAME.search(text), _FILE_ID.search(text)
    descriptions = (match[1] for line in lines if (match := _DESCRIPTION.match(line)))
    return FailedFile(
        submitted_name=ours[0] if ours else named[1] if named else None,
        file_id=(file_id[1] or file_id[2]) if file_id else None,
        description=next(descriptions, "").strip(),
    )
