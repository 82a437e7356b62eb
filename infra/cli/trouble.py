"""What ends a command before its time, in words for a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from infra.cli.exit_code import ExitCode


class Trouble(Exception):  # noqa: N818 - not every one is an error of anybody's
    """`lines` are what the person reads."""

    exit_code: ExitCode = ExitCode.NOT_SO

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


class UsageTrouble(Trouble):
    """The command line or the settings are wrong; nothing was sent."""

    exit_code = ExitCode.USAGE


class NoKeyTrouble(Trouble):
    """There is no key to send."""

    exit_code = ExitCode.NOT_LET_IN


class UnreachableTrouble(Trouble):
    """No answer came, or none that an API of ours would give."""

    exit_code = ExitCode.UNREACHABLE


class StillWaitingTrouble(Trouble):
    """The time was up."""

    exit_code = ExitCode.STILL_WAITING


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem document of the API (RFC 9457)."""

    status: int
    code: str
    title: str
    detail: str
    request_id: str
    doc_url: str = ""
    retryable: bool = False
    errors: tuple[Mapping[str, str], ...] = field(default=())

    @classmethod
    def of(
        cls, status: int, request_id: str, body: Mapping[str, Any], api_url: str = ""
    ) -> "Problem":
        """`api_url` is where the API is: its pages lie there, too."""
        errors: Sequence[Mapping[str, str]] = body.get("errors") or ()
        return cls(
            status=status,
            code=str(body.get("code", "")),
            title=str(body.get("title", f"HTTP {status}")),
            detail=str(body.get("detail", "")),
            request_id=str(body.get("request_id") or request_id),
            doc_url=urljoin(api_url, str(body.get("doc_url", ""))) if body.get("doc_url") else "",
            retryable=bool(body.get("retryable", False)),
            errors=tuple(errors),
        )


class ProblemTrouble(Trouble):
    """The API answered with a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(*_told(problem))
        self.problem = problem
        self.exit_code = _exit_code(problem.status)


def _told(problem: Problem) -> list[str]:
    lines = [f"{problem.title} ({problem.status}{', ' if problem.code else ''}{problem.code})"]
    if problem.detail and problem.detail != problem.title:
        lines.append(problem.detail)
    lines += [f"  {each.get('pointer', '')}: {each.get('message', '')}" for each in problem.errors]
    if problem.doc_url:
        lines.append(f"More about it: {problem.doc_url}")
    if problem.request_id:
        lines.append(f"Request: {problem.request_id}")
    return lines


def _exit_code(status: int) -> ExitCode:
    known = {401: ExitCode.NOT_LET_IN, 403: ExitCode.NOT_LET_IN, 404: ExitCode.NOT_FOUND}
    if status == 429 or status >= 500:
        return ExitCode.UNREACHABLE
    return known.get(status, ExitCode.NOT_SO)
