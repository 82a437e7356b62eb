"""The deployable package: Chalice's zip, pared down, and the template that names it."""

import json
import re
import subprocess
import sys
from os import environ
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import yaml

from infra.cloud.bytecode import add_bytecode
from infra.cloud.template import CHALICE_STAGE, PROJECT, REGION, merge_file, template_text

ZIP = "deployment.zip"
TEMPLATE = "sam.yaml"
_CLIENTS = PROJECT / "chalicelib" / "adapters" / "aws_clients.py"
_ENDPOINTS = "botocore/data/endpoints.json"
_SERVICE_DATA = re.compile(r"botocore/data/([^/]+)/")
_CLIENT = re.compile(r'boto3\.client\("([\w-]+)"')


def package(out: Path) -> Path:
    """Builds zip and template with Chalice's own command; returns the template's path.

    `out` receives `deployment.zip` and `sam.yaml`. Raises CalledProcessError when Chalice fails.
    """
    out.mkdir(parents=True, exist_ok=True)
    merge = merge_file(out / "merge.yaml")
    command = [sys.executable, "-c", "from chalice.cli import main; main()", "package"]
    subprocess.run(  # noqa: S603 - our own interpreter, our own arguments
        [*command, "--stage", CHALICE_STAGE, "--merge-template", str(merge), str(out.absolute())],
        cwd=PROJECT,
        env={"AWS_DEFAULT_REGION": REGION, **environ},
        check=True,
    )
    pare_down(out / ZIP, services_used())
    add_bytecode(out / ZIP)
    template = out / TEMPLATE
    template.write_text(template_text(yaml.safe_load(template.read_text())))
    return template


def services_used() -> frozenset[str]:
    """The AWS services that the adapters make clients of."""
    return frozenset(_CLIENT.findall(_CLIENTS.read_text()))


def pare_down(path: Path, services: frozenset[str]) -> None:
    """Takes the descriptions of all other AWS services out of a zip: half of it, never read. Of the
    endpoints, which are read at every cold start, it leaves those of `services`.

    Members keep their order and dates, so the same content gives the same bytes.
    """
    pared = path.with_suffix(".pared")
    with ZipFile(path) as whole, ZipFile(pared, "w", ZIP_DEFLATED) as smaller:
        for member in whole.infolist():
            described = _SERVICE_DATA.match(member.filename)
            if not described or described[1] in services:
                content = whole.read(member)
                if member.filename == _ENDPOINTS:
                    content = _endpoints_of(services, content)
                smaller.writestr(member, content, ZIP_DEFLATED)
    pared.replace(path)


def _endpoints_of(services: frozenset[str], content: bytes) -> bytes:
    """Endpoints are told by partition, and there by service (botocore, endpoints.json)."""
    told = json.loads(content)
    for partition in told["partitions"]:
        by_service = partition["services"].items()
        partition["services"] = {name: ends for name, ends in by_service if name in services}
    return json.dumps(told).encode()
