"""Where items stand in the two sparse indexes.

`work` holds what waits for somebody, in the order in which it came; `listing` what people page
through. An item enters and leaves an index in the same write that changes its state.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.keys.prefix import Prefix
from chalicelib.domain.access.api_key import ApiKey
from chalicelib.domain.access.user import User
from chalicelib.domain.account import Account
from chalicelib.domain.act import AccountAct
from chalicelib.domain.batch import Batch, IntakeState
from chalicelib.domain.conservation.statement import ChainHead, StatementSummary
from chalicelib.domain.drill import Drill
from chalicelib.domain.era import EraMonth
from chalicelib.domain.era_export import EraExport, ExportState
from chalicelib.domain.events.notice import Notice
from chalicelib.domain.identifiers import AccountId, PracticeId, ResponseId, WebhookId
from chalicelib.domain.remittance import Remittance
from chalicelib.domain.response import ListedFile, Response, ResponseState
from chalicelib.domain.tally import Tally
from chalicelib.domain.transmission import UNANSWERED, WAITING, Transmission
from chalicelib.domain.upload import Upload, UploadState
from chalicelib.domain.wanted import Span
from chalicelib.domain.webhooks.delivery import Delivery, DeliveryState
from chalicelib.domain.webhooks.webhook import Webhook, WebhookState
from chalicelib.domain.worklist import Awaited, WorkItem, WorkState


class Index(StrEnum):
    """A global secondary index, named like its partition key."""

    WORK = "work"
    LISTING = "listing"

    @property
    def sort_key(self) -> str:
        return f"{self.value}_order"


@dataclass(frozen=True, slots=True)
class Place:
    """`queue` is the partition of the index, `order` the place in it."""

    index: Index
    queue: str
    order: str


RECEIVED = Prefix.RECEIVED.of()
ACCOUNTS = Prefix.ACCOUNTS.of()
DRILLS_RUNNING = Prefix.DRILLS_RUNNING.of()
UNTOLD = Prefix.UNTOLD.of()
UPLOADS = Prefix.UPLOADS.of()
WEBHOOKS = Prefix.WEBHOOKS.of()
STATEMENTS_DUE = Prefix.STATEMENTS_DUE.of()
ERA_UNDESCRIBED = Prefix.ERA_UNDESCRIBED.of()
EXPORTS_WAITING = Prefix.EXPORTS_WAITING.of()
API_KEYS = Prefix.API_KEYS.of()
USERS = Prefix.USERS.of()


def end_of(instant: datetime) -> str:
    """Stands behind every order that begins with the instant or an earlier one."""
    return f"{encode_instant(instant)}~"


def within(span: Span) -> tuple[str, str]:
    """The first and last order that may begin with an instant of the span; an order goes on behind
    its instant, so that of its very end stands behind."""
    begin = "0" if span.begin is None else encode_instant(span.begin)
    return begin, "~" if span.end is None else encode_instant(span.end)


def watched(account_id: AccountId) -> str:
    return Prefix.WATCHED.of(account_id)


def waiting(account_id: AccountId) -> str:
    return Prefix.WAITING.of(account_id)


def unanswered(account_id: AccountId) -> str:
    return Prefix.UNANSWERED.of(account_id)


def unapplied(account_id: AccountId) -> str:
    return Prefix.UNAPPLIED.of(account_id)


def held(account_id: AccountId) -> str:
    return Prefix.HELD.of(account_id)


def acts(account_id: AccountId) -> str:
    return Prefix.ACTS.of(account_id)


def batches(practice_id: PracticeId) -> str:
    return Prefix.BATCHES.of(practice_id)


def responses(account_id: AccountId) -> str:
    return Prefix.RESPONSES.of(account_id)


def transmissions(account_id: AccountId) -> str:
    return Prefix.TRANSMISSIONS.of(account_id)


def tallies(account_id: AccountId) -> str:
    return Prefix.TALLIES.of(account_id)


def seen(account_id: AccountId) -> str:
    return Prefix.SEEN.of(account_id)


def statements(account_id: AccountId) -> str:
    return Prefix.STATEMENTS.of(account_id)


def remittances(account_id: AccountId) -> str:
    return Prefix.REMITTANCES.of(account_id)


def drills(account_id: AccountId) -> str:
    return Prefix.DRILLS.of(account_id)


def worklist(account_id: AccountId) -> str:
    return Prefix.WORKLIST.of(account_id)


def awaiting(account_id: AccountId, awaited: Awaited) -> str:
    return Prefix.AWAITING.of(account_id, awaited)


def of_account(account: Account) -> list[Place]:
    return [Place(Index.LISTING, ACCOUNTS, account.account_id)]


def of_api_key(key: ApiKey) -> list[Place]:
    return [Place(Index.LISTING, API_KEYS, f"{encode_instant(key.created_at)}#{key.key_id}")]


def of_user(user: User) -> list[Place]:
    return [Place(Index.LISTING, USERS, f"{encode_instant(user.created_at)}#{user.user_id}")]


def of_act(act: AccountAct) -> list[Place]:
    return [Place(Index.LISTING, acts(act.account_id), f"{encode_instant(act.at)}#{act.kind}")]


def of_batch(batch: Batch) -> list[Place]:
    """One that is not decided about waits as received; any other by when it is looked at next."""
    order = f"{encode_instant(batch.received_at)}#{batch.batch_id}"
    places = [Place(Index.LISTING, batches(batch.practice_id), order)]
    if batch.state is IntakeState.RECEIVED:
        places.append(Place(Index.WORK, RECEIVED, order))
    elif batch.look_at is not None:
        look = f"{encode_instant(batch.look_at)}#{batch.batch_id}"
        places.append(Place(Index.WORK, watched(batch.account_id), look))
    return places


def of_upload(upload: Upload) -> list[Place]:
    """One whose file was taken in, or comes no more, is in no list."""
    if upload.state is not UploadState.AWAITING:
        return []
    order = f"{encode_instant(upload.asked_at)}#{upload.upload_id}"
    return [Place(Index.WORK, UPLOADS, order)]


def of_transmission(transmission: Transmission, sort_key: str) -> list[Place]:
    """In the order in which the batches were received, then by the parts of a batch; what an outage
    held back is listed for itself, by the outage first."""
    received_at = encode_instant(transmission.received_at)
    order = f"{received_at}#{transmission.batch_id}#{sort_key}"
    places = [_listed(transmission, order)]
    if transmission.state in WAITING:
        places.append(Place(Index.WORK, waiting(transmission.account_id), order))
    elif transmission.state in UNANSWERED:
        places.append(Place(Index.WORK, unanswered(transmission.account_id), order))
    return places


def _listed(transmission: Transmission, order: str) -> Place:
    if transmission.outage_since is None:
        return Place(Index.LISTING, transmissions(transmission.account_id), order)
    outage = encode_instant(transmission.outage_since)
    return Place(Index.LISTING, held(transmission.account_id), f"{outage}#{order}")


def of_tally(tally: Tally, sort_key: str) -> list[Place]:
    """In the order in which the batches were received, then by the pages of a batch."""
    order = f"{encode_instant(tally.received_at)}#{tally.batch_id}#{sort_key}"
    return [Place(Index.LISTING, tallies(tally.account_id), order)]


def of_response(response: Response) -> list[Place]:
    order = f"{encode_instant(response.modified_at)}#{response.response_id}"
    places = [Place(Index.LISTING, responses(response.account_id), order)]
    if response.state is ResponseState.STORED:
        places.append(Place(Index.WORK, unapplied(response.account_id), order))
    return places


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


def deliveries(webhook_id: WebhookId) -> str:
    return Prefix.DELIVERIES.of(webhook_id)


def deliveries_due(webhook_id: WebhookId) -> str:
    return Prefix.DELIVERIES_DUE.of(webhook_id)


def of_webhook(webhook: Webhook) -> list[Place]:
    """A deleted one is in no list."""
    if webhook.state is WebhookState.DELETED:
        return []
    return [Place(Index.LISTING, WEBHOOKS, webhook.webhook_id)]


def of_delivery(delivery: Delivery) -> list[Place]:
    places = [Place(Index.LISTING, deliveries(delivery.webhook_id), f"{delivery.seq:013d}")]
    if delivery.state is DeliveryState.PENDING:
        order = f"{encode_instant(delivery.due_at)}#{delivery.seq:013d}"
        places.append(Place(Index.WORK, deliveries_due(delivery.webhook_id), order))
    return places


def of_waiting_notice(notice: Notice) -> list[Place]:
    noted_at, rank, series, number = notice.order
    order = f"{encode_instant(noted_at)}#{rank:03d}#{series}#{number:05d}"
    return [Place(Index.WORK, UNTOLD, order)]


def of_work_item(item: WorkItem) -> list[Place]:
    """A resolved item is in no list."""
    if item.state is not WorkState.OPEN:
        return []
    order = f"{encode_instant(item.first_seen_at)}#{item.item_id}"
    places = [Place(Index.LISTING, worklist(item.account_id), order)]
    if item.awaits is not None:
        places.append(Place(Index.WORK, awaiting(item.account_id, item.awaits[0]), order))
    return places


def of_seen(account_id: AccountId, file: ListedFile, response_id: ResponseId) -> list[Place]:
    order = f"{encode_instant(file.modified_at)}#{response_id}"
    return [Place(Index.LISTING, seen(account_id), order)]


def of_statement(summary: StatementSummary) -> list[Place]:
    return [Place(Index.LISTING, statements(summary.account_id), summary.statement_id)]


def of_chain_head(head: ChainHead) -> list[Place]:
    """Every account's next statement is work; what is due at once comes first."""
    due_at = "" if head.due_at is None else encode_instant(head.due_at)
    return [Place(Index.WORK, STATEMENTS_DUE, f"{due_at}#{head.account_id}")]


def of_drill(drill: Drill) -> list[Place]:
    """One that has not ended is work."""
    order = f"{encode_instant(drill.began_at)}#{drill.drill_id}"
    listed = Place(Index.LISTING, drills(drill.account_id), order)
    return [listed] if drill.ended_at else [listed, Place(Index.WORK, DRILLS_RUNNING, order)]
