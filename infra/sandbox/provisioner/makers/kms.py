"""AWS::KMS::Key."""

import json
from collections.abc import Mapping
from typing import Any

from infra.sandbox.embedded_aws.clients import Clients
from infra.sandbox.provisioner.provisioned import Resource

KEY_PROPERTIES = frozenset({"Description", "EnableKeyRotation", "KeyPolicy"})


def make_key(clients: Clients, _name: str, properties: Mapping[str, Any]) -> Resource:
    """A symmetric key. Ref: its id; attribute: Arn."""
    key = clients.kms.create_key(
        Description=properties["Description"], Policy=json.dumps(properties["KeyPolicy"])
    )["KeyMetadata"]
    if properties.get("EnableKeyRotation"):
        clients.kms.enable_key_rotation(KeyId=key["KeyId"])
    return Resource(key["KeyId"], {"Arn": key["Arn"]})
