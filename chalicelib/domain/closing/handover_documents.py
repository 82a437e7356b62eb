"""The documents for whoever goes on with open claims and appeals: CSV, a line for each claim.

Their bytes follow from the rows alone, so that it can be told whether what lies in the archive is
still how things stand. They hold patients' account numbers: these stand in the object, never in
its name.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO

from chalicelib.domain.closing.items import Item
from chalicelib.domain.closing.records import HandOver, HandOverKind
from chalicelib.domain.csv_cells import plain
from chalicelib.domain.identifiers import sha256_of

_ITEMS = {
    HandOverKind.OPEN_CLAIM: Item.OPEN_CLAIMS_DOCUMENT,
    HandOverKind.APPEAL: Item.APPEALS_DOCUMENT,
}
_COLUMNS = (
    "claim_id",
    "patient_control_number",
    "payer_id",
    "payer_claim_control_number",
    "service_from",
    "charge",
    "status",
    "owner",
    "next_action",
    "handed_over_at",
)


@dataclass(frozen=True, slots=True)
class HandOverDocument:
    kind: HandOverKind
    claims: int
    content: bytes

    @property
    def item(self) -> Item:
        return _ITEMS[self.kind]

    @property
    def sha256(self) -> str:
        return sha256_of(self.content)


def handover_documents(handovers: Iterable[HandOver]) -> tuple[HandOverDocument, ...]:
    """One for each kind, also where nothing is handed over: then it says so by having no lines."""
    ordered = sorted(handovers, key=lambda each: each.claim_id)
    return tuple(_document(kind, [e for e in ordered if e.kind is kind]) for kind in HandOverKind)


def _document(kind: HandOverKind, handovers: list[HandOver]) -> HandOverDocument:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows(_line(each) for each in handovers)
    return HandOverDocument(kind, len(handovers), text.getvalue().encode())


def _line(each: HandOver) -> tuple[str, ...]:
    cells = (
        each.claim_id,
        each.patient_control_number,
        each.payer_id,
        each.payer_claim_control_number,
        each.service_from,
        each.charge,
        each.status,
        each.owner,
        each.next_action,
        f"{each.at:%Y-%m-%dT%H:%M:%SZ}",
    )
    return tuple(plain(cell) for cell in cells)
