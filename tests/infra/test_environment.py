import os

import pytest

from infra.sandbox.environment import Environment, aws_environment


def test_no_setting_of_the_users_leads_to_a_real_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "https://s3.test")
    environment = Environment()
    environment.isolate_from_aws()
    environment.update(aws_environment("http://127.0.0.1:1"))
    assert "AWS_PROFILE" not in os.environ
    assert "AWS_ENDPOINT_URL_S3" not in os.environ
    assert os.environ["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1"
    environment.restore()
    assert os.environ["AWS_PROFILE"] == "production"
    assert os.environ["AWS_ENDPOINT_URL_S3"] == "https://s3.test"


def test_what_was_there_before_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TABLE_NAME", "mine")
    monkeypatch.delenv("VISIT_QUEUE_URL", raising=False)
    environment = Environment()
    environment.update({"TABLE_NAME": "first", "VISIT_QUEUE_URL": "x"})
    environment.update({"TABLE_NAME": "second"})
    assert os.environ["TABLE_NAME"] == "second"
    environment.restore()
    assert os.environ["TABLE_NAME"] == "mine"
    assert "VISIT_QUEUE_URL" not in os.environ
