"""Numbers that a clearinghouse gives out: file ids for files, claim ids for claims."""

import json
from pathlib import Path

FIRST_FILE_ID = 1_600_000_101
FIRST_CLAIM_ID = 4_900_000_001
GAP_TO_CHILDREN = 49


class FileIds:
    """Two growing series of ten-digit numbers. None is given out twice, also after a restart when
    they are kept in a file.
    """

    def __init__(self, kept_in: Path | None = None) -> None:
        self._kept_in = kept_in
        self._next = {"file": FIRST_FILE_ID, "claim": FIRST_CLAIM_ID}
        if kept_in and kept_in.exists():
            self._next = json.loads(kept_in.read_text())

    def file_id(self) -> int:
        return self.file_ids(1)[0]

    def file_ids(self, count: int) -> range:
        return self._take("file", count)

    def child_file_ids(self, count: int) -> range:
        """Ids of the files that one was split into; they do not follow the master's closely."""
        self._take("file", GAP_TO_CHILDREN)
        return self._take("file", count)

    def claim_ids(self, count: int) -> range:
        return self._take("claim", count)

    def _take(self, series: str, count: int) -> range:
        taken = range(self._next[series], self._next[series] + count)
        self._next[series] = taken.stop
        if self._kept_in:
            self._kept_in.write_text(json.dumps(self._next))
        return taken
