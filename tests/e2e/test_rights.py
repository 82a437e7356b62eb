"""Each role gives exactly the rights that its function uses: none is missing, none is spare.

The embedded AWS refuses nothing. So a whole day is recorded, and compared with the roles. Who gives
a function more to do, or less, changes its role; and the day, if that is not in it yet.
"""

import pytest

from infra.sandbox.provisioner.provisioned import Provisioned
from infra.sandbox.sandbox import Sandbox
from infra.scale.call_recorder import Call, CallRecorder
from tests.e2e.conftest import QUICK
from tests.e2e.day import Day
from tests.e2e.rights import Right, encryption, given_by, needed_by, used_by_lambda
from tests.infra.merged import FUNCTIONS

# What the day can't arrange. A diagnosis logs in only where no visit is on its way, and makes a new
# password the one in use only where no visit was faster; whoever knocked meanwhile is called. A
# client puts an upload in its place, in the name of the API that gave out the address.
RARE = {
    "APIHandler": {"s3:PutObject", "secretsmanager:UpdateSecretVersionStage"},
    "WatchStalls": {
        "dynamodb:ConditionCheckItem",
        "dynamodb:UpdateItem",
        "secretsmanager:GetSecretValue",
        "secretsmanager:UpdateSecretVersionStage",
        "sqs:SendMessage",
    },
}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Provisioned, list[Call]]:
    """What was made, and all calls of the day."""
    recorder = CallRecorder()
    folder = tmp_path_factory.mktemp("build")
    with Sandbox(build_dir=folder, pace=QUICK) as sandbox, recorder.recording():
        Day(sandbox).live()
        assert list(sandbox.world.functions.failures) == []
    return sandbox.world.provisioned, recorder.calls


def needed(name: str, made: Provisioned, calls: list[Call]) -> set[Right]:
    own = [call for call in calls if call.handler == FUNCTIONS[name]["Handler"]]
    assert own, f"{name} called nothing: the day leaves it out"
    key = made.resources["DataKey"].attributes["Arn"]
    return {
        *(right for call in own for right in needed_by(call)),
        *encryption(own, key),
        *used_by_lambda(name, FUNCTIONS[name], made),
    }


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_may_do_all_that_it_does(day: tuple[Provisioned, list[Call]], name: str) -> None:
    made, calls = day
    given = given_by(role_of(name), made)
    missing = {
        right
        for right in needed(name, made, calls)
        if not any(grant.covers(right) for grant in given)
    }
    assert not missing, named(missing)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_may_do_nothing_else(day: tuple[Provisioned, list[Call]], name: str) -> None:
    made, calls = day
    used = needed(name, made, calls)
    spare = {
        grant
        for grant in given_by(role_of(name), made)
        if not any(grant.covers(right) for right in used)
    }
    assert {right.action for right in spare} <= RARE.get(name, set()), named(spare)


def named(rights: set[Right]) -> str:
    return ", ".join(
        f"{right.action} on {right.resource}" + (f" by {right.via}" if right.via else "")
        for right in sorted(rights)
    )


def role_of(name: str) -> str:
    role: str = FUNCTIONS[name]["Role"]["Fn::GetAtt"][0]
    return role
