"""The description of the API as a page to read."""

import json
from collections.abc import Iterable
from html import escape

from chalicelib.entry.http.all_routes import ROUTES
from chalicelib.entry.http.openapi.answers import problems_of
from chalicelib.entry.http.openapi.examples import asked, given
from chalicelib.entry.http.openapi.frame import html_page
from chalicelib.entry.http.route import Query, Route


def api_page(stage: str) -> str:
    """One self-contained HTML page; `stage` is what stands before all paths."""
    about = (
        "<p>Send your key as <code>Authorization: Bearer &lt;key&gt;</code>. The same for "
        f'programs, with all schemas: <a href="{escape(stage)}/openapi.json">openapi.json</a>.</p>'
    )
    sections = "".join(_section(route, stage) for route in ROUTES)
    return html_page("The Claim Courier API", about + sections)


def _section(route: Route, stage: str) -> str:
    return (
        f'<section id="{route.name}"><h2><code>{route.method} {escape(route.path)}</code></h2>'
        f"<p>{escape(route.does)}{_scope(route)}</p>"
        + _parameters(route.query)
        + _example("A body", asked(route))
        + _example("An answer", given(route))
        + _problems(route, stage)
        + "</section>"
    )


def _scope(route: Route) -> str:
    return f" Scope: <code>{route.scope}</code>." if route.scope else ""


def _parameters(query: Iterable[Query]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(each.name)}</code></td>"
        f"<td>{'required' if each.required else ''}</td><td>{escape(each.means)}</td></tr>"
        for each in query
    )
    return f"<table>{rows}</table>" if rows else ""


def _example(title: str, example: object | None) -> str:
    if example is None:
        return ""
    text = example if isinstance(example, str) else json.dumps(example, indent=2)
    return f"<details><summary>{title}</summary><pre>{escape(text)}</pre></details>"


def _problems(route: Route, stage: str) -> str:
    links = ", ".join(
        f'<a href="{escape(stage)}/problems/{kind.code}">{kind.status} {kind.code}</a>'
        for kind in problems_of(route)
    )
    return f"<p>Problems: {links}</p>"
