"""Every key of the one table: a prefix each, and a builder for each kind of item.

A batch and what is small about it share a partition; its claims and their facts lie in pages with
a partition each, so that no batch makes a hot one.
"""

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.domain.account import AccountMode
from chalicelib.domain.act import AccountAct
from chalicelib.domain.claim_identity import ClaimIdentity
from chalicelib.domain.era import EraForm
from chalicelib.domain.identifiers import (
    AccountId,
    ApiKeyId,
    BatchId,
    DrillId,
    EventId,
    ExportId,
    PracticeId,
    RemittanceId,
    ResponseId,
    StatementId,
    TransmissionId,
    UploadId,
    UserId,
    WebhookId,
    WorkItemId,
    batch_of_transmission,
    digest,
    stem_of_work,
    work_stem,
)
from chalicelib.domain.link import LinkKind
from chalicelib.domain.remittance import PaymentReport
from chalicelib.domain.response import ListedFile
from chalicelib.domain.tally import Tally

EVENTS_PER_PARTITION = 10_000
"""More than ever stand together in the feed, so that what comes next is never two partitions on."""


class Prefix(StrEnum):
    PRACTICE = "PRACTICE"
    ACCOUNT = "ACCOUNT"
    HEALTH = "HEALTH"
    CONTROL_NUMBER = "CONTROL_NUMBER"
    LEASE = "LEASE"
    ACT = "ACT"
    KEYED_REQUEST = "KEYED_REQUEST"
    API_KEY = "API_KEY"
    API_KEYS = "API_KEYS"
    AUDIT = "AUDIT"
    COUNTER = "COUNTER"
    USER = "USER"
    USERS = "USERS"
    BATCH = "BATCH"
    TRANSMISSION = "TRANSMISSION"
    TALLY = "TALLY"
    CLAIM = "CLAIM"
    CLAIMS = "CLAIMS"
    CLOSURE = "CLOSURE"
    DRILL = "DRILL"
    DRILLS = "DRILLS"
    DRILLS_RUNNING = "DRILLS_RUNNING"
    ENROLMENT = "ENROLMENT"
    EXPLANATION = "EXPLANATION"
    HANDOVER = "HANDOVER"
    PORTAL_EXPORT = "PORTAL_EXPORT"
    SIGNATURE = "SIGNATURE"
    FACTS = "FACTS"
    UPLOAD = "UPLOAD"
    UPLOADS = "UPLOADS"
    LINK = "LINK"
    RESPONSE = "RESPONSE"
    SEEN = "SEEN"
    REMITTANCE = "REMITTANCE"
    PAYMENTS = "PAYMENTS"
    RECEIVED = "RECEIVED"
    WATCHED = "WATCHED"
    WATCH = "WATCH"
    NOTICE = "NOTICE"
    UNTOLD = "UNTOLD"
    FEED = "FEED"
    FOLLOWER = "FOLLOWER"
    WEBHOOK = "WEBHOOK"
    WEBHOOKS = "WEBHOOKS"
    DELIVERY = "DELIVERY"
    DELIVERIES = "DELIVERIES"
    DELIVERIES_DUE = "DELIVERIES_DUE"
    LATENESS = "LATENESS"
    WAITING = "WAITING"
    UNANSWERED = "UNANSWERED"
    HELD = "HELD"
    UNAPPLIED = "UNAPPLIED"
    ACCOUNTS = "ACCOUNTS"
    ACTS = "ACTS"
    BATCHES = "BATCHES"
    RESPONSES = "RESPONSES"
    TRANSMISSIONS = "TRANSMISSIONS"
    TALLIES = "TALLIES"
    STATEMENT = "STATEMENT"
    STATEMENTS = "STATEMENTS"
    STATEMENTS_DUE = "STATEMENTS_DUE"
    WORK = "WORK"
    WORKLIST = "WORKLIST"
    AWAITING = "AWAITING"
    TIED = "TIED"
    REMITTANCES = "REMITTANCES"
    PAYMENT = "PAYMENT"
    ERA = "ERA"
    ERA_MONTH = "ERA_MONTH"
    ERA_UNDESCRIBED = "ERA_UNDESCRIBED"
    EXPORT = "EXPORT"
    EXPORTS_WAITING = "EXPORTS_WAITING"

    def of(self, *parts: str) -> str:
        return "#".join((self.value, *parts))


@dataclass(frozen=True, slots=True)
class Key:
    pk: str
    sk: str


_ANY = ("",)
"""Ends a key with "#": the beginning of all keys that go on after it."""


def practice(practice_id: PracticeId) -> Key:
    return Key(Prefix.PRACTICE.of(practice_id), Prefix.PRACTICE)


def account(account_id: AccountId) -> Key:
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.ACCOUNT)


