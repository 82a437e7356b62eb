"""A conservation statement of a real job, downloaded from the bucket and checked offline."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from chalicelib.verify.command_line import main
from infra.sandbox.sandbox import Sandbox
from tests.e2e.conftest import QUICK, eventually
from tests.e2e.test_main_job import claims, submit


def test_what_was_carried_balances_and_can_be_checked_by_anybody(tmp_path: Path) -> None:
    with Sandbox(build_dir=tmp_path / "build", pace=QUICK) as sandbox:
        batch = submit(sandbox, claims("PAY00001", "REJ00002"))
        claim = f"/v1/claims/{batch['claims'][0]['claim_id']}"
        assert eventually(lambda: sandbox.api.get(claim).body["status"] == "paid")
        sandbox.world.clock.advance(timedelta(minutes=2))
        statement = _asked_for(sandbox)
        assert statement["balanced"] is True
        assert statement["claims"] == 2
        assert statement["claims_by_status"]["paid"] == 1
        assert statement["books"]["intake"]["stands"] == {"partially_accepted": 1}
        assert statement["books"]["sent"]["stands"] == {"answered": 1}
        seen = statement["books"]["seen"]
        assert sum(seen["came"].values()) == sum(seen["stands"].values()) > 5
        _sync(sandbox, tmp_path / "export")
    command = [str(tmp_path / "export" / statement["account_id"]), "--head", statement["sha256"]]
    assert main(command) == 0


def _asked_for(sandbox: Sandbox) -> dict[str, Any]:
    account_id = sandbox.addresses.account_id
    asked = sandbox.api.post(f"/v1/accounts/{account_id}/statements").body
    path = f"/v1/statements/{asked['statement_id']}"
    assert eventually(lambda: sandbox.api.get(path).status == 200)
    told: dict[str, Any] = sandbox.api.get(path).body
    return told


def _sync(sandbox: Sandbox, folder: Path) -> None:
    """As `aws s3 sync` does it."""
    s3, bucket = sandbox.world.clients.s3, sandbox.addresses.archive_bucket
    for listed in s3.list_objects_v2(Bucket=bucket, Prefix="statements/")["Contents"]:
        path = folder / listed["Key"].removeprefix("statements/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(s3.get_object(Bucket=bucket, Key=listed["Key"])["Body"].read())
