"""The composition root: settings make adapters, adapters make use cases.

The only module that knows both sides. `Ports` may hold adapters or the tests' fakes: what is wired
to them is the same.
"""

from dataclasses import dataclass
from functools import cached_property

from chalicelib.adapters import aws_clients
from chalicelib.adapters.dynamodb.account_watches import DynamoAccountWatches, DynamoLatenesses
from chalicelib.adapters.dynamodb.accounts import DynamoAccounts
from chalicelib.adapters.dynamodb.api_keys import DynamoApiKeys
from chalicelib.adapters.dynamodb.batches import DynamoBatches
from chalicelib.adapters.dynamodb.claims import DynamoClaims
from chalicelib.adapters.dynamodb.facts import DynamoFacts
from chalicelib.adapters.dynamodb.leases import DynamoLeases
from chalicelib.adapters.dynamodb.links import DynamoLinks
from chalicelib.adapters.dynamodb.practices import DynamoPractices
from chalicelib.adapters.dynamodb.remittances import DynamoRemittances
from chalicelib.adapters.dynamodb.responses import DynamoResponses
from chalicelib.adapters.dynamodb.statements import DynamoStatements
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.adapters.dynamodb.tallies import DynamoTallies
from chalicelib.adapters.dynamodb.transmissions import DynamoTransmissions
from chalicelib.adapters.dynamodb.watch_events import DynamoWatchEvents
from chalicelib.adapters.dynamodb.worklist import DynamoWorklist
from chalicelib.adapters.emf_meter import EmfMeter
from chalicelib.adapters.s3_archive import S3Archive
from chalicelib.adapters.s3_drop_folder import S3DropFolder
from chalicelib.adapters.secrets_manager import SecretsManager
from chalicelib.adapters.sftp_mailbox import SftpMailboxes
from chalicelib.adapters.sftp_prober import SftpProber
from chalicelib.adapters.sns_announcer import SnsAnnouncer
from chalicelib.adapters.sqs_hints import SqsHints
from chalicelib.adapters.system_clock import SystemClock, SystemEntropy
from chalicelib.config import Settings, load_settings
from chalicelib.domain import ports
from chalicelib.services.access.authenticate import Authenticate
from chalicelib.services.acts.decide_transmission import DecideTransmission
from chalicelib.services.acts.pin_host_key import PinHostKey
from chalicelib.services.acts.resume_account import ResumeAccount
from chalicelib.services.answers.apply_response import ApplyResponse
from chalicelib.services.answers.archive_remittance import ArchiveRemittance
from chalicelib.services.answers.reprocess_response import ReprocessResponse
from chalicelib.services.answers.unpack_response import UnpackResponse
from chalicelib.services.conservation.draw_due_statements import DrawDueStatements
from chalicelib.services.conservation.draw_statement import DrawStatement
from chalicelib.services.conservation.request_statement import RequestStatement
from chalicelib.services.conservation.take_stock import TakeStock
from chalicelib.services.conservation.take_stock_of_answers import TakeStockOfAnswers
from chalicelib.services.diagnosis.assess_batch import AssessBatch
from chalicelib.services.diagnosis.consult_ledger import ConsultLedger
from chalicelib.services.diagnosis.diagnose_account import DiagnoseAccount
from chalicelib.services.diagnosis.probe_connection import ProbeConnection
from chalicelib.services.diagnosis.remember_account import RememberAccount
from chalicelib.services.intake.plan_transmission import PlanTransmission
from chalicelib.services.intake.receive_batch import ReceiveBatch
from chalicelib.services.intake.receive_dropped_file import ReceiveDroppedFile
from chalicelib.services.onboard import Onboard
from chalicelib.services.show.show_account import ShowAccount
from chalicelib.services.show.show_batch import ShowBatch
from chalicelib.services.show.show_catch_up import ShowCatchUp
from chalicelib.services.show.show_claim import ShowClaim
from chalicelib.services.show.show_responses import ShowResponses
from chalicelib.services.show.show_statements import ShowStatements
from chalicelib.services.show.show_worklist import ShowWorklist
from chalicelib.services.sweep import Sweep
from chalicelib.services.tie.claim_directory import Books
from chalicelib.services.tie.record_facts import RecordFacts
from chalicelib.services.tie.tie_statements import TieStatements
from chalicelib.services.visit.collect_responses import CollectResponses
from chalicelib.services.visit.deliver_transmissions import DeliverTransmissions
from chalicelib.services.visit.log_in import LogIn
from chalicelib.services.visit.send_transmission import SendTransmission
from chalicelib.services.visit.visit_clearinghouse import VisitClearinghouse
from chalicelib.services.watch.learn_lateness import LearnLateness
from chalicelib.services.watch.note_stall import NoteStall
from chalicelib.services.watch.tell_events import TellEvents
from chalicelib.services.watch.watch_account import WatchAccount
from chalicelib.services.watch.watch_batch import WatchBatch
from chalicelib.services.watch.watch_stalls import WatchStalls
from chalicelib.services.worklist.keep_worklist import KeepWorklist
from chalicelib.services.worklist.resolve_work import ResolveWork
from chalicelib.services.worklist.settle_work import SettleWork


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything that the use cases need from the world."""

    account_watches: ports.AccountWatches
    accounts: ports.Accounts
    announcer: ports.Announcer
    api_keys: ports.ApiKeys
    archive: ports.Archive
    batches: ports.Batches
    claims: ports.Claims
    clock: ports.Clock
    drop_folder: ports.DropFolder
    entropy: ports.Entropy
    facts: ports.Facts
    hints: ports.Hints
    latenesses: ports.Latenesses
    leases: ports.Leases
    links: ports.Links
    mailboxes: ports.Mailboxes
    meter: ports.Meter
    practices: ports.Practices
    prober: ports.Prober
    remittances: ports.Remittances
    responses: ports.Responses
    secrets: ports.Secrets
    statements: ports.Statements
    tallies: ports.Tallies
    transmissions: ports.Transmissions
    watch_events: ports.WatchEvents
    worklist: ports.Worklist


class Courier:
    """The use cases, each built when it is first asked for."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    @cached_property
    def authenticate(self) -> Authenticate:
        return Authenticate(self._ports.api_keys)

    @cached_property
    def onboard(self) -> Onboard:
        p = self._ports
        return Onboard(p.accounts, p.api_keys, p.clock, p.entropy, p.practices, p.secrets)

    @cached_property
    def receive_batch(self) -> ReceiveBatch:
        p = self._ports
        plan = PlanTransmission(
            p.accounts,
            p.archive,
            p.batches,
            p.claims,
            p.clock,
            p.hints,
            p.links,
            p.transmissions,
        )
        return ReceiveBatch(p.accounts, p.batches, p.archive, p.clock, plan)

    @cached_property
    def receive_dropped_file(self) -> ReceiveDroppedFile:
        p = self._ports
        return ReceiveDroppedFile(p.accounts, p.drop_folder, p.meter, self.receive_batch)

    @cached_property
    def visit_clearinghouse(self) -> VisitClearinghouse:
        p = self._ports
        return VisitClearinghouse(
            accounts=p.accounts,
            clock=p.clock,
            collect=CollectResponses(p.archive, p.clock, p.hints, p.meter, p.responses, p.worklist),
            deliver=DeliverTransmissions(
                p.batches,
                p.clock,
                SendTransmission(p.archive, p.clock, p.transmissions),
                p.transmissions,
            ),
            entropy=p.entropy,
            hints=p.hints,
            leases=p.leases,
            log_in=LogIn(p.clock, p.mailboxes, p.secrets),
            meter=p.meter,
            transmissions=p.transmissions,
        )

    @cached_property
    def draw_statement(self) -> DrawStatement:
        p = self._ports
        return DrawStatement(
            accounts=p.accounts,
            archive=p.archive,
            clock=p.clock,
            statements=p.statements,
            take_stock=TakeStock(p.batches, p.claims, p.tallies, p.transmissions),
            take_stock_of_answers=TakeStockOfAnswers(p.responses),
        )

    @cached_property
    def draw_due_statements(self) -> DrawDueStatements:
        p = self._ports
        return DrawDueStatements(p.accounts, p.clock, self.draw_statement, p.meter, p.statements)

    @cached_property
    def request_statement(self) -> RequestStatement:
        p = self._ports
        return RequestStatement(p.accounts, p.clock, p.statements)

    @cached_property
    def show_statements(self) -> ShowStatements:
        p = self._ports
        return ShowStatements(p.accounts, p.archive, p.statements)

    @cached_property
    def apply_response(self) -> ApplyResponse:
        p = self._ports
        return ApplyResponse(
            accounts=p.accounts,
            archive=p.archive,
            archive_remittance=ArchiveRemittance(p.accounts, p.archive, p.clock, p.remittances),
            keep_worklist=self._keep_worklist,
            links=p.links,
            meter=p.meter,
            record_facts=self._record_facts,
            responses=p.responses,
            tie=self._tie_statements,
            unpack=UnpackResponse(p.archive, p.responses),
        )

    @cached_property
    def reprocess_response(self) -> ReprocessResponse:
        p = self._ports
        return ReprocessResponse(p.accounts, p.hints, p.responses)

    @cached_property
    def resolve_work(self) -> ResolveWork:
        p = self._ports
        return ResolveWork(
            p.accounts, p.claims, p.clock, p.responses, self._settle_work, p.worklist
        )

    @cached_property
    def show_worklist(self) -> ShowWorklist:
        p = self._ports
        return ShowWorklist(p.accounts, p.worklist)

    @cached_property
    def show_account(self) -> ShowAccount:
        p = self._ports
        return ShowAccount(p.accounts, p.clock, p.responses, p.transmissions, p.account_watches)

    @cached_property
    def show_catch_up(self) -> ShowCatchUp:
        p = self._ports
        return ShowCatchUp(p.accounts, p.clock, p.transmissions)

    @cached_property
    def resume_account(self) -> ResumeAccount:
        p = self._ports
        return ResumeAccount(p.accounts, p.clock, p.hints)

    @cached_property
    def pin_host_key(self) -> PinHostKey:
        p = self._ports
        return PinHostKey(p.accounts, p.clock, p.hints)

    @cached_property
    def decide_transmission(self) -> DecideTransmission:
        p = self._ports
        return DecideTransmission(p.clock, p.entropy, p.hints, p.leases, p.transmissions)

    @cached_property
    def show_batch(self) -> ShowBatch:
        p = self._ports
        return ShowBatch(p.batches, p.tallies, p.transmissions)

    @cached_property
    def show_claim(self) -> ShowClaim:
        p = self._ports
        return ShowClaim(p.accounts, p.claims, p.clock, p.facts, p.links, p.transmissions)

    @cached_property
    def show_responses(self) -> ShowResponses:
        p = self._ports
        return ShowResponses(p.accounts, p.archive, p.remittances, p.responses)

    @cached_property
    def sweep(self) -> Sweep:
        p = self._ports
        return Sweep(
            accounts=p.accounts,
            batches=p.batches,
            clock=p.clock,
            drop_folder=p.drop_folder,
            hints=p.hints,
            keep_worklist=self._keep_worklist,
            receive_batch=self.receive_batch,
            receive_dropped_file=self.receive_dropped_file,
            responses=p.responses,
        )

    @cached_property
    def watch_stalls(self) -> WatchStalls:
        p = self._ports
        return WatchStalls(
            accounts=p.accounts,
            batches=p.batches,
            clock=p.clock,
            meter=p.meter,
            probe=self._probe_connection,
            tell=TellEvents(p.announcer, p.clock, p.watch_events, p.meter),
            transmissions=p.transmissions,
            watch_account=WatchAccount(
                p.accounts,
                p.clock,
                p.watch_events,
                RememberAccount(p.account_watches),
                p.responses,
                p.transmissions,
            ),
            watch_batch=WatchBatch(
                self._assess_batch,
                p.batches,
                p.clock,
                self.diagnose_account,
                LearnLateness(p.latenesses),
                NoteStall(p.clock, p.watch_events),
            ),
        )

    @cached_property
    def diagnose_account(self) -> DiagnoseAccount:
        p = self._ports
        return DiagnoseAccount(
            accounts=p.accounts,
            assess=self._assess_batch,
            batches=p.batches,
            clock=p.clock,
            consult=ConsultLedger(p.accounts, p.clock, p.responses, p.transmissions),
            probe=self._probe_connection,
            remember=RememberAccount(p.account_watches),
            transmissions=p.transmissions,
        )

    @cached_property
    def _assess_batch(self) -> AssessBatch:
        p = self._ports
        return AssessBatch(p.claims, p.facts, p.transmissions)

    @cached_property
    def _probe_connection(self) -> ProbeConnection:
        p = self._ports
        log_in = LogIn(p.clock, p.prober, p.secrets)
        return ProbeConnection(
            p.accounts, p.clock, p.entropy, p.hints, p.leases, log_in, p.prober, p.secrets
        )

    @cached_property
    def _keep_worklist(self) -> KeepWorklist:
        p = self._ports
        return KeepWorklist(
            p.clock, p.responses, self._settle_work, self._tie_statements, p.worklist
        )

    @cached_property
    def _record_facts(self) -> RecordFacts:
        p = self._ports
        return RecordFacts(p.batches, p.claims, p.clock, p.facts, p.tallies, p.transmissions)

    @cached_property
    def _settle_work(self) -> SettleWork:
        p = self._ports
        return SettleWork(self._record_facts, p.remittances, p.worklist)

    @cached_property
    def _tie_statements(self) -> TieStatements:
        p = self._ports
        return TieStatements(Books(p.accounts, p.claims, p.facts, p.links, p.practices))


