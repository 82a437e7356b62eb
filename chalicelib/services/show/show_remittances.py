"""Show what was paid: the payments of an account, one of them, and its archived file."""

from dataclasses import dataclass
from functools import cache, partial

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.era import ArchivedForm, EraForm, EraMonth, files_of
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, RemittanceId
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import Accounts, Downloads, EraFiles, Remittances
from chalicelib.domain.remittance import PaymentReport, Remittance, Wanted, trace_of
from chalicelib.services.access.allowed_account import allowed_account


@dataclass(frozen=True, slots=True)
class RemittanceView:
    """`text` is None while no readable text lies beside the raw 835. `linked` are further reports
    of the same payment, `conflicting` those of another payment with its payer and number."""

    account: Account
    remittance: Remittance
    text: ArchivedForm | None
    linked: tuple[PaymentReport, ...]
    conflicting: tuple[PaymentReport, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """`url` is where the file can be had for some minutes."""

    account: Account
    remittance_id: RemittanceId
    url: str

    @property
    def account_id(self) -> AccountId:
        return self.account.account_id


@dataclass(frozen=True, slots=True)
class ShowRemittances:
    """An 835 speaks of all practices of an account; only who may see them all may see one. What is
    shown is given with that account."""

    accounts: Accounts
    downloads: Downloads
    era_files: EraFiles
    remittances: Remittances

    def list(
        self,
        account_id: AccountId,
        reach: Reach,
        wanted: Wanted,
        limit: int,
        cursor: str | None,
    ) -> tuple[Account, Page[Remittance]]:
        """Latest payment first, without claim payments.

        Raises NotFoundError, and ValueError on a cursor that is not ours.
        """
        account = allowed_account(self.accounts, account_id, reach)
        return account, self.remittances.of_account(account_id, wanted, limit, cursor)

    def account(self, account_id: AccountId, reach: Reach) -> Account:
        """An account of which all is within reach. Raises NotFoundError."""
        return allowed_account(self.accounts, account_id, reach)

    def months(self, account_id: AccountId, reach: Reach) -> tuple[Account, tuple[EraMonth, ...]]:
        """Oldest first. Raises NotFoundError."""
        account = allowed_account(self.accounts, account_id, reach)
        return account, self.era_files.months(account_id)

    def __call__(self, remittance_id: RemittanceId, reach: Reach) -> RemittanceView:
        """Raises NotFoundError for what is out of reach, too."""
        remittance = self.remittances.get(remittance_id)
        account = self._account(remittance, reach)
        trace = trace_of(remittance.advice)
        may_see = cache(partial(self._may_see, reach=reach))
        reports = [
            report
            for report in self.remittances.reports_of(account.mode, trace)
            if report.response_id != remittance.response_id or not _same(report, remittance)
            if report.account_id == account.account_id or may_see(report.account_id)
        ]
        return RemittanceView(
            account,
            remittance,
            self._text(remittance),
            linked=tuple(report for report in reports if _same(report, remittance)),
            conflicting=tuple(report for report in reports if not _same(report, remittance)),
        )

    def content(self, remittance_id: RemittanceId, form: EraForm, reach: Reach) -> Download:
        """The address where the file can be downloaded for some minutes, raw or as text.

        Raises NotFoundError for what is out of reach or not there, too.
        """
        remittance = self.remittances.find(remittance_id)
        if remittance is None:
            raise NotFoundError("remittance", remittance_id)
        account = self._account(remittance, reach)
        key = remittance.raw_key if form is EraForm.RAW else self._text_key(remittance)
        url = self.downloads.archived(key, f"{remittance.stem}.{form}")
        return Download(account, remittance_id, url)

    def _text_key(self, remittance: Remittance) -> str:
        text = self._text(remittance)
        if text is None:
            identifier = remittance.advice.remittance_id
            raise NotFoundError("readable text of remittance", identifier)
        return text.key

    def _text(self, remittance: Remittance) -> ArchivedForm | None:
        """The clearinghouse's own, or ours."""
        place = remittance.account_id, remittance.month, remittance.stem
        files = files_of(self.era_files.of_stem(*place))
        return files[0].text if files else None

    def _account(self, remittance: Remittance, reach: Reach) -> Account:
        try:
            return allowed_account(self.accounts, remittance.account_id, reach)
        except NotFoundError:
            raise NotFoundError("remittance", remittance.advice.remittance_id) from None

    def _may_see(self, account_id: AccountId, reach: Reach) -> bool:
        try:
            allowed_account(self.accounts, account_id, reach)
        except NotFoundError:
            return False
        return True


def _same(report: PaymentReport, remittance: Remittance) -> bool:
    return report.fingerprint == remittance.advice.fingerprint
