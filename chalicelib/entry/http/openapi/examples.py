"""Examples: what the API has really answered, recorded in examples.json."""

import json
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

from chalicelib.entry.http.route import Route

EXAMPLES = Path(__file__).parent / "examples.json"


def asked(route: Route) -> object | None:
    """A body that the route takes; None where it takes none."""
    return _recorded().get(_name(route), {}).get("asked")


def given(route: Route) -> object | None:
    """What the route answers; None where that is a page."""
    return _recorded().get(_name(route), {}).get("given")


def place(route: Route) -> str | None:
    """Where its answer says to go on; None where it does not."""
    found = _recorded().get(_name(route), {}).get("place")
    return None if found is None else str(found)


def named(route: Route) -> dict[str, str]:
    """The parameters by name with which it was asked."""
    path, _, query = str(_recorded().get(_name(route), {}).get("path", "")).partition("?")
    parts = zip(route.path.split("/"), path.split("/"), strict=False)
    in_path = {name[1:-1]: value for name, value in parts if name.startswith("{")}
    return in_path | dict(parse_qsl(query))


def _name(route: Route) -> str:
    return f"{route.method} {route.path}"


@cache
def _recorded() -> dict[str, dict[str, object]]:
    recorded: dict[str, dict[str, object]] = json.loads(EXAMPLES.read_text())
    return recorded
