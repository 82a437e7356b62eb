"""Deploy a package as a stage's stack: show what would change, ask, do it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from infra.cloud.package import TEMPLATE, ZIP
from infra.cloud.package_store import PackageStore
from infra.cloud.stack import Proposal, Stack
from infra.cloud.stage import Stage
from infra.cloud.template import Template, template_text


class NotDeployedError(Exception):
    """Nothing was changed; says why."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """`tell` shows a line, `agreed` asks a question and says whether the answer was yes."""

    stage: Stage
    stack: Stack
    store: PackageStore
    tell: Callable[[str], None]
    agreed: Callable[[str], bool]

    def deploy(self, package: Path) -> None:
        """Raises NotDeployedError, StackFailedError."""
        proposal = self._proposed(package)
        if proposal is None:
            return
        try:
            self._refuse_to_lose_a_store(proposal)
            if not self.agreed(f"Carry this out in {self.stage.stack_name}?"):
                raise NotDeployedError("Not agreed to; nothing was changed.")
        except NotDeployedError:
            self.stack.discard(proposal)
            raise
        self.stack.accept(proposal)
        for name, value in sorted(self.stack.outputs().items()):
            self.tell(f"{name}: {value}")

    def diff(self, package: Path) -> None:
        """Shows what `deploy` would change, and changes nothing. Raises StackFailedError."""
        proposal = self._proposed(package)
        if proposal is not None:
            self.stack.discard(proposal)

    def _proposed(self, package: Path) -> Proposal | None:
        self.store.prepare()
        code = self.store.store(package / ZIP)
        located = package / "located.yaml"
        template = yaml.safe_load((package / TEMPLATE).read_text())
        located.write_text(template_text(with_code(template, self.store.bucket, code)))
        url = self.store.url(self.store.store(located))
        proposal = self.stack.propose(url, self.stage.parameters)
        for change in proposal.changes if proposal else ():
            self.tell(str(change))
        if proposal is None:
            self.tell(f"{self.stage.stack_name} is as it should be: nothing to change.")
        return proposal

    def _refuse_to_lose_a_store(self, proposal: Proposal) -> None:
        lost = [change.logical_id for change in proposal.changes if change.loses_a_store]
        if lost:
            raise NotDeployedError(
                f"This would leave the data in {', '.join(lost)} behind; nothing was changed. "
                "Move the data first (docs/operations.md, Upgrade)."
            )


def with_code(template: Template, bucket: str, key: str) -> Template:
    """The template with the zip where CloudFormation finds it."""
    resources = {
        name: _with_code(resource, {"Bucket": bucket, "Key": key})
        for name, resource in template["Resources"].items()
    }
    return {**template, "Resources": resources}


def _with_code(resource: Template, place: dict[str, str]) -> Template:
    properties = resource.get("Properties", {})
    if "CodeUri" not in properties:
        return resource
    return {**resource, "Properties": {**properties, "CodeUri": place}}
