"""What a golden file is taken for and what it states, as plain data.

`python -m tests.golden.readings` writes the expectations anew; look at the difference before you
keep it.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path

from chalicelib.clearinghouses.profile import Profile
from chalicelib.clearinghouses.reading import UnreadableResponseError
from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.fact import Statement
from chalicelib.domain.response import ResponseKind
from chalicelib.interpret.classify import classify
from chalicelib.interpret.read_response import read, readers
from chalicelib.interpret.zip_archive import members
from tests.builders import ACCOUNT

FOLDER = Path(__file__).parent
EXPECTATION = ".json"


def golden_files() -> list[Path]:
    """A folder per clearinghouse; beside each file, what is expected of it."""
    return sorted(
        path for path in FOLDER.glob("*/*") if path.is_file() and path.suffix != EXPECTATION
    )


def expectation_of(path: Path) -> Path:
    return path.with_name(path.name + EXPECTATION)


def describe(path: Path) -> dict[str, object]:
    return _describe(path.parent.name, path.name, path.read_bytes())


def _describe(clearinghouse: str, name: str, content: bytes) -> dict[str, object]:
    profile = profile_named(clearinghouse)
    kind = classify(profile, name, content)
    told: dict[str, object] = {"kind": kind.value}
    if kind is ResponseKind.ARCHIVE:
        told["members"] = {
            member.name: _describe(clearinghouse, member.name, member.content)
            for member in members(content)
        }
    elif kind in readers(profile):
        told |= _reading(profile, kind, name, content)
    return told


def _reading(profile: Profile, kind: ResponseKind, name: str, content: bytes) -> dict[str, object]:
    try:
        reading = read(profile, kind, name, content, ACCOUNT)
    except UnreadableResponseError as error:
        return {"unreadable": str(error)}
    return {
        "statements": [_plain(statement) for statement in reading.statements],
        "file_ids": list(reading.file_ids),
        "payments": [advice.trace_number for advice in reading.remittances],
        "not_understood": list(reading.not_understood),
    }


def _plain(statement: Statement) -> dict[str, object]:
    return {"about": dict(_present(asdict(statement.about)))} | {
        name: value for name, value in _present(asdict(statement)) if name != "about"
    }


def _present(fields: dict[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in fields.items():
        if value not in (None, "", ()):
            yield name, _value(value)


def _value(value: object) -> object:
    if isinstance(value, dict):
        return dict(_present(value))
    return str(value) if isinstance(value, date | Decimal) else value


def main() -> None:
    for path in golden_files():
        text = json.dumps(describe(path), indent=1, default=str)
        expectation_of(path).write_text(text + "\n")


if __name__ == "__main__":
    main()
