"""What the engine and pyx12 say of the same file, in the same terms."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

from pyx12.errors import EngineError
from pyx12.params import ParamsBase
from pyx12.x12n_document import x12n_document

from chalicelib.x12.batches import slices
from chalicelib.x12.check_file import check_file
from chalicelib.x12.findings import ERROR

Statement = tuple[int, str, str]
"""Segment number, segment id and error code; the code of our own rules is their id."""

logging.getLogger("pyx12").setLevel(logging.CRITICAL)


def our_statements(data: bytes) -> set[Statement]:
    """The errors that the engine finds; warnings are no disagreement."""
    errors = [each for each in check_file(slices(data)).findings if each.level == ERROR]
    return {
        (each.segment_number or 0, each.segment or "", each.code or each.rule) for each in errors
    }


def pyx12_statements(data: bytes) -> set[Statement] | None:
    """The errors that pyx12 finds; None where it gives a file up."""
    report = io.StringIO()
    text = io.StringIO(data.decode("latin-1"))
    try:
        valid = x12n_document(ParamsBase(), text, None, None, fd_json=report)
    except (EngineError, AttributeError, IndexError, KeyError, ValueError):
        return None
    if not report.getvalue():
        return None
    found = {
        each
        for interchange in json.loads(report.getvalue())["interchanges"]
        for each in _interchange(interchange)
    }
    return found if found or valid else {(0, "", "invalid")}


def _interchange(node: dict[str, Any]) -> Iterator[Statement]:
    for error in node["errors"]:
        yield 0, "IEA", f"TA105:{error['err_cde']}"
    for group in node["groups"]:
        for error in group["errors"]:
            yield 0, "GE", f"AK905:{error['err_cde']}"
        for transaction_set in group["transactions"]:
            yield from _set(transaction_set)


def _set(node: dict[str, Any]) -> Iterator[Statement]:
    for error in node["errors"]:
        yield 0, "SE", f"IK502:{error['err_cde']}"
    for segment in node["segments"]:
        place = segment["cur_line"], segment["seg_id"]
        for error in segment["errors"]:
            yield *place, f"IK304:{error['err_cde']}"
        for element in segment["elements"]:
            for error in element["errors"]:
                yield *place, f"IK403:{error['err_cde']}"
