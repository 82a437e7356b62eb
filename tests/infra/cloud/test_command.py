"""`make package | diff | deploy | destroy`, and what is told when nothing was done."""

import subprocess

import pytest

from infra.cloud.__main__ import main
from infra.cloud.template import PROJECT
from infra.sandbox.embedded_aws.clients import ACCOUNT_ID, Clients


@pytest.mark.parametrize("what", ["diff", "deploy", "destroy"])
def test_make_passes_the_stage_on(what: str) -> None:
    """`-n` shows what would be run."""
    shown = subprocess.run(
        ["make", "-n", what, "STAGE=test"], cwd=PROJECT, check=True, capture_output=True, text=True
    ).stdout
    assert f'-m infra.cloud {what} --stage "test"' in shown


@pytest.mark.parametrize("what", ["diff", "deploy", "destroy"])
@pytest.mark.parametrize("stage", ["", "prod"])
def test_a_stage_that_is_not_there_is_told_before_aws_is_asked(
    what: str, stage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([what, "--stage", stage]) == 1
    assert f"Not done: No stage '{stage}'" in capsys.readouterr().err


def test_who_forgets_the_stage_is_told_how_it_is_used() -> None:
    with pytest.raises(SystemExit) as refused:
        main(["destroy"])
    assert refused.value.code == 2


def test_where_it_would_happen_is_said_first(
    clients: Clients, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", clients.endpoint_url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    assert main(["destroy", "--stage", "test"]) == 1
    told = capsys.readouterr()
    assert told.out == f"claim-courier-test in us-east-1 of the AWS account {ACCOUNT_ID}\n"
    assert told.err == "Not done: There is no stack claim-courier-test with an archive.\n"
