"""Who may touch what, where imports alone do not tell."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEPLOYED = [ROOT / "app.py", *sorted((ROOT / "chalicelib").rglob("*.py"))]


def _names_used(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                yield f"{owner}.{name}"
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module)):
                yield module


def _rooms_using(name: str) -> set[str]:
    return {
        str(path.relative_to(ROOT))
        for path in DEPLOYED
        if any(used == name or used.startswith(f"{name}.") for used in _names_used(path))
    }


def test_the_environment_is_read_in_one_place() -> None:
    assert _rooms_using("os.environ") | _rooms_using("os.getenv") == {"chalicelib/config.py"}


def test_paramiko_lives_in_one_adapter() -> None:
    assert _rooms_using("paramiko") == {"chalicelib/adapters/sftp_mailbox.py"}


def test_boto3_lives_in_the_adapters() -> None:
    used = _rooms_using("boto3") | _rooms_using("botocore")
    assert used
    assert all(room.startswith("chalicelib/adapters/") for room in used)


def test_the_wall_clock_is_read_in_one_adapter() -> None:
    readings = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time")
    rooms = {room for reading in readings for room in _rooms_using(reading)}
    assert rooms == {"chalicelib/adapters/system_clock.py"}


def test_the_app_is_wiring_only() -> None:
    assert len((ROOT / "app.py").read_text().splitlines()) < 60


@pytest.mark.parametrize("word", ["office ally", "office_ally", "officeally", "stedi"])
def test_no_room_but_its_own_names_a_clearinghouse(word: str) -> None:
    allowed = "chalicelib/clearinghouses/"
    offenders = [
        str(path.relative_to(ROOT))
        for path in DEPLOYED
        if word in path.read_text().lower() and not str(path.relative_to(ROOT)).startswith(allowed)
    ]
    assert offenders == []


def test_the_offline_check_needs_nothing_but_pythons_own_library() -> None:
    """And nothing of what draws the statements, so that a mistake there shows here."""
    imported = {
        name.split(".")[0] if not name.startswith("chalicelib") else name
        for path in (ROOT / "chalicelib" / "verify").glob("*.py")
        for name in _modules_imported(path)
    }
    own = {name for name in imported if name.startswith("chalicelib.verify")}
    assert own
    assert imported - own <= sys.stdlib_module_names


def test_the_command_line_needs_nothing_but_pythons_own_library() -> None:
    """So it runs with any Python; `courier verify` hands over to the offline check."""
    imported = {
        name
        for path in (ROOT / "infra" / "cli").rglob("*.py")
        for name in _modules_imported(path)
        if not name.startswith("infra.cli")
    }
    foreign = {name for name in imported if name.split(".")[0] not in sys.stdlib_module_names}
    assert foreign == {"chalicelib.verify"}


def _modules_imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)
