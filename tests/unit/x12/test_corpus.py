"""Public sample files, when a folder `shared/corpus` lies beside the checkout."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.findings import Level

CORPUS = Path(__file__).parents[3].resolve().parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no sample files here")


def claim_files() -> list[bytes]:
    with (CORPUS / "SOURCES.tsv").open(encoding="utf-8") as rows:
        named = list(csv.DictReader(rows, delimiter="\t"))
    wanted = [row["file"] for row in named if row["transaction"].startswith("837")]
    return [(CORPUS / name).read_bytes() for name in wanted]


def test_the_verdict_on_every_sample_is_the_one_written_down_in_the_docs() -> None:
    verdicts: Counter[str] = Counter()
    for data in claim_files():
        checked = check_claim_file(data)
        errors = [each.rule for each in checked.findings if each.level is Level.ERROR]
        assert checked.acceptable == (not errors)
        assert not checked.acceptable or checked.claims
        verdicts.update(errors or ["acceptable"])
    assert verdicts == {
        "acceptable": 27,
        "x12.predetermination": 7,
        "x12.isa_length": 3,
        "x12.old_version": 1,
        "x12.post_adjudicated": 1,
        "x12.unknown_guide": 1,
    }
