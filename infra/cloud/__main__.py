"""`python -m infra.cloud package | diff | deploy | destroy`: from this checkout to a stack in AWS.

Works with the operator's own AWS credentials, as boto3 finds them.
"""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.cloud.deploy import Deployment, NotDeployedError
from infra.cloud.destroy import Destruction, NotDestroyedError
from infra.cloud.package import package
from infra.cloud.package_store import PackageStore
from infra.cloud.stack import Stack, StackFailedError
from infra.cloud.stage import Stage, UnknownStageError, read_stage

PACKAGE = Path("build/package")
_TOLD = (
    BotoCoreError,
    ClientError,
    NotDeployedError,
    NotDestroyedError,
    StackFailedError,
    UnknownStageError,
)


def main(arguments: list[str]) -> int:
    """0 when it is done, 1 with a sentence on standard error when it is not."""
    options = _parser().parse_args(arguments)
    try:
        if options.what == "package":
            print(package(PACKAGE))
        else:
            _in_aws(options.what, read_stage(options.stage))
    except _TOLD as error:
        print(f"Not done: {error}", file=sys.stderr)
        return 1
    return 0


def _in_aws(what: str, stage: Stage) -> None:
    session = boto3.Session(region_name=stage.region)
    account_id = session.client("sts").get_caller_identity()["Account"]
    print(f"{stage.stack_name} in {stage.region} of the AWS account {account_id}")
    stack = Stack(session.client("cloudformation"), stage.stack_name)
    if what == "destroy":
        Destruction(stack, session.client("s3"), lambda: datetime.now(UTC), print, input).destroy()
        return
    bucket = f"claim-courier-packages-{account_id}-{stage.region}"
    store = PackageStore(session.client("s3"), bucket, stage.region)
    deployment = Deployment(stage, stack, store, print, _agreed)
    package(PACKAGE)
    if what == "diff":
        deployment.diff(PACKAGE)
    else:
        deployment.deploy(PACKAGE)


def _agreed(question: str) -> bool:
    return input(f"{question} [yes/no] ").strip().lower() == "yes"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.cloud", description=__doc__)
    kinds = parser.add_subparsers(dest="what", required=True)
    kinds.add_parser("package", help="build what is deployed into build/package")
    for what, does in {
        "diff": "show what a deployment would change",
        "deploy": "show what would change, ask, and do it",
        "destroy": "take the stack down, unless its archive must be kept",
    }.items():
        kinds.add_parser(what, help=does).add_argument("--stage", required=True)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
