"""The user pool of the template, as it is made, and what the audit log rests on."""

import pytest

from chalicelib.domain.access.role import Role
from chalicelib.domain.access.token import LONGEST_SESSION
from infra.sandbox.embedded_aws.clients import Clients
from infra.sandbox.provisioner.provision import provision
from infra.sandbox.provisioner.provisioned import Provisioned
from tests.infra.merged import RESOURCES, ROLES, TEMPLATE, actions, of_type

(POOL,) = of_type("AWS::Cognito::UserPool").values()
(CLIENT,) = of_type("AWS::Cognito::UserPoolClient").values()


def test_nobody_logs_in_with_a_password_alone_or_signs_up_alone() -> None:
    assert POOL["MfaConfiguration"] == "ON"
    assert POOL["EnabledMfas"] == ["SOFTWARE_TOKEN_MFA"]
    assert POOL["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    assert POOL["UserPoolAddOns"] == {"AdvancedSecurityMode": "ENFORCED"}


def test_a_password_is_long_and_of_all_kinds() -> None:
    policy = POOL["Policies"]["PasswordPolicy"]
    assert policy["MinimumLength"] >= 14
    assert all(
        policy[f"Require{kind}"] for kind in ("Lowercase", "Uppercase", "Numbers", "Symbols")
    )


def test_the_client_keeps_no_secret_and_logs_in_by_code() -> None:
    assert CLIENT["GenerateSecret"] is False
    assert CLIENT["AllowedOAuthFlows"] == ["code"]
    assert CLIENT["ExplicitAuthFlows"] == ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    assert CLIENT["PreventUserExistenceErrors"] == "ENABLED"
    assert CLIENT["EnableTokenRevocation"] is True


def test_tokens_and_sessions_end_soon() -> None:
    units = CLIENT["TokenValidityUnits"]
    assert (CLIENT["AccessTokenValidity"], units["AccessToken"]) == (15, "minutes")
    assert (CLIENT["IdTokenValidity"], units["IdToken"]) == (15, "minutes")
    assert units["RefreshToken"] == "hours"
    assert CLIENT["RefreshTokenValidity"] * 3600 <= LONGEST_SESSION.total_seconds()


def test_each_role_is_a_group() -> None:
    groups = of_type("AWS::Cognito::UserPoolGroup").values()
    assert {group["GroupName"] for group in groups} == {str(role) for role in Role}


def test_people_and_their_rows_outlive_the_stack() -> None:
    assert POOL["DeletionProtection"] == "ACTIVE"
    assert RESOURCES["UserPool"]["DeletionPolicy"] == "Retain"


@pytest.mark.parametrize("role", ROLES)
def test_no_function_may_delete_a_row(role: str) -> None:
    assert not {action for action in actions(role) if "Delete" in action and "dynamodb" in action}
    assert "dynamodb:*" not in actions(role)


@pytest.fixture(scope="module")
def made(clients: Clients) -> Provisioned:
    return provision(TEMPLATE, clients, "people", {"ArchiveRetentionDays": "1", "Stage": "test"})


def test_the_pool_is_made_as_the_template_says(clients: Clients, made: Provisioned) -> None:
    pool_id = made.ref("UserPool")
    pool = clients.cognito.describe_user_pool(UserPoolId=pool_id)["UserPool"]
    assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] == 14
    factors = clients.cognito.get_user_pool_mfa_config(UserPoolId=pool_id)
    assert factors["MfaConfiguration"] == "ON"
    groups = clients.cognito.list_groups(UserPoolId=pool_id)["Groups"]
    assert {group["GroupName"] for group in groups} == {str(role) for role in Role}
    (function, *_) = made.functions
    issuer = f"https://cognito-idp.us-east-1.amazonaws.com/{pool_id}"
    assert function.environment["TOKEN_ISSUER"] == issuer
    assert function.environment["TOKEN_CLIENT_ID"] == made.ref("UserPoolClient")