def health(account_id: AccountId) -> Key:
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.HEALTH)


def control_number(account_id: AccountId) -> Key:
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.CONTROL_NUMBER)


def lease(account_id: AccountId) -> Key:
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.LEASE)


def act(act: AccountAct) -> Key:
    place = Prefix.ACT.of(encode_instant(act.at), act.kind)
    return Key(Prefix.ACCOUNT.of(act.account_id), place)


def account_watch(account_id: AccountId) -> Key:
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.WATCH)


def lateness(account_id: AccountId, payer_id: str) -> Key:
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.LATENESS.of(payer_id))


def notices(series: str) -> Key:
    """What the keys of all notices of a series begin with."""
    return Key(Prefix.NOTICE.of(series), Prefix.NOTICE.of(*_ANY))


def notice(series: str, number: int) -> Key:
    return Key(Prefix.NOTICE.of(series), Prefix.NOTICE.of(f"{number:05d}"))


def feed_head() -> Key:
    return Key(Prefix.FEED, Prefix.FEED)


def feed_part(last: int) -> Key:
    """Of events that stand together in the feed, by the number of the last of them; numbers of the
    same ten thousand share a partition."""
    return Key(Prefix.FEED.of(f"{last // EVENTS_PER_PARTITION:09d}"), f"{last:013d}")


def follower(name: str) -> Key:
    return Key(Prefix.FOLLOWER.of(name), Prefix.FOLLOWER)


def webhook(webhook_id: WebhookId) -> Key:
    return Key(Prefix.WEBHOOK.of(webhook_id), Prefix.WEBHOOK)


def delivery(webhook_id: WebhookId, event_id: EventId) -> Key:
    return Key(Prefix.DELIVERY.of(webhook_id, event_id), Prefix.DELIVERY)


def api_key(key_id: ApiKeyId) -> Key:
    return Key(Prefix.API_KEY.of(key_id), Prefix.API_KEY)


def audit(practice_id: PracticeId, month: str, entry: str = "") -> Key:
    """With no `entry`: the partition of what was done to a practice's data in a month."""
    return Key(Prefix.AUDIT.of(practice_id, month), entry)


def counter(name: str) -> Key:
    return Key(Prefix.COUNTER.of(name), Prefix.COUNTER)


def user(user_id: UserId) -> Key:
    return Key(Prefix.USER.of(user_id), Prefix.USER)


def keyed_request(name: str) -> Key:
    return Key(Prefix.KEYED_REQUEST.of(name), Prefix.KEYED_REQUEST)


def batch(batch_id: BatchId) -> Key:
    return Key(Prefix.BATCH.of(batch_id), Prefix.BATCH)


def upload(upload_id: UploadId) -> Key:
    return Key(Prefix.UPLOAD.of(upload_id), Prefix.UPLOAD)


def transmission(transmission_id: TransmissionId) -> Key:
    batch_id = batch_of_transmission(transmission_id)
    return Key(Prefix.BATCH.of(batch_id), Prefix.TRANSMISSION.of(_part(transmission_id)))


def transmissions(batch_id: BatchId) -> Key:
    """What the keys of all transmissions of a batch begin with."""
    return Key(Prefix.BATCH.of(batch_id), Prefix.TRANSMISSION)


def tallies(batch_id: BatchId) -> Key:
    """What the keys of all tallies of a batch begin with."""
    return Key(Prefix.BATCH.of(batch_id), Prefix.TALLY)


def tally(tally: Tally) -> Key:
    return Key(Prefix.BATCH.of(tally.batch_id), Prefix.TALLY.of(_page(tally.page)))


def transmission_facts(transmission_id: TransmissionId, *source: str) -> Key:
    """With no `source`: what the keys of all facts of a transmission begin with."""
    batch_id = batch_of_transmission(transmission_id)
    return Key(
        Prefix.BATCH.of(batch_id), Prefix.FACTS.of(_part(transmission_id), *(source or _ANY))
    )


def claims(batch_id: BatchId, page: int) -> Key:
    return Key(Prefix.BATCH.of(batch_id, _page(page)), Prefix.CLAIMS)


def claim_facts(batch_id: BatchId, page: int, *source: str) -> Key:
    """With no `source`: what the keys of all facts of a page begin with."""
    return Key(Prefix.BATCH.of(batch_id, _page(page)), Prefix.FACTS.of(*(source or _ANY)))


def claim_identity(mode: AccountMode, identity: ClaimIdentity) -> Key:
    return Key(Prefix.CLAIM.of(mode, digest(identity)), Prefix.CLAIM)


def links(account_id: AccountId, kind: LinkKind, value: str) -> Key:
    """The partition of all links of a value.

    The value, which may name a patient's account, is in it only as a digest: DynamoDB shows keys
    in its own diagnostics.
    """
    return Key(Prefix.LINK.of(account_id, kind, digest(value)), "")


