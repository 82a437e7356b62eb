"""What is loaded until a first claim is checked: no more than it needs (docs/adr/0050)."""

import subprocess
import sys
from pathlib import Path

import pytest

from infra.samples.claim_files import ClaimKind, claim_file, sample_claims

ROOT = Path(__file__).parents[3]
CHECKS = """
import sys
from chalicelib.x12.claim_file import check_claim_file
with open(sys.argv[1], "rb") as file:
    assert check_claim_file(file.read()).acceptable
print(*sys.modules)
"""
DEAR = {
    *("dataclasses", "datetime", "decimal", "enum", "inspect"),
    *("json", "os", "pathlib", "re", "typing"),
}
NOT_NEEDED = {
    "chalicelib.x12.walk.causes",
    "chalicelib.x12.walk.missing_starts",
    "chalicelib.x12.walk.patterns",
    "chalicelib.x12.rules.remittance_watch",
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    file = tmp_path_factory.mktemp("first") / "one.837"
    file.write_bytes(claim_file(ClaimKind.PROFESSIONAL, sample_claims(1, first=1)))
    command = [sys.executable, "-S", "-c", CHECKS, str(file)]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return set(printed.split())


def test_a_sound_claim_needs_little_of_pythons_library(loaded: set[str]) -> None:
    assert "chalicelib.x12.claim_file" in loaded
    assert loaded.isdisjoint(DEAR)


def test_a_sound_claim_needs_nothing_that_explains_faults(loaded: set[str]) -> None:
    assert "chalicelib.x12.rules.claim_watch" in loaded
    assert loaded.isdisjoint(NOT_NEEDED)
