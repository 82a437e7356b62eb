"""Explanations, drills and closures."""

from collections.abc import Iterable

from chalicelib.domain.closing.closure import Closure
from chalicelib.domain.closing.records import Enrolment, Export, HandOver, Records, Signature
from chalicelib.domain.completeness.gap import Explanation
from chalicelib.domain.drill import Drill
from chalicelib.domain.identifiers import AccountId, DrillId
from chalicelib.domain.paging import Page
from tests.fakes import rows
from tests.fakes.rows import Rows


class FakeExplanations:
    def __init__(self) -> None:
        self.rows: Rows[tuple[AccountId, str], Explanation] = Rows("explanation")

    def put(self, explanation: Explanation) -> None:
        self.rows.by_key[explanation.account_id, explanation.gap_id] = explanation

    def of_account(self, account_id: AccountId) -> tuple[Explanation, ...]:
        found = (each for each in self.rows.all() if each.account_id == account_id)
        return tuple(sorted(found, key=lambda each: each.gap_id))


class FakeDrills:
    def __init__(self) -> None:
        self.rows: Rows[DrillId, Drill] = Rows("drill")

    def add(self, drill: Drill) -> Drill:
        return self.rows.put_if_absent(drill.drill_id, drill)

    def get(self, drill_id: DrillId) -> Drill:
        return self.rows.get(drill_id)

    def advance(self, old: Drill, new: Drill) -> None:
        self.rows.replace(old.drill_id, new, lambda row: row.revision == old.revision)

    def running(self) -> tuple[Drill, ...]:
        found = (drill for drill in self.rows.all() if drill.ended_at is None)
        return tuple(sorted(found, key=lambda drill: (drill.began_at, drill.drill_id)))

    def of_account(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[Drill]:
        found = [
            (f"{drill.began_at.isoformat()}#{drill.drill_id}", drill)
            for drill in self.rows.all()
            if drill.account_id == account_id
        ]
        return rows.page_of(found, account_id, limit, cursor)


class FakeClosures:
    def __init__(self) -> None:
        self.rows: Rows[AccountId, Closure] = Rows("closure")
        self.signatures: Rows[tuple[AccountId, str], Signature] = Rows("signature")
        self.handovers: dict[tuple[AccountId, str], HandOver] = {}
        self.enrolments: dict[tuple[AccountId, str], Enrolment] = {}
        self.exports: Rows[tuple[AccountId, str], Export] = Rows("export")

    def begin(self, closure: Closure) -> Closure:
        return self.rows.put_if_absent(closure.account_id, closure)

    def find(self, account_id: AccountId) -> Closure | None:
        return self.rows.find(account_id)

    def advance(self, old: Closure, new: Closure) -> None:
        self.rows.replace(old.account_id, new, lambda row: row.state is old.state)

    def sign(self, signature: Signature, instead_of: Signature | None = None) -> Signature:
        key = signature.account_id, signature.item
        with self.signatures.lock:
            present = self.signatures.find(key)
            if present is not None and instead_of is not None and present.at == instead_of.at:
                self.signatures.by_key[key] = signature
            return self.signatures.put_if_absent(key, signature)

    def hand_over(self, handovers: Iterable[HandOver]) -> None:
        self.handovers |= {(each.account_id, each.claim_id): each for each in handovers}

    def enrol(self, enrolment: Enrolment) -> None:
        self.enrolments[enrolment.account_id, enrolment.payer_id] = enrolment

    def add_export(self, export: Export) -> Export:
        key = export.account_id, f"{export.kind}#{export.sha256}"
        return self.exports.put_if_absent(key, export)

    def records(self, account_id: AccountId) -> Records:
        return Records(
            signatures=_own(self.signatures.by_key, account_id),
            handovers=_own(self.handovers, account_id),
            enrolments=_own(self.enrolments, account_id),
            exports=_own(self.exports.by_key, account_id),
        )


def _own(
    by_key: dict[tuple[AccountId, str], rows.Row], account_id: AccountId
) -> tuple[rows.Row, ...]:
    own = {key: row for key, row in by_key.items() if key[0] == account_id}
    return tuple(own[key] for key in sorted(own))
