"""Places of remittances, of their months and of exports."""

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.keys.prefix import Prefix
from chalicelib.adapters.dynamodb.places.place import Index, Place
from chalicelib.domain.era import EraMonth
from chalicelib.domain.era_export import EraExport, ExportState
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.remittance import Remittance

ERA_UNDESCRIBED = Prefix.ERA_UNDESCRIBED.of()
EXPORTS_WAITING = Prefix.EXPORTS_WAITING.of()


def remittances(account_id: AccountId) -> str:
    return Prefix.REMITTANCES.of(account_id)


def of_remittance(remittance: Remittance) -> list[Place]:
    """By the day of payment."""
    order = f"{remittance.day.isoformat()}#{remittance.advice.remittance_id}"
    return [Place(Index.LISTING, remittances(remittance.account_id), order)]


def of_era_month(month: EraMonth) -> list[Place]:
    """One whose newest manifest tells all of it is in no list."""
    if month.is_described:
        return []
    return [Place(Index.WORK, ERA_UNDESCRIBED, f"{month.account_id}#{month.month}")]


def of_export(export: EraExport) -> list[Place]:
    """One that is built, or can't be, is in no list."""
    if export.state is not ExportState.REQUESTED:
        return []
    order = f"{encode_instant(export.requested_at)}#{export.export_id}"
    return [Place(Index.WORK, EXPORTS_WAITING, order)]
