"""The page about a kind of problem."""

from html import escape

from chalicelib.entry.http.openapi.frame import html_page
from chalicelib.entry.http.problem_types import ProblemType


def problem_page(kind: ProblemType) -> str:
    """One self-contained HTML page."""
    again = (
        "The same request may succeed later."
        if kind.retryable
        else "The same request again meets the same answer, until something has changed."
    )
    return html_page(
        kind.title,
        f"<p><code>{kind.status} {escape(kind.code)}</code></p>"
        f"<p>{escape(kind.means)}</p><p>{again}</p>"
        f"<p>Its type is <code>{escape(kind.uri)}</code>. Whoever asks for help should tell the "
        "<code>request_id</code> of the answer.</p>",
    )
