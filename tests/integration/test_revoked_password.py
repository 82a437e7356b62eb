"""A password that an operator has removed is gone, also while it could still be recovered."""

import pytest

from chalicelib.adapters import aws_clients
from chalicelib.adapters.secrets_manager import SecretsManager
from chalicelib.domain.errors import NotFoundError
from tests.builders import ACCOUNT


@pytest.mark.parametrize(
    "how", [{"RecoveryWindowInDays": 30}, {"ForceDeleteWithoutRecovery": True}]
)
def test_a_secret_marked_for_deletion_is_no_password(aws: None, name: str, how: object) -> None:
    client = aws_clients.secrets_manager()
    secrets = SecretsManager(client, f"{name}/")
    secrets.store(ACCOUNT, "right")
    assert secrets.credentials(ACCOUNT).current.password == "right"
    client.delete_secret(SecretId=f"{name}/{ACCOUNT}", **how)  # type: ignore[arg-type]
    with pytest.raises(NotFoundError):
        secrets.credentials(ACCOUNT)
