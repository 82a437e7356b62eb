"""Ask for a month of the ERA archive as one ZIP, and see what became of it."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.era_export import EraExport, ExportState
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.identifiers import AccountId, ExportId, export_id
from chalicelib.domain.ports import Accounts, Clock, Downloads, EraExports, EraFiles
from chalicelib.services.access.allowed_account import allowed_account


@dataclass(frozen=True, slots=True)
class ExportView:
    """`address` is where the ZIP is downloaded; None until it is built."""

    export: EraExport
    address: str | None


@dataclass(frozen=True, slots=True)
class RequestExport:
    accounts: Accounts
    clock: Clock
    downloads: Downloads
    era_files: EraFiles
    exports: EraExports

    def __call__(self, account_id: AccountId, month: str, reach: Reach) -> EraExport:
        """The export of all that the month holds now: asked for again, the same; one that failed is
        tried again.

        Raises NotFoundError for an account of others and for a month without anything.
        """
        allowed_account(self.accounts, account_id, reach)
        changes = self.era_files.month(account_id, month).changes
        identifier = export_id(account_id, month, changes)
        asked = EraExport(identifier, account_id, month, self.clock.now())
        standing = self.exports.add(asked)
        is_over = standing.state is ExportState.FAILED or self._is_gone(standing)
        return self._asked_again(standing, asked) if is_over else standing

    def show(self, identifier: ExportId, reach: Reach) -> tuple[Account, ExportView]:
        """With its account. Raises NotFoundError for what is of others or is kept no more, too."""
        export = self.exports.get(identifier)
        try:
            account = allowed_account(self.accounts, export.account_id, reach)
        except NotFoundError:
            raise NotFoundError("export", identifier) from None
        if export.state is not ExportState.BUILT:
            return account, ExportView(export, None)
        if self._is_gone(export):
            raise NotFoundError("export", identifier)
        address = self.downloads.address(export.account_id, identifier, f"{export.name}.zip")
        return account, ExportView(export, address)

    def _is_gone(self, export: EraExport) -> bool:
        """Built once, and kept no more."""
        return export.state is ExportState.BUILT and not self.downloads.has(
            export.account_id, export.export_id
        )

    def _asked_again(self, old: EraExport, asked: EraExport) -> EraExport:
        try:
            self.exports.advance(old, asked)
        except ConflictError:
            return self.exports.get(old.export_id)
        return asked
