"""Sample responses in Office Ally's layouts, kept beside the checkout."""

from pathlib import Path

import pytest

from chalicelib.clearinghouses.office_ally.profile import OFFICE_ALLY
from chalicelib.domain.fact import FactKind
from chalicelib.domain.response import ResponseKind
from chalicelib.interpret.classify import classify
from chalicelib.interpret.read_response import read, readers
from tests.builders import ACCOUNT

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples" / "office_ally"
FILES = sorted(SAMPLES.glob("*")) if SAMPLES.is_dir() else []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_name_and_content_of_a_sample_agree(path: Path) -> None:
    kind = classify(OFFICE_ALLY, path.name, path.read_bytes())
    assert kind is OFFICE_ALLY.read_name(path.name).kind
    assert kind is not ResponseKind.UNKNOWN


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_sample_is_understood_wholly(path: Path) -> None:
    content = path.read_bytes()
    kind = classify(OFFICE_ALLY, path.name, content)
    if kind in readers(OFFICE_ALLY):
        reading = read(OFFICE_ALLY, kind, path.name, content, ACCOUNT)
        assert len(reading.statements) > 1
        assert reading.not_understood == ()


@pytest.mark.skipif(not FILES, reason="the samples are not here")
def test_the_rejected_set_of_the_sample_999_is_found() -> None:
    name = "1598000102_837P_20260302-0002_999.999"
    content = (SAMPLES / name).read_bytes()
    reading = read(OFFICE_ALLY, ResponseKind.ACKNOWLEDGMENT_999, name, content, ACCOUNT)
    assert reading.statements[-1].kind is FactKind.SYNTAX_REJECTED
    assert reading.file_ids == ("1598000102",)
