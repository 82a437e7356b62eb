"""Clearinghouse passwords in Secrets Manager, one secret per account."""

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from chalicelib.domain.account import Credential, Credentials
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

_CURRENT, _PENDING = "AWSCURRENT", "AWSPENDING"


@dataclass(frozen=True, slots=True)
class SecretsManager:
    """A secret's name is `prefix` and the account's id; its text is the password as it is.

    Its version AWSCURRENT is the password in use, AWSPENDING a newer one.
    """

    client: "SecretsManagerClient"
    prefix: str

    def credentials(self, account_id: AccountId) -> Credentials:
        current = self._staged(account_id, _CURRENT)
        if current is None:
            raise NotFoundError("password of account", account_id)
        pending = self._staged(account_id, _PENDING)
        if pending is not None and pending.version == current.version:
            # The label stays on a promoted version until the next one comes.
            pending = None
        return Credentials(current, pending)

    def store(self, account_id: AccountId, password: str) -> None:
        """Every call makes a new version, also with the same password."""
        name = self.prefix + account_id
        try:
            self.client.put_secret_value(
                SecretId=name, SecretString=password, VersionStages=[_PENDING]
            )
        except self.client.exceptions.ResourceNotFoundException:
            self.client.create_secret(Name=name, SecretString=password)

    def promote(self, account_id: AccountId, credentials: Credentials) -> None:
        """A password that was promoted already, or replaced meanwhile, is left as it is."""
        if credentials.pending is None:
            return
        try:
            self.client.update_secret_version_stage(
                SecretId=self.prefix + account_id,
                VersionStage=_CURRENT,
                MoveToVersionId=credentials.pending.version,
                RemoveFromVersionId=credentials.current.version,
            )
        except self.client.exceptions.InvalidParameterException:
            # What we took for the current version is it no longer.
            return

    def _staged(self, account_id: AccountId, stage: str) -> Credential | None:
        try:
            secret = self.client.get_secret_value(
                SecretId=self.prefix + account_id, VersionStage=stage
            )
        except self.client.exceptions.ResourceNotFoundException:
            return None
        except self.client.exceptions.InvalidRequestException:
            # So Secrets Manager answers about a secret that an operator has marked for deletion.
            return None
        set_at = secret["CreatedDate"].astimezone(UTC)
        return Credential(secret["SecretString"], secret["VersionId"], set_at)
