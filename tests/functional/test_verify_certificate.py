"""The certificate of closing, checked offline: sound as issued, and named for every change."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from chalicelib.domain.closing.items import Item
from chalicelib.verify.canonical import sha256, write
from chalicelib.verify.certificate import ITEMS
from chalicelib.verify.chain import verify_chain
from chalicelib.verify.command_line import main
from chalicelib.verify.findings import Fault
from chalicelib.verify.folder import Folder
from tests.builders import ACCOUNT
from tests.functional.closable import DECIDER, a_closable_house
from tests.functional.exported_chain import Export, exported, lay_out

Change = Callable[[Export], object]


@pytest.fixture(scope="module")
def export() -> Export:
    """A closed account's chain, and one statement after the closing."""
    house = a_closable_house()
    house.courier.issue_certificate(ACCOUNT, DECIDER)
    house.courier.draw_statement(ACCOUNT)
    return exported(house)


def faults(export: Export, folder: Path) -> set[Fault]:
    return {finding.fault for finding in verify_chain(Folder(lay_out(export, folder))).findings}


def rewritten(change: Callable[[dict[str, object]], object]) -> Change:
    """By somebody who knows how to write the hash, too."""

    def apply(export: Export) -> None:
        says = json.loads(export["certificate.json"])["certificate"]
        change(says)
        own = sha256(write(says))
        before = json.loads(export["certificate.json"])["sha256"]
        export["certificate.json"] = write({"certificate": says, "sha256": own})
        page = export["certificate.html"].replace(before.encode(), own.encode())
        export["certificate.html"] = page

    return apply


def test_a_certificate_as_it_was_issued_is_sound(export: Export, tmp_path: Path) -> None:
    verdict = verify_chain(Folder(lay_out(export, tmp_path)))
    assert verdict.findings == ()
    assert verdict.certificate is not None
    assert verdict.certificate.says["statement"]["number"] == 1
    assert main([str(tmp_path)]) == 0


def test_an_account_that_is_not_closed_needs_no_certificate(export: Export, tmp_path: Path) -> None:
    left = {name: content for name, content in export.items() if "certificate" not in name}
    assert faults(left, tmp_path) == set()


def test_the_check_knows_every_item_of_the_checklist() -> None:
    """It reads certificates on its own, so it has a list of its own."""
    assert tuple(Item) == ITEMS


CHANGES: dict[str, tuple[Change, Fault]] = {
    "a byte": (
        lambda e: e.update({"certificate.json": e["certificate.json"].replace(b"holds", b"hulds")}),
        Fault.ALTERED,
    ),
    "not canonical": (
        lambda e: e.update({"certificate.json": e["certificate.json"] + b" "}),
        Fault.NOT_CANONICAL,
    ),
    "removed": (lambda e: e.pop("certificate.json"), Fault.MISSING),
    "page removed": (lambda e: e.pop("certificate.html"), Fault.MISSING),
    "page of another": (
        lambda e: e.update({"certificate.html": b"<p>other</p>"}),
        Fault.ALTERED,
    ),
    "another statement": (
        rewritten(lambda says: says.update({"statement": {"number": 1, "sha256": "0" * 64}})),
        Fault.UNCHAINED,
    ),
    "a statement that is not there": (
        rewritten(lambda says: says.update({"statement": {"number": 9, "sha256": "0" * 64}})),
        Fault.UNCHAINED,
    ),
    "another account": (
        rewritten(lambda says: says.update({"account_id": "acc_other"})),
        Fault.UNCHAINED,
    ),
    "an item that does not hold": (
        rewritten(lambda says: says["items"][0].update({"state": "blocks"})),  # type: ignore[index]
        Fault.BLOCKED,
    ),
    "an item that nobody signed": (
        rewritten(lambda says: says["items"][0].update({"state": "signed"})),  # type: ignore[index]
        Fault.BLOCKED,
    ),
    "an item left out": (
        rewritten(lambda says: says["items"].pop()),  # type: ignore[attr-defined]
        Fault.BLOCKED,
    ),
    "another format": (
        rewritten(lambda says: says.update({"format": "other"})),
        Fault.MISPLACED,
    ),
    "no items": (rewritten(lambda says: says.update({"items": []})), Fault.NOT_CANONICAL),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_is_changed_is_named(export: Export, tmp_path: Path, name: str) -> None:
    change, fault = CHANGES[name]
    changed = dict(export)
    change(changed)
    assert fault in faults(changed, tmp_path)
    assert main([str(tmp_path)]) == 1