def link(account_id: AccountId, kind: LinkKind, value: str, target: str) -> Key:
    return Key(links(account_id, kind, value).pk, target)


def response(response_id: ResponseId) -> Key:
    return Key(Prefix.RESPONSE.of(response_id), Prefix.RESPONSE)


def seen_files(account_id: AccountId, month: str) -> Key:
    """The partition of the files of one month, by the clearinghouse's time, that were seen."""
    return Key(Prefix.SEEN.of(account_id, month), "")


def seen(account_id: AccountId, file: ListedFile) -> Key:
    parts = file.name, str(file.size), encode_instant(file.modified_at)
    return Key(seen_files(account_id, month_of(file)).pk, digest(*parts))


def month_of(file: ListedFile) -> str:
    return f"{file.modified_at:%Y-%m}"


def remittance(remittance_id: RemittanceId) -> Key:
    return Key(Prefix.REMITTANCE.of(remittance_id), Prefix.REMITTANCE)


def payments(remittance_id: RemittanceId, response_id: ResponseId, *page: str) -> Key:
    """Under the response that told of them, so that two reports of one payment never mix."""
    return Key(
        Prefix.REMITTANCE.of(remittance_id), Prefix.PAYMENTS.of(response_id, *(page or _ANY))
    )


def tied_payments(remittance_id: RemittanceId) -> Key:
    """What the keys of all payments that were tied later begin with."""
    return Key(Prefix.REMITTANCE.of(remittance_id), Prefix.TIED.of(*_ANY))


def tied_payment(remittance_id: RemittanceId, position: int) -> Key:
    return Key(Prefix.REMITTANCE.of(remittance_id), Prefix.TIED.of(f"{position:07d}"))


def payment_reports(trace: str) -> Key:
    """The partition of all reports of payments under a trace."""
    return Key(Prefix.PAYMENT.of(trace), "")


def first_report(report: PaymentReport) -> Key:
    return Key(payment_reports(report.trace).pk, report.fingerprint)


def later_report(report: PaymentReport) -> Key:
    place = f"{report.fingerprint}#{report.account_id}#{report.response_id}"
    return Key(payment_reports(report.trace).pk, place)


def era_month_files(account_id: AccountId, month: str) -> Key:
    """The partition of all that is archived of one month."""
    return Key(Prefix.ERA.of(account_id, month), "")


def era_file(account_id: AccountId, month: str, stem: str) -> Key:
    """What the keys of all forms of one file begin with; no stem has a "#"."""
    return Key(era_month_files(account_id, month).pk, f"{stem}#")


def era_form(account_id: AccountId, month: str, stem: str, form: EraForm) -> Key:
    return Key(era_month_files(account_id, month).pk, f"{stem}#{form}")


def era_months(account_id: AccountId) -> Key:
    """What the keys of all months of an account's ERA archive begin with."""
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.ERA_MONTH.of(*_ANY))


def era_month(account_id: AccountId, month: str) -> Key:
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.ERA_MONTH.of(month))


def export(export_id: ExportId) -> Key:
    return Key(Prefix.EXPORT.of(export_id), Prefix.EXPORT)


def chain_head(account_id: AccountId) -> Key:
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.STATEMENTS)


def statement(statement_id: StatementId) -> Key:
    return Key(Prefix.STATEMENT.of(statement_id), Prefix.STATEMENT)


def explanation(account_id: AccountId, gap_id: str) -> Key:
    """With an empty `gap_id`: what the keys of all explanations of an account begin with."""
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.EXPLANATION.of(gap_id))


def drill(drill_id: DrillId) -> Key:
    return Key(Prefix.DRILL.of(drill_id), Prefix.DRILL)


def closure(account_id: AccountId) -> Key:
    """The partition holds what people put on record about it, too."""
    return Key(Prefix.CLOSURE.of(account_id), Prefix.CLOSURE)


def closing_record(account_id: AccountId, prefix: Prefix, *parts: str) -> Key:
    """With no `parts`: what the keys of all records of that kind begin with."""
    return Key(closure(account_id).pk, prefix.of(*(parts or _ANY)))


def work(item: WorkItemId) -> Key:
    """Raises IndexError for what is no work item's id at all."""
    return Key(Prefix.WORK.of(stem_of_work(item)), item)


def work_of_source(account_id: AccountId, source: str) -> Key:
    """The partition of all work items of one source."""
    return Key(Prefix.WORK.of(work_stem(account_id, source)), "")


def _part(transmission_id: TransmissionId) -> str:
    return transmission_id.split("_")[2].zfill(5)


def _page(page: int) -> str:
    return f"{page:05d}"
