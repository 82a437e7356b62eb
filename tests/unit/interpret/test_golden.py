"""Golden files of every kind and variant: what each is taken for and what it states."""

import json
from pathlib import Path

import pytest

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.response import ResponseKind
from tests.golden.readings import FOLDER, describe, expectation_of, golden_files


@pytest.mark.parametrize("path", golden_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_golden_file_says_what_is_written_beside_it(path: Path) -> None:
    told = json.loads(json.dumps(describe(path), default=str))
    assert told == json.loads(expectation_of(path).read_text())


def test_every_kind_has_a_golden_file() -> None:
    kinds = {json.loads(expectation_of(path).read_text())["kind"] for path in golden_files()}
    assert kinds == {kind.value for kind in ResponseKind}


def test_every_expectation_has_its_file() -> None:
    assert {expectation_of(path) for path in golden_files()} == set(FOLDER.glob("*/*.json"))


def test_every_folder_is_that_of_a_clearinghouse() -> None:
    for path in golden_files():
        assert profile_named(path.parent.name).name == path.parent.name
