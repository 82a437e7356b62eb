"""`python -m infra.scale`: counts the real flow and writes docs/scale.md."""

import importlib
from collections.abc import Iterable
from pathlib import Path

from infra.cloud.template import Template, build_template
from infra.scale.cost import Biller
from infra.scale.flow import carry, idle
from infra.scale.inputs import read_inputs
from infra.scale.report import Findings, report

PAGE = Path("docs/scale.md")


def main() -> None:
    usual = carry(batches=3, claims_each=80)
    others = [carry(batches=5, claims_each=10), carry(batches=1, claims_each=1_000)]
    nothing_to_do = idle()
    # Not before: the sandbox stands in front of the app's output from the app's import on.
    resources = build_template(importlib.import_module("app").app)["Resources"].values()
    alarms = sum(each["Type"] == "AWS::CloudWatch::Alarm" for each in resources)
    biller = Biller(read_inputs(), memory_mb(resources))
    findings = Findings(biller, usual, others, nothing_to_do, alarms)
    PAGE.write_text(report(findings))
    print(f"written to {PAGE}")


def memory_mb(resources: Iterable[Template]) -> dict[str, int]:
    """By handler, in MB."""
    functions = [
        each["Properties"] for each in resources if each["Type"] == "AWS::Serverless::Function"
    ]
    return {function["Handler"]: function["MemorySize"] for function in functions}


if __name__ == "__main__":
    main()
