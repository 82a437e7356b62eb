"""Public sample files of other projects, through the whole job.

Reads a folder `shared/corpus` beside the checkout and is skipped where there is none. Which of its
files are acceptable, and why the others are not, stands in docs/corpus.md.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from chalicelib.clearinghouses.office_ally.profile import OFFICE_ALLY
from chalicelib.domain.account import AccountMode
from chalicelib.interpret.claim_file import modes_named
from chalicelib.x12.claim_file import check_claim_file
from infra.sandbox.sandbox import Sandbox
from tests.e2e.conftest import QUICK, eventually

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="no shared/corpus beside the checkout"),
]


def acceptable_files(mode: AccountMode) -> dict[str, bytes]:
    """By name; files with the same content once."""
    by_content = {
        path.read_bytes(): str(path.relative_to(CORPUS))
        for path in sorted(CORPUS.rglob("*"))
        if path.is_file()
    }
    return {
        name: content
        for content, name in by_content.items()
        if mode in modes_named(content)
        and check_claim_file(content, OFFICE_ALLY.claim_file_rules).acceptable
    }


@pytest.mark.parametrize("mode", list(AccountMode))
def test_every_acceptable_file_is_carried_and_its_claims_are_answered(
    mode: AccountMode, tmp_path: Path
) -> None:
    files = acceptable_files(mode)
    assert files
    with Sandbox(build_dir=tmp_path, pace=QUICK, mode=mode) as sandbox:
        a = sandbox.addresses
        query = {"practice_id": a.practice_id, "account_id": a.account_id}
        batches = {
            name: sandbox.api.post("/v1/batches", content, **query).body
            for name, content in files.items()
        }
        refused = {name: b["findings"] for name, b in batches.items() if b["status"] == "refused"}
        assert refused == {}

        def shown(batch: dict[str, Any]) -> dict[str, Any]:
            return sandbox.api.get(f"/v1/batches/{batch['batch_id']}").body

        numbers = Counter(
            c["patient_control_number"] for b in batches.values() for c in b["claims"]
        )

        def ended(batch: dict[str, Any]) -> bool:
            """Paid; where a number stands on several claims, an 835 can't be tied to one."""
            return (
                all(
                    claim["status"] == "paid" or numbers[claim["patient_control_number"]] > 1
                    for claim in batch["claims"]
                )
                and batch["status"] == "accepted"
            )

        assert eventually(lambda: all(ended(shown(b)) for b in batches.values()), seconds=90), {
            name: shown(batch)["claims_by_status"] for name, batch in batches.items()
        }
        assert len(sandbox.clearinghouse.receipts()) == len(batches)