def aws_ports(settings: Settings, clock: ports.Clock) -> Ports:
    """The adapters of a deployed function; no call is made yet."""
    table = Table(aws_clients.dynamodb(), settings.table_name)
    return Ports(
        account_watches=DynamoAccountWatches(table),
        accounts=DynamoAccounts(table),
        announcer=SnsAnnouncer(aws_clients.sns(), settings.alarm_topic_arn),
        api_keys=DynamoApiKeys(table),
        archive=S3Archive(aws_clients.s3(), settings.archive_bucket),
        batches=DynamoBatches(table),
        claims=DynamoClaims(table),
        clock=clock,
        drop_folder=S3DropFolder(aws_clients.s3(), settings.intake_bucket),
        entropy=SystemEntropy(),
        facts=DynamoFacts(table),
        hints=SqsHints(
            aws_clients.sqs(), settings.visit_queue_url, settings.response_queue_url, clock
        ),
        latenesses=DynamoLatenesses(table),
        leases=DynamoLeases(table),
        links=DynamoLinks(table),
        mailboxes=SftpMailboxes(),
        meter=EmfMeter(settings.metrics_namespace, settings.service, settings.stage),
        practices=DynamoPractices(table),
        prober=SftpProber(),
        remittances=DynamoRemittances(table),
        responses=DynamoResponses(table),
        secrets=SecretsManager(aws_clients.secrets_manager(), settings.secret_prefix),
        statements=DynamoStatements(table),
        tallies=DynamoTallies(table),
        transmissions=DynamoTransmissions(table),
        watch_events=DynamoWatchEvents(table),
        worklist=DynamoWorklist(table),
    )


_couriers: list[Courier] = []


def courier() -> Courier:
    """The use cases of this process, wired at the first call and kept while it lives."""
    if not _couriers:
        _couriers.append(Courier(aws_ports(load_settings(), SystemClock())))
    return _couriers[0]


def use(courier: Courier) -> None:
    """From now on this process works with these use cases."""
    _couriers[:] = [courier]


def use_clock(clock: ports.Clock) -> None:
    """Wire anew, for the environment as it is now, with another clock than the wall's."""
    aws_clients.forget_clients()
    use(Courier(aws_ports(load_settings(), clock)))
