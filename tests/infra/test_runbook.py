"""docs/operations.md names whatever there is of the template to know, to set or to hear of."""

import re
from pathlib import Path

import pytest

from chalicelib.services.events import announce_events
from tests.infra.merged import ALARMS, FUNCTIONS, TEMPLATE, mentions

RUNBOOK = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()
PARAGRAPHS = RUNBOOK.split("\n\n")


def paragraph(begins: str) -> str:
    (found,) = (each for each in PARAGRAPHS if each.startswith(begins))
    return found


@pytest.mark.parametrize("name", TEMPLATE["Parameters"])
def test_a_parameter_is_in_the_table(name: str) -> None:
    assert f"`{name}`" in paragraph("| parameter ")


@pytest.mark.parametrize("name", TEMPLATE["Outputs"])
def test_an_output_is_named(name: str) -> None:
    assert f"`{name}`" in paragraph("Outputs name")


@pytest.mark.parametrize("handler", [each["Handler"] for each in FUNCTIONS.values()])
def test_a_function_is_told_with_what_starts_it(handler: str) -> None:
    name = "API handler" if handler == "app.app" else f"`{handler.removeprefix('app.')}`"
    assert re.search(rf"^\| {name} \|", paragraph("| function "), re.MULTILINE)


def test_every_folder_that_starts_the_intake_is_named() -> None:
    pattern = FUNCTIONS["ReceiveDroppedFile"]["Events"]
    folders = {text for text in mentions(pattern) if text.endswith("/")}
    assert "drop/" in folders
    (row,) = re.findall(r"^\| `receive_dropped_file` \|.*", RUNBOOK, re.MULTILINE)
    assert all(f"`{folder}`" in row for folder in folders)


def test_every_event_that_people_are_told_of_is_named() -> None:
    told = paragraph("Beside the alarms")
    for kind in announce_events._FIGURES:
        assert f"`{kind}`" in told


def test_every_alarm_of_the_table_is_there() -> None:
    """So that none goes from the template without going from here."""
    told = re.findall(r"`(\S+Alarm)`", paragraph("| alarm "))
    of_each = [
        f"{function}{name.removeprefix('…')}"
        for name in told
        if name.startswith("…")
        for function in FUNCTIONS
    ]
    assert {name for name in told if not name.startswith("…")} | set(of_each) == set(ALARMS)
