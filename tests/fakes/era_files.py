"""The ERA archive's rows."""

from dataclasses import replace
from itertools import islice

from chalicelib.domain.era import ArchivedForm, EraForm, EraMonth
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId
from tests.fakes.rows import Rows


class FakeEraFiles:
    def __init__(self) -> None:
        self.forms: Rows[tuple[AccountId, str, str, EraForm], ArchivedForm] = Rows("form")
        self.months_by_name: Rows[tuple[AccountId, str], EraMonth] = Rows(
            "month of the ERA archive"
        )

    def add(self, form: ArchivedForm, counts: bool = True) -> ArchivedForm:
        key = form.account_id, form.month, form.stem, form.form
        standing = self.forms.put_if_absent(key, form)
        if counts:
            self._count(form.account_id, form.month)
        return standing

    def of_month(self, account_id: AccountId, month: str) -> tuple[ArchivedForm, ...]:
        found = (
            form
            for form in self.forms.all()
            if (form.account_id, form.month) == (account_id, month)
        )
        return tuple(sorted(found, key=lambda form: form.place))

    def following(
        self, account_id: AccountId, month: str, after: str, limit: int
    ) -> tuple[ArchivedForm, ...]:
        behind = (form for form in self.of_month(account_id, month) if form.place > after)
        return tuple(islice(behind, limit))

    def of_stem(self, account_id: AccountId, month: str, stem: str) -> tuple[ArchivedForm, ...]:
        return tuple(form for form in self.of_month(account_id, month) if form.stem == stem)

    def month(self, account_id: AccountId, month: str) -> EraMonth:
        found = self.months_by_name.find((account_id, month))
        if found is None:
            raise NotFoundError("month of the ERA archive", month)
        return found

    def months(self, account_id: AccountId) -> tuple[EraMonth, ...]:
        found = (month for month in self.months_by_name.all() if month.account_id == account_id)
        return tuple(sorted(found, key=lambda month: month.month))

    def undescribed(self) -> tuple[EraMonth, ...]:
        found = (month for month in self.months_by_name.all() if not month.is_described)
        return tuple(sorted(found, key=lambda month: (month.account_id, month.month)))

    def describe(self, old: EraMonth, new: EraMonth) -> None:
        self.months_by_name.replace((old.account_id, old.month), new, lambda row: row == old)

    def _count(self, account_id: AccountId, name: str) -> None:
        with self.months_by_name.lock:
            month = self.months_by_name.find((account_id, name)) or EraMonth(account_id, name, 0)
            counted = replace(month, changes=month.changes + 1)
            self.months_by_name.by_key[account_id, name] = counted
