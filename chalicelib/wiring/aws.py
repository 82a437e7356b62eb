"""The adapters of a deployed function."""

from chalicelib.adapters import aws_clients
from chalicelib.adapters.closing_archive import ObjectClosingArchive
from chalicelib.adapters.dynamodb.account_watches import DynamoAccountWatches, DynamoLatenesses
from chalicelib.adapters.dynamodb.accounts import DynamoAccounts
from chalicelib.adapters.dynamodb.api_keys import DynamoApiKeys
from chalicelib.adapters.dynamodb.audit_log import DynamoAuditLog
from chalicelib.adapters.dynamodb.batches import DynamoBatches
from chalicelib.adapters.dynamodb.claim_identities import DynamoClaimIdentities
from chalicelib.adapters.dynamodb.claims import DynamoClaims
from chalicelib.adapters.dynamodb.closures import DynamoClosures
from chalicelib.adapters.dynamodb.counters import DynamoCounters
from chalicelib.adapters.dynamodb.deliveries import DynamoDeliveries
from chalicelib.adapters.dynamodb.drills import DynamoDrills
from chalicelib.adapters.dynamodb.era_exports import DynamoEraExports
from chalicelib.adapters.dynamodb.era_files import DynamoEraFiles
from chalicelib.adapters.dynamodb.explanations import DynamoExplanations
from chalicelib.adapters.dynamodb.facts import DynamoFacts
from chalicelib.adapters.dynamodb.feed import DynamoFeed
from chalicelib.adapters.dynamodb.followers import DynamoFollowers
from chalicelib.adapters.dynamodb.keyed_requests import DynamoKeyedRequests
from chalicelib.adapters.dynamodb.leases import DynamoLeases
from chalicelib.adapters.dynamodb.links import DynamoLinks
from chalicelib.adapters.dynamodb.notices import DynamoNotices
from chalicelib.adapters.dynamodb.practices import DynamoPractices
from chalicelib.adapters.dynamodb.remittances import DynamoRemittances
from chalicelib.adapters.dynamodb.responses import DynamoResponses
from chalicelib.adapters.dynamodb.statements import DynamoStatements
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.adapters.dynamodb.tallies import DynamoTallies
from chalicelib.adapters.dynamodb.transmissions import DynamoTransmissions
from chalicelib.adapters.dynamodb.uploads import DynamoUploads
from chalicelib.adapters.dynamodb.users import DynamoUsers
from chalicelib.adapters.dynamodb.webhooks import DynamoWebhooks
from chalicelib.adapters.dynamodb.worklist import DynamoWorklist
from chalicelib.adapters.emf_meter import EmfMeter
from chalicelib.adapters.jwks_tokens import JwksTokens
from chalicelib.adapters.kms_seals import KmsSeals
from chalicelib.adapters.s3_archive import S3Archive
from chalicelib.adapters.s3_downloads import S3Downloads
from chalicelib.adapters.s3_drop_folder import S3DropFolder
from chalicelib.adapters.s3_upload_places import S3UploadPlaces
from chalicelib.adapters.secrets_manager import SecretsManager
from chalicelib.adapters.sftp_mailbox import SftpMailboxes
from chalicelib.adapters.sftp_prober import SftpProber
from chalicelib.adapters.sns_announcer import SnsAnnouncer
from chalicelib.adapters.sqs_hints import Queues, SqsHints
from chalicelib.adapters.system_clock import SystemEntropy
from chalicelib.adapters.webhook_sender import HttpWebhookSender
from chalicelib.config import Settings
from chalicelib.domain import ports
from chalicelib.domain.access.rules import AccessRules
from chalicelib.domain.access.token import TokenRules
from chalicelib.wiring.all_ports import Ports


def aws_ports(settings: Settings, clock: ports.Clock) -> Ports:
    """The adapters of a deployed function; no call is made yet."""
    table = Table(aws_clients.dynamodb(), settings.table_name)
    archive = S3Archive(aws_clients.s3(), settings.archive_bucket)
    return Ports(
        access_rules=AccessRules(
            TokenRules(settings.token_issuer, settings.token_client_id),
            settings.requests_per_minute,
        ),
        account_watches=DynamoAccountWatches(table),
        accounts=DynamoAccounts(table),
        announcer=SnsAnnouncer(
            aws_clients.sns(), settings.alarm_topic_arn, settings.event_topic_arn
        ),
        api_keys=DynamoApiKeys(table),
        archive=archive,
        audit_log=DynamoAuditLog(table),
        batches=DynamoBatches(table),
        claim_identities=DynamoClaimIdentities(table),
        claims=DynamoClaims(table),
        clock=clock,
        counters=DynamoCounters(table),
        deliveries=DynamoDeliveries(table),
        closing_archive=ObjectClosingArchive(archive),
        closures=DynamoClosures(table),
        drills=DynamoDrills(table),
        downloads=S3Downloads(aws_clients.s3(), settings.intake_bucket, settings.archive_bucket),
        drop_folder=S3DropFolder(aws_clients.s3(), settings.intake_bucket),
        entropy=SystemEntropy(),
        era_exports=DynamoEraExports(table),
        era_files=DynamoEraFiles(table),
        explanations=DynamoExplanations(table),
        facts=DynamoFacts(table),
        feed=DynamoFeed(table),
        followers=DynamoFollowers(table),
        hints=SqsHints(aws_clients.sqs(), _queues(settings), clock),
        keyed_requests=DynamoKeyedRequests(table),
        latenesses=DynamoLatenesses(table),
        leases=DynamoLeases(table),
        links=DynamoLinks(table),
        mailboxes=SftpMailboxes(),
        meter=EmfMeter(settings.metrics_namespace, settings.service, settings.stage),
        notices=DynamoNotices(table),
        practices=DynamoPractices(table),
        prober=SftpProber(),
        remittances=DynamoRemittances(table),
        responses=DynamoResponses(table),
        seals=KmsSeals(aws_clients.kms(), settings.data_key_arn),
        secrets=SecretsManager(aws_clients.secrets_manager(), settings.secret_prefix),
        statements=DynamoStatements(table),
        tallies=DynamoTallies(table),
        tokens=JwksTokens(settings.token_issuer),
        transmissions=DynamoTransmissions(table),
        users=DynamoUsers(table),
        upload_places=S3UploadPlaces(aws_clients.s3(), settings.intake_bucket),
        uploads=DynamoUploads(table),
        webhook_sender=HttpWebhookSender(loopback=settings.webhook_targets == "loopback"),
        webhooks=DynamoWebhooks(table),
        worklist=DynamoWorklist(table),
    )


def _queues(settings: Settings) -> Queues:
    return Queues(
        visit=settings.visit_queue_url,
        response=settings.response_queue_url,
        event=settings.event_queue_url,
        webhook=settings.webhook_queue_url,
    )
