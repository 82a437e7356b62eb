"""What is written from public sample files, when a folder `shared/corpus` lies beside us."""

import csv
from collections.abc import Iterator

import pytest

from chalicelib.x12.acknowledgment_999 import read_acknowledgment
from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.split import split
from chalicelib.x12.write_999 import write_999
from tests.samples.pyx12_judge import complaints
from tests.unit.x12.claims_of import claims_of
from tests.unit.x12.test_corpus import CORPUS
from tests.unit.x12.test_split import ENVELOPE

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no sample files here")


def claim_files() -> Iterator[bytes]:
    with (CORPUS / "SOURCES.tsv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if row["transaction"].startswith("837"):
                yield (CORPUS / row["file"]).read_bytes()


def test_every_claim_of_every_sample_keeps_its_bytes() -> None:
    counted = 0
    for data in claim_files():
        claims = claims_of(data)
        if claims:
            counted += 1
            part = b"".join(split([data], range(1, len(claims) + 1), ENVELOPE))
            assert claims_of(part) == claims
    assert counted > 20


def test_the_answer_to_every_sample_is_valid_and_can_be_read() -> None:
    counted = 0
    for data in claim_files():
        checked = check_claim_file(data)
        if checked.interchange is not None:
            counted += 1
            answer = write_999(checked, ENVELOPE)
            assert complaints(answer.decode()) == []
            accepted = all(group.code in "AE" for group in read_acknowledgment(answer).groups)
            assert accepted or not checked.acceptable
    assert counted > 30
