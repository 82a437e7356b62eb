"""What goes to Lambda, and nothing else."""

import json
import re
from pathlib import Path
from zipfile import ZipFile

from infra.cloud.package import pare_down, services_used
from infra.cloud.template import PROJECT


def pins(name: str) -> dict[str, str]:
    """Version by normal name (PEP 503), of a file of requirements."""
    lines = (PROJECT / name).read_text().splitlines()
    found = (re.fullmatch(r"([\w.-]+)==(\S+)", line) for line in lines)
    return {normal(match[1]): match[2] for match in found if match}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_what_is_packaged_is_pinned_to_what_is_tested() -> None:
    tested = pins("constraints.txt")
    assert {name: tested.get(name) for name in pins("requirements.txt")} == pins("requirements.txt")


def test_a_zip_is_pared_down_to_the_services_that_are_used(tmp_path: Path) -> None:
    path = tmp_path / "deployment.zip"
    kept = ["app.py", "botocore/data/s3/2006-03-01/service.json.gz"]
    with ZipFile(path, "w") as zip_file:
        for name in [*kept, "botocore/data/ec2/2016-11-15/service.json.gz"]:
            zip_file.writestr(name, f"content of {name}")
    pare_down(path, frozenset({"s3"}))
    with ZipFile(path) as pared:
        assert {name: pared.read(name).decode() for name in pared.namelist()} == {
            name: f"content of {name}" for name in kept
        }


def test_endpoints_are_left_of_the_services_that_are_used(tmp_path: Path) -> None:
    path, name = tmp_path / "deployment.zip", "botocore/data/endpoints.json"
    china = {"partition": "aws-cn", "services": {"ec2": {}}}
    aws = {"partition": "aws", "services": {"ec2": {"endpoints": {}}, "s3": {"endpoints": {}}}}
    with ZipFile(path, "w") as zip_file:
        zip_file.writestr(name, json.dumps({"partitions": [aws, china], "version": 3}))
    pare_down(path, frozenset({"s3"}))
    with ZipFile(path) as pared:
        told = json.loads(pared.read(name))
    left = [{**aws, "services": {"s3": {"endpoints": {}}}}, {**china, "services": {}}]
    assert told == {"partitions": left, "version": 3}


def test_the_services_are_those_that_the_adapters_use() -> None:
    assert services_used() >= {"dynamodb", "s3", "secretsmanager", "sqs"}
