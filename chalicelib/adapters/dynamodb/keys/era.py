"""The ERA archive: files by month, manifests, exports."""

from chalicelib.adapters.dynamodb.keys.prefix import ANY, Key, Prefix
from chalicelib.domain.identifiers import AccountId, ExportId


def era_month_files(account_id: AccountId, month: str) -> Key:
    """The partition of all that is archived of one month."""
    return Key(Prefix.ERA.of(account_id, month), "")


def era_file(account_id: AccountId, month: str, stem: str) -> Key:
    """What the keys of all forms of one file begin with; no stem has a "#"."""
    return Key(era_month_files(account_id, month).pk, f"{stem}#")


def era_form(account_id: AccountId, month: str, place: str) -> Key:
    return Key(era_month_files(account_id, month).pk, place)


def era_months(account_id: AccountId) -> Key:
    """What the keys of all months of an account's ERA archive begin with."""
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.ERA_MONTH.of(*ANY))


def era_month(account_id: AccountId, month: str) -> Key:
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.ERA_MONTH.of(month))


def export(export_id: ExportId) -> Key:
    return Key(Prefix.EXPORT.of(export_id), Prefix.EXPORT)
