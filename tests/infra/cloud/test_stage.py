"""Stages are files; what they set exists in the template."""

from pathlib import Path

import pytest

import app
from infra.cloud.stage import STAGES, UnknownStageError, read_stage
from infra.cloud.template import build_template

NAMES = sorted(path.stem for path in STAGES.glob("*.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_stage_sets_parameters_that_there_are_to_values_that_are_allowed(name: str) -> None:
    declared = build_template(app.app)["Parameters"]
    stage = read_stage(name)
    assert stage.stack_name == f"claim-courier-{name}"
    assert stage.parameters["Stage"] == name
    for parameter, value in stage.parameters.items():
        allowed = declared[parameter].get("AllowedValues")
        assert allowed is None or value in map(str, allowed)


def test_live_data_is_locked_for_seven_years_by_nobody_reversible() -> None:
    live = read_stage("live").parameters
    assert live["ArchiveLockMode"] == "COMPLIANCE"
    assert int(live["ArchiveRetentionDays"]) >= 7 * 365 + 2


def test_every_value_is_text_as_cloudformation_takes_it(tmp_path: Path) -> None:
    (tmp_path / "here.yaml").write_text("region: eu-west-1\nparameters: {Days: 30}\n")
    stage = read_stage("here", tmp_path)
    assert (stage.region, stage.parameters) == ("eu-west-1", {"Days": "30", "Stage": "here"})


def test_an_unknown_stage_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(UnknownStageError, match="live, test"):
        read_stage("prod")
