"""What a function that was just started loads for a read of the API."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.bench.fresh_function import fresh_function
from infra.sandbox.sandbox import Sandbox
from tests.e2e.conftest import eventually

SAMPLE = Path(__file__).parents[2] / "samples" / "professional.837"
READS = (
    "/v1/batches?practice_id={practice_id}",
    "/v1/batches/{batch_id}",
    "/v1/batches/{batch_id}/claims",
    "/v1/claims/{claim_id}",
    "/v1/responses?account_id={account_id}",
    "/v1/worklist?account_id={account_id}",
    "/v1/accounts/{account_id}",
    "/v1/statements?account_id={account_id}",
)
X12_THAT_PROFILES_ARE_WRITTEN_IN = {
    "chalicelib.x12",
    "chalicelib.x12.delimiters",
    "chalicelib.x12.envelope_writer",
    "chalicelib.x12.profile_rules",
}
NEEDED_BY_NO_READ = ("paramiko", "cryptography", "chalicelib.x12", "chalicelib.interpret")


@pytest.fixture(scope="module")
def names(sandbox: Sandbox) -> dict[str, str]:
    """Of things that exist; the claim has answers."""
    a = sandbox.addresses
    query = {"practice_id": a.practice_id, "account_id": a.account_id}
    batch_id = sandbox.api.post("/v1/batches", SAMPLE.read_bytes(), **query).body["batch_id"]
    assert eventually(
        lambda: sandbox.api.get(f"/v1/batches/{batch_id}").body["status"] != "awaiting"
    )
    claims = sandbox.api.get(f"/v1/batches/{batch_id}/claims").body["claims"]
    return {**query, "batch_id": batch_id, "claim_id": claims[0]["claim_id"]}


def test_reads_load_neither_sftp_nor_the_x12_engine(
    sandbox: Sandbox, names: dict[str, str]
) -> None:
    """If this fails: import what brought it along where it is used (chalicelib/wiring, ADR 49)."""
    addresses = [read.format(**names) for read in READS]
    function = fresh_function(addresses, sandbox.addresses.api_key)
    assert function.statuses == (200,) * len(READS)
    assert sorted(unneeded(function.modules)) == []


def unneeded(modules: frozenset[str]) -> Iterator[str]:
    for module in modules - X12_THAT_PROFILES_ARE_WRITTEN_IN:
        if any(module == name or module.startswith(f"{name}.") for name in NEEDED_BY_NO_READ):
            yield module
