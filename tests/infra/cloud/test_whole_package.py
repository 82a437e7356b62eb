"""The package as Chalice builds it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

import app
from infra.cloud.package import ZIP, package
from infra.cloud.template import Template, build_template, template_text
from tests.infra.cloud.test_package import normal, pins

pytestmark = pytest.mark.slow

# Enough for what is needed and its bytecode; the descriptions of all AWS services would be more.
MEGABYTES = 20
MAKES_ITS_CLIENTS = """
import app, paramiko
from chalicelib.adapters import aws_clients as clients
clients.dynamodb(), clients.s3(), clients.secrets_manager(), clients.sqs()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    package(folder)
    return folder


def without_code(template: Template) -> Template:
    for resource in template["Resources"].values():
        resource.get("Properties", {}).pop("CodeUri", None)
    return template


def distributions(names: Iterable[str]) -> dict[str, str]:
    found = (re.match(r"([\w.]+)-([\w.]+)\.dist-info/", name) for name in names)
    return {normal(match[1]): match[2] for match in found if match}


def test_the_packaged_template_is_the_one_that_runs_here(folder: Path) -> None:
    packaged = yaml.safe_load((folder / "sam.yaml").read_text())
    built = yaml.safe_load(template_text(build_template(app.app)))
    assert without_code(packaged) == without_code(built)


def test_it_holds_the_pinned_versions_and_no_others(folder: Path) -> None:
    with ZipFile(folder / ZIP) as zip_file:
        assert distributions(zip_file.namelist()) == pins("requirements.txt")


def test_it_is_small(folder: Path) -> None:
    assert (folder / ZIP).stat().st_size < MEGABYTES * 1_000_000


def test_it_works_by_itself(folder: Path, tmp_path: Path) -> None:
    """In an interpreter without any installed package, as on Lambda."""
    with ZipFile(folder / ZIP) as zip_file:
        zip_file.extractall(tmp_path)
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{MAKES_ITS_CLIENTS}"
    environment = {"AWS_DEFAULT_REGION": "us-east-1", "PATH": os.defpath}
    subprocess.run([sys.executable, "-I", "-S", "-c", program], check=True, env=environment)
