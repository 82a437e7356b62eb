"""What a function that was just started loads for a read of the API."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from chalicelib.entry.http.resources import MODULES
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
    "chalicelib.x12.typed",
}
NEEDED_BY_NO_READ = (
    "paramiko",
    "cryptography",
    "chalicelib.x12",
    "chalicelib.interpret",
    "chalicelib.clearinghouses.office_ally.reports",
)
NEEDED_BY_NO_READ_OF_A_BATCH = (
    *NEEDED_BY_NO_READ,
    "boto3.s3",
    "chalicelib.adapters.dynamodb.drills",
    "chalicelib.adapters.dynamodb.statements",
    "chalicelib.adapters.s3_archive",
    "chalicelib.adapters.sqs_hints",
    "chalicelib.domain.closing",
    "chalicelib.domain.completeness",
    "chalicelib.domain.conservation.statement",
    "chalicelib.domain.drill",
    "chalicelib.domain.era",
    "chalicelib.domain.events",
    "chalicelib.domain.keyed_request",
    "chalicelib.domain.remittance",
    "chalicelib.domain.upload",
    "chalicelib.domain.webhooks",
    "chalicelib.services.intake",
    "chalicelib.services.requests",
)


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
    assert sorted(among(NEEDED_BY_NO_READ, function.modules)) == []


def test_a_read_of_a_batch_loads_nothing_of_other_resources(
    sandbox: Sandbox, names: dict[str, str]
) -> None:
    """If this fails: see above, and chalicelib/entry/http/resources.py."""
    function = fresh_function([f"/v1/batches/{names['batch_id']}"], sandbox.addresses.api_key)
    assert function.statuses == (200,)
    others = [f"chalicelib.entry.http.{name}" for name in {*MODULES.values()} - {"batches"}]
    unneeded = among([*NEEDED_BY_NO_READ_OF_A_BATCH, *others], function.modules)
    assert sorted(unneeded) == []


def among(names: Iterable[str], modules: frozenset[str]) -> Iterator[str]:
    """Those of the modules that are named, or lie below one that is."""
    for module in modules - X12_THAT_PROFILES_ARE_WRITTEN_IN:
        if any(module == name or module.startswith(f"{name}.") for name in names):
            yield module
