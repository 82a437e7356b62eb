"""AWS::Cognito::UserPool and what belongs to it."""

from collections.abc import Mapping
from typing import Any

from infra.sandbox.embedded_aws.clients import Clients
from infra.sandbox.provisioner.provisioned import Resource

POOL_PROPERTIES = frozenset(
    {
        "AccountRecoverySetting",
        "AdminCreateUserConfig",
        "AutoVerifiedAttributes",
        "DeletionProtection",
        "EnabledMfas",
        "MfaConfiguration",
        "Policies",
        "UserPoolAddOns",
        "UserPoolTier",
        "UsernameAttributes",
        "UsernameConfiguration",
    }
)
CLIENT_PROPERTIES = frozenset(
    {
        "AccessTokenValidity",
        "AllowedOAuthFlows",
        "AllowedOAuthFlowsUserPoolClient",
        "AllowedOAuthScopes",
        "CallbackURLs",
        "EnableTokenRevocation",
        "ExplicitAuthFlows",
        "GenerateSecret",
        "IdTokenValidity",
        "LogoutURLs",
        "PreventUserExistenceErrors",
        "RefreshTokenValidity",
        "SupportedIdentityProviders",
        "TokenValidityUnits",
        "UserPoolId",
    }
)
GROUP_PROPERTIES = frozenset({"Description", "GroupName", "UserPoolId"})
DOMAIN_PROPERTIES = frozenset({"Domain", "UserPoolId"})


def make_pool(clients: Clients, name: str, properties: Mapping[str, Any]) -> Resource:
    """A user pool. Ref: its id; attribute: Arn. The kinds of second factor are told apart."""
    factors = properties["EnabledMfas"]
    if factors != ["SOFTWARE_TOKEN_MFA"]:
        raise NotImplementedError(f"second factors {factors}")
    others = {key: value for key, value in properties.items() if key != "EnabledMfas"}
    pool = clients.cognito.create_user_pool(PoolName=name, **others)["UserPool"]
    clients.cognito.set_user_pool_mfa_config(
        UserPoolId=pool["Id"],
        SoftwareTokenMfaConfiguration={"Enabled": True},
        MfaConfiguration=properties["MfaConfiguration"],
    )
    return Resource(pool["Id"], {"Arn": pool["Arn"]})


def make_client(clients: Clients, name: str, properties: Mapping[str, Any]) -> Resource:
    """A client of a pool. Ref: its id."""
    made = clients.cognito.create_user_pool_client(ClientName=name, **properties)
    return Resource(made["UserPoolClient"]["ClientId"])


def make_group(clients: Clients, _name: str, properties: Mapping[str, Any]) -> Resource:
    """A group. Ref: its name."""
    clients.cognito.create_group(**properties)
    return Resource(properties["GroupName"])


def make_domain(clients: Clients, _name: str, properties: Mapping[str, Any]) -> Resource:
    """Where people log in. Ref: its name."""
    clients.cognito.create_user_pool_domain(**properties)
    return Resource(properties["Domain"])
