"""The stack's template: what Chalice generates from the app, merged with the pieces *.yaml.

`build_template` makes it in process, without the zip of the dependencies, so that the sandbox and
the tests start at once. package.py makes the real thing with `chalice package`. Both give the same
text (a test proves it); only the second can be deployed.
"""

import copy
from functools import cache, reduce
from pathlib import Path
from typing import Any

import yaml
from botocore.session import Session
from chalice.app import Chalice
from chalice.awsclient import TypedAWSClient
from chalice.cli.factory import CLIFactory
from chalice.config import Config
from chalice.deploy.appgraph import ApplicationGraphBuilder, DependencyBuilder
from chalice.deploy.deployer import (
    BaseDeployStep,
    BuildStage,
    InjectDefaults,
    PolicyGenerator,
    SwaggerBuilder,
)
from chalice.deploy.models import DeploymentPackage
from chalice.deploy.swagger import CFNSwaggerGenerator
from chalice.package import (
    PackageOptions,
    ResourceBuilder,
    SAMTemplateGenerator,
    TemplateDeepMerger,
    YAMLTemplateSerializer,
)
from chalice.policy import AppPolicyGenerator
from chalice.utils import OSUtils

PROJECT = Path(__file__).parents[2]
PIECES = sorted(Path(__file__).parent.glob("*.yaml"))
CHALICE_STAGE = "live"
# The region only chooses AWS's names for its own services, which are the same in all of "aws".
REGION = "us-east-1"

Template = dict[str, Any]


class SaidTwiceError(Exception):
    """Two pieces of the template give the same thing a value."""


class _WithoutZip(BaseDeployStep):
    """Stands where Chalice builds the zip: names it as the packaged template does."""

    def handle_deploymentpackage(self, config: Config, resource: DeploymentPackage) -> None:
        resource.filename = "./deployment.zip"


class _FactoryOfLoadedApp(CLIFactory):
    """Chalice's factory for an app that is imported already."""

    def __init__(self, app: Chalice) -> None:
        super().__init__(str(PROJECT))
        self._app = app

    def load_chalice_app(
        self, environment_variables: object = None, validate_feature_flags: object = True
    ) -> Chalice:
        return self._app


def chalice_config(app: Chalice) -> Config:
    """The project's configuration of the stage, for an app that is imported already."""
    return _FactoryOfLoadedApp(app).create_config_obj(CHALICE_STAGE)


@cache
def _resources() -> Template:
    """All pieces in one, read as Chalice reads them. Raises SaidTwiceError."""
    serializer = YAMLTemplateSerializer()
    return reduce(joined, (serializer.load_template(piece.read_text()) for piece in PIECES))


def joined(one: Template, other: Template, path: str = "") -> Template:
    """Two pieces as one. Raises SaidTwiceError for a value that both of them give."""
    both = {**one, **other}
    for key in one.keys() & other.keys():
        if not isinstance(one[key], dict) or not isinstance(other[key], dict):
            raise SaidTwiceError(f"{path}{key}")
        both[key] = joined(one[key], other[key], f"{path}{key}.")
    return both


def build_template(app: Chalice) -> Template:
    """The merged template of `app`, without building what `CodeUri` names."""
    generated = _generated(chalice_config(app))
    merged: Template = TemplateDeepMerger().merge(copy.deepcopy(_resources()), generated)
    return merged


def _generated(config: Config) -> Template:
    session = Session()
    session.set_config_variable("region", REGION)
    osutils = OSUtils()
    steps = [
        InjectDefaults(),
        _WithoutZip(),
        PolicyGenerator(AppPolicyGenerator(osutils), osutils),
        SwaggerBuilder(CFNSwaggerGenerator()),
    ]
    builder = ResourceBuilder(ApplicationGraphBuilder(), DependencyBuilder(), BuildStage(steps))
    generator = SAMTemplateGenerator(config, PackageOptions(TypedAWSClient(session)))
    template: Template = generator.generate(builder.construct_resources(config, CHALICE_STAGE))
    return template


def plain_environment() -> dict[str, str]:
    """The functions' variables that are plain text, so known before anything is made."""
    variables = _resources()["Globals"]["Function"]["Environment"]["Variables"]
    return {name: value for name, value in variables.items() if isinstance(value, str)}


def merge_file(path: Path) -> Path:
    """Writes everything that is merged over what Chalice generates; returns `path`."""
    path.write_text(template_text(_resources()))
    return path


class _WithoutAliases(yaml.SafeDumper):
    """CloudFormation does not read YAML aliases, which Chalice writes for repeated parts."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def template_text(template: Template) -> str:
    """A template as YAML that CloudFormation reads."""
    return yaml.dump(template, Dumper=_WithoutAliases, allow_unicode=True)
