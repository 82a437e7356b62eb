"""The ERA archive's rows: a partition for each month of an account, a row for each object."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.keys import era as keys
from chalicelib.adapters.dynamodb.keys.prefix import Key
from chalicelib.adapters.dynamodb.packing import pack, unpack
from chalicelib.adapters.dynamodb.places import era as places
from chalicelib.adapters.dynamodb.places.place import Index
from chalicelib.adapters.dynamodb.stored import found
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.era import ArchivedForm, EraMonth, ReportedPayment
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import AccountId

_OF_THE_MANIFEST = ("described", "manifest", "manifest_sha256", "content_sha256")
_PACKED = "packed_payments"


@dataclass(frozen=True, slots=True)
class DynamoEraFiles:
    table: Table

    def add(self, form: ArchivedForm, counts: bool = True) -> ArchivedForm:
        """Counted after it is stored: a manifest that was drawn before is known to be old."""
        standing = _form(self.table.put_if_absent(_item(form)))
        if counts:
            self._count(form.account_id, form.month)
        return standing

    def of_month(self, account_id: AccountId, month: str) -> tuple[ArchivedForm, ...]:
        return tuple(self._forms(keys.era_month_files(account_id, month)))

    def following(
        self, account_id: AccountId, month: str, after: str, limit: int
    ) -> tuple[ArchivedForm, ...]:
        behind = keys.era_form(account_id, month, after)
        return tuple(map(_form, self.table.following(behind, limit)))

    def of_stem(self, account_id: AccountId, month: str, stem: str) -> tuple[ArchivedForm, ...]:
        return tuple(self._forms(keys.era_file(account_id, month, stem)))

    def month(self, account_id: AccountId, month: str) -> EraMonth:
        stored = self.table.get(keys.era_month(account_id, month))
        return found(EraMonth, stored, "month of the ERA archive", month)

    def months(self, account_id: AccountId) -> tuple[EraMonth, ...]:
        stored = self.table.query(keys.era_months(account_id))
        return tuple(decode(EraMonth, one) for one in stored)

    def undescribed(self) -> tuple[EraMonth, ...]:
        listed = self.table.queued(Index.WORK, places.ERA_UNDESCRIBED)
        return tuple(decode(EraMonth, one) for one in listed)

    def describe(self, old: EraMonth, new: EraMonth) -> None:
        key = keys.era_month(new.account_id, new.month)
        row = item(key, encode(new), places.of_era_month(new))
        still = Attr("changes").eq(old.changes) & Attr("manifest").eq(old.manifest)
        if not self.table.put_if(row, still):
            raise ConflictError(f"{old.month} of {old.account_id} has changed meanwhile.")

    def _count(self, account_id: AccountId, month: str) -> None:
        """In one write, whoever counts at the same time; the first count makes the row."""
        changed = EraMonth(account_id, month, changes=1)
        row = item(keys.era_month(account_id, month), encode(changed), places.of_era_month(changed))
        self.table.count_into(row, "changes", _OF_THE_MANIFEST)

    def _forms(self, key: Key) -> Iterator[ArchivedForm]:
        return map(_form, self.table.query(key))


def _item(form: ArchivedForm) -> Attributes:
    key = keys.era_form(form.account_id, form.month, form.place)
    packed = {_PACKED: pack(form.payments)} if form.payments else {}
    return item(key, encode(replace(form, payments=())) | packed)


def _form(stored: Attributes) -> ArchivedForm:
    form = decode(ArchivedForm, stored)
    if _PACKED not in stored:
        return form
    return replace(form, payments=unpack(ReportedPayment, stored[_PACKED]))
