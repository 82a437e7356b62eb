"""Public sample files, when a folder `shared/corpus` lies beside the checkout."""

import csv
import re
from pathlib import Path

import pytest

from chalicelib.x12.batches import slices
from chalicelib.x12.check_file import check_file
from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.findings import ERROR

ROOT = Path(__file__).parents[3].resolve()
CORPUS = ROOT.parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no sample files here")
Verdict = tuple[str, str, str, str, tuple[str, ...]]
"""Repository, file name, GS08, verdict, rules."""


def sources() -> list[dict[str, str]]:
    with (CORPUS / "SOURCES.tsv").open(encoding="utf-8") as rows:
        return list(csv.DictReader(rows, delimiter="\t"))


def written_down() -> list[Verdict]:
    text = (ROOT / "docs" / "corpus.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines()]
    return sorted(
        (row[0], row[1], row[2], row[3], tuple(re.findall(r"`(.*?)`", row[4])))
        for row in rows
        if len(row) == 5 and row[3] in ("acceptable", "refused")
    )


def verdict_on(source: dict[str, str]) -> Verdict:
    checked = check_claim_file((CORPUS / source["file"]).read_bytes())
    errors = [each for each in checked.findings if each.level == ERROR]
    assert checked.acceptable == (not errors)
    assert not checked.acceptable or checked.claims
    verdict = "acceptable" if checked.acceptable else "refused"
    rules = tuple(sorted({each.rule for each in checked.findings}))
    return source["repo"], Path(source["path"]).name, source["gs08"], verdict, rules


def test_the_verdict_on_every_claim_file_is_the_one_written_down_in_the_docs() -> None:
    claims = [each for each in sources() if each["transaction"].startswith("837")]
    assert sorted(verdict_on(each) for each in claims) == written_down()


def test_every_file_of_any_kind_is_checked_to_its_end() -> None:
    for source in sources():
        data = (CORPUS / source["file"]).read_bytes()
        checked = check_file(slices(data))
        assert checked.interchanges or not checked.is_sound
