"""Clearinghouse passwords in Secrets Manager, one secret per account."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.domain.account import Credential
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient


@dataclass(frozen=True, slots=True)
class SecretsManager:
    """A secret's name is `prefix` and the account's id; its text is the password as it is."""

    client: "SecretsManagerClient"
    prefix: str

    def credential(self, account_id: AccountId) -> Credential:
        try:
            secret = self.client.get_secret_value(SecretId=self.prefix + account_id)
        except self.client.exceptions.ResourceNotFoundException:
            raise NotFoundError("password of account", account_id) from None
        return Credential(secret["SecretString"], secret["VersionId"])

    def store(self, account_id: AccountId, password: str) -> None:
        """Every call makes a new version, also with the same password."""
        name = self.prefix + account_id
        try:
            self.client.put_secret_value(SecretId=name, SecretString=password)
        except self.client.exceptions.ResourceNotFoundException:
            self.client.create_secret(Name=name, SecretString=password)
