"""The certificate as a page to print: everything in it, and nothing from elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from chalicelib.domain.closing.certificate import Certificate
from chalicelib.domain.closing.items import Item

Says = Mapping[str, Any]

_STYLE = (
    "body{font:12pt/1.4 Georgia,serif;max-width:48rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #999;"
    "padding:.2rem .6rem .2rem 0;text-align:left;vertical-align:top}"
    "code{font:9pt monospace;overflow-wrap:anywhere}@media print{body{margin:0}}"
)


def certificate_page(certificate: Certificate) -> bytes:
    says = certificate.says
    statement = says["statement"]
    parts = (
        f"<p>The account <code>{_text(says['account_id'])}</code> ({_text(says['mode'])}) at "
        f"{_text(says['clearinghouse'])} was closed on {_text(says['issued_at'])} by "
        f"{_text(says['issued_by'])}, for all that was handed in since {_text(says['since'])}.</p>",
        f"<p>SHA-256 of this certificate: <code>{_text(certificate.sha256)}</code><br>"
        f"Conservation statement {_text(statement['number'])}: "
        f"<code>{_text(statement['sha256'])}</code></p>",
        "<h2>What holds</h2>",
        _table(("item", "how", "found"), (_item(each) for each in says["items"])),
        *_era_archive(says),
        "<h2>Payers enrolled elsewhere</h2>",
        _table(
            ("payer", "clearinghouse", "from", "signed by"),
            (
                (e["payer_id"], e["clearinghouse"], e["effective_on"], e["signed_by"])
                for e in says["enrolments"]
            ),
        ),
        "<h2>Exports</h2>",
        _table(
            ("kind", "bytes", "rows", "SHA-256"),
            ((e["kind"], e["bytes"], e["rows"], e["sha256"]) for e in says["exports"]),
        ),
        "<h2>Handed over</h2>",
        _table(
            ("document", "claims", "SHA-256"),
            ((e["kind"], e["claims"], e["sha256"]) for e in says["handover_documents"]),
        ),
        "<h2>Gaps explained</h2>",
        _table(
            ("gap", "reason", "by"),
            ((e["gap_id"], e["reason"], e["by"]) for e in says["gaps_explained"]),
        ),
    )
    return _framed("".join(parts)).encode()


def _framed(body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Certificate of closing</title><style>{_STYLE}</style></head>"
        f"<body><h1>Certificate of closing</h1>{body}</body></html>\n"
    )


def _era_archive(says: Says) -> Iterator[str]:
    """A certificate that an earlier release had stored names no months."""
    if "era_months" in says:
        yield "<h2>ERA archive</h2>"
        yield _table(
            ("month", "files", "manifest", "SHA-256"),
            ((e["month"], e["files"], e["manifest"], e["sha256"]) for e in says["era_months"]),
        )


def _item(item: dict[str, object]) -> tuple[object, ...]:
    signed = item["signed"]
    how = item["words"]
    if isinstance(signed, dict):
        how = f"{how} {signed['statement']} ({signed['at']}, {signed['by']})"
    return Item(str(item["item"])).words.means, how, item["found"]


def _table(names: Iterable[str], rows: Iterable[tuple[object, ...]]) -> str:
    head = "".join(f"<th>{_text(name)}</th>" for name in names)
    lines = [f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in rows]
    return f"<table><tr>{head}</tr>{''.join(lines)}</table>" if lines else "<p>None.</p>"


def _text(value: object) -> str:
    return "" if value is None else escape(str(value))
