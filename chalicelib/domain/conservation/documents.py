"""Statements and pages as bytes: canonical JSON, so that the same content has one hash.

Keys in order, no spaces, ASCII only, whole numbers and text only, one line feed at the end. The
format is described in docs/statements.md; `chalicelib.verify` reads it on its own.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chalicelib.domain.canonical import canonical
from chalicelib.domain.conservation.line import Book, Imbalance, Line, instant_text
from chalicelib.domain.conservation.statement import (
    ConservationStatement,
    PageReference,
    Sides,
    StatementSummary,
)
from chalicelib.domain.conservation.totals import NamedImbalance
from chalicelib.domain.identifiers import AccountId, sha256_of

FORMAT = "claim-courier statement 1"


def write_page(book: Book, number: int, lines: Sequence[Line]) -> bytes:
    return canonical({"book": book, "lines": [_line(line) for line in lines], "number": number})


def read_page(content: bytes) -> tuple[Line, ...]:
    return tuple(
        Line(
            each["id"],
            each["at"],
            each["came"],
            each["stands"],
            each["claims"],
            each["by_status"],
        )
        for each in json.loads(content)["lines"]
    )


def write_statement(statement: ConservationStatement) -> bytes:
    entry = _entry(statement)
    return canonical({"entry": entry, "sha256": sha256_of(canonical(entry))})


def read_statement(content: bytes) -> ConservationStatement:
    entry = json.loads(content)["entry"]
    return ConservationStatement(
        account_id=AccountId(entry["account_id"]),
        number=entry["number"],
        drawn_at=datetime.fromisoformat(entry["drawn_at"]),
        counted_until=datetime.fromisoformat(entry["counted_until"]),
        previous=entry["previous"],
        books={Book(name): Sides(**sides) for name, sides in entry["books"].items()},
        claims=entry["claims"]["taken_in"],
        claims_by_status=entry["claims"]["by_status"],
        imbalance_count=entry["imbalance_count"],
        imbalances=tuple(
            NamedImbalance(Book(each["book"]), each["id"], Imbalance(each["kind"]))
            for each in entry["imbalances"]
        ),
        pages=tuple(
            PageReference(Book(each["book"]), each["number"], each["lines"], each["sha256"])
            for each in entry["pages"]
        ),
    )


def summary_of(statement: ConservationStatement) -> StatementSummary:
    return StatementSummary(
        statement_id=statement.statement_id,
        account_id=statement.account_id,
        number=statement.number,
        drawn_at=statement.drawn_at,
        counted_until=statement.counted_until,
        sha256=sha256_of(canonical(_entry(statement))),
        imbalance_count=statement.imbalance_count,
    )


def _entry(statement: ConservationStatement) -> dict[str, Any]:
    return {
        "account_id": statement.account_id,
        "balanced": statement.is_balanced,
        "books": {
            book: {"came": dict(sides.came), "stands": dict(sides.stands)}
            for book, sides in statement.books.items()
        },
        "claims": {
            "by_status": dict(statement.claims_by_status),
            "taken_in": statement.claims,
        },
        "counted_until": instant_text(statement.counted_until),
        "drawn_at": instant_text(statement.drawn_at),
        "format": FORMAT,
        "imbalance_count": statement.imbalance_count,
        "imbalances": [
            {"book": each.book, "id": each.line_id, "kind": each.kind}
            for each in statement.imbalances
        ],
        "number": statement.number,
        "pages": [
            {"book": page.book, "lines": page.lines, "number": page.number, "sha256": page.sha256}
            for page in statement.pages
        ],
        "previous": statement.previous,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "at": line.at,
        "by_status": dict(line.by_status),
        "came": line.came,
        "claims": line.claims,
        "id": line.line_id,
        "stands": line.stands,
    }
