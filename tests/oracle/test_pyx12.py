"""The engine beside pyx12: wherever they disagree, a table says why."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.split import split
from chalicelib.x12.write_999 import write_999
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.oracle.disagreements import Reason, disagreements, reasons
from tests.oracle.judges import Statement, our_statements, pyx12_statements
from tests.unit.x12.advice_files import CASES
from tests.unit.x12.mutation import changed
from tests.unit.x12.sound_files import SOUND
from tests.unit.x12.test_split import ENVELOPE

CORPUS = Path(__file__).parents[2].resolve().parent / "shared" / "corpus"
MUTANTS = Path(__file__).parents[1] / "unit" / "x12" / "mutants"
REASONS = reasons()
KNOWN_TO_PYX12 = ("837P", "837I", "835", "277CA", "999")


def unexplained(data: bytes) -> list[tuple[str, Statement]]:
    theirs = pyx12_statements(data)
    if theirs is None:
        return []
    kind = "4010" if b"*004010X" in data else "835" if b"*005010X221" in data else ""
    return [
        (judge, statement)
        for judge, statement, other in disagreements(our_statements(data), theirs)
        if explanation(judge, statement, other, kind) is None
    ]


def explanation(
    judge: str, statement: Statement, other: set[Statement], kind: str
) -> Reason | None:
    return next((each for each in REASONS if each.explains(judge, statement, other, kind)), None)


def corpus_files() -> Iterator[Path]:
    if CORPUS.is_dir():
        with (CORPUS / "SOURCES.tsv").open(encoding="utf-8") as rows:
            yield from (CORPUS / row["file"] for row in csv.DictReader(rows, delimiter="\t"))


@pytest.mark.parametrize("path", list(corpus_files()), ids=lambda path: path.name)
def test_of_public_files_every_disagreement_is_explained(path: Path) -> None:
    assert unexplained(path.read_bytes()) == []


@pytest.mark.parametrize("kind", KNOWN_TO_PYX12)
def test_of_sound_files_every_disagreement_is_explained(kind: str) -> None:
    assert our_statements(SOUND[kind]) == set()
    assert unexplained(SOUND[kind]) == []


def written_files() -> Iterator[tuple[str, bytes]]:
    """What our own writers make of many claims: files, parts of them, and answers."""
    for kind in (ClaimKind.PROFESSIONAL, ClaimKind.INSTITUTIONAL):
        claims = claim_file(kind, sample_claims(23), claims_per_set=6)
        yield f"{kind} in sets", claims
        yield f"{kind} split", b"".join(split([claims], range(3, 20, 2), ENVELOPE))
        yield f"{kind} answered", write_999(check_claim_file(claims), ENVELOPE)
        wrong = claims.replace(b"*E119", b"*E11.9").replace(b"DTP*472", b"DTP*999", 1)
        yield f"{kind} refused", write_999(check_claim_file(wrong), ENVELOPE)
    yield from CASES.items()


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in written_files()])
def test_of_written_files_every_disagreement_is_explained(data: bytes) -> None:
    assert pyx12_statements(data) is not None
    assert unexplained(data) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KNOWN_TO_PYX12)
def test_of_mutants_every_disagreement_is_explained(kind: str) -> None:
    with (MUTANTS / f"{kind}.tsv").open(encoding="utf-8") as rows:
        mutants = list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))
    left = {
        row["name"]: unexplained(changed(SOUND[kind], row["old"], row["new"])) for row in mutants
    }
    assert {name: found for name, found in left.items() if found} == {}


def test_every_reason_has_its_words() -> None:
    assert all(each.reason and each.judge in ("ours", "pyx12") for each in REASONS)
    assert len({(each.judge, each.code, each.segment, each.beside) for each in REASONS}) == len(
        REASONS
    )
