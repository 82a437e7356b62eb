"""Kinds of problems, and the page that lists them."""

import re
from pathlib import Path

from chalicelib.entry.http.problem_types import ALL

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text()


def test_the_page_lists_every_kind_with_its_status_and_no_other() -> None:
    listed = re.findall(r"^\| (\d{3}) \| `([a-z-]+)` \|", PAGE, re.MULTILINE)
    assert sorted(listed) == sorted((str(kind.status), kind.code) for kind in ALL)
