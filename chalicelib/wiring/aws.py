"""The adapters of a deployed function."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.adapters import aws_clients
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.config import Settings
from chalicelib.domain.access.rules import AccessRules
from chalicelib.domain.access.token import TokenRules
from chalicelib.wiring.aws_table import TablePorts

if TYPE_CHECKING:
    from chalicelib.adapters.s3_archive import S3Archive
    from chalicelib.domain import ports


class AwsPorts(TablePorts):
    """Each adapter is imported and made when it is first wanted (ADR 49); none makes a call yet."""

    _clock: "ports.Clock"
    _settings: Settings

    def __init__(self, settings: Settings, clock: "ports.Clock") -> None:
        table = Table(aws_clients.dynamodb(), settings.table_name)
        # Nobody else writes to ports: they are frozen.
        vars(self).update(_clock=clock, _settings=settings, _table=table)

    @property
    def clock(self) -> "ports.Clock":
        return self._clock

    @cached_property
    def access_rules(self) -> AccessRules:
        s = self._settings
        return AccessRules(TokenRules(s.token_issuer, s.token_client_id), s.requests_per_minute)

    @cached_property
    def announcer(self) -> "ports.Announcer":
        from chalicelib.adapters.sns_announcer import SnsAnnouncer

        s = self._settings
        return SnsAnnouncer(aws_clients.sns(), s.alarm_topic_arn, s.event_topic_arn)

    @cached_property
    def archive(self) -> "S3Archive":
        from chalicelib.adapters.s3_archive import S3Archive

        return S3Archive(aws_clients.s3(), self._settings.archive_bucket)

    @cached_property
    def closing_archive(self) -> "ports.ClosingArchive":
        from chalicelib.adapters.closing_archive import ObjectClosingArchive

        return ObjectClosingArchive(self.archive)

    @cached_property
    def downloads(self) -> "ports.Downloads":
        from chalicelib.adapters.s3_downloads import S3Downloads

        s = self._settings
        return S3Downloads(aws_clients.s3(), s.intake_bucket, s.archive_bucket)

    @cached_property
    def drop_folder(self) -> "ports.DropFolder":
        from chalicelib.adapters.s3_drop_folder import S3DropFolder

        return S3DropFolder(aws_clients.s3(), self._settings.intake_bucket)

    @cached_property
    def entropy(self) -> "ports.Entropy":
        from chalicelib.adapters.system_clock import SystemEntropy

        return SystemEntropy()

    @cached_property
    def hints(self) -> "ports.Hints":
        from chalicelib.adapters.sqs_hints import Queues, SqsHints

        s = self._settings
        queues = Queues(
            visit=s.visit_queue_url,
            response=s.response_queue_url,
            event=s.event_queue_url,
            webhook=s.webhook_queue_url,
        )
        return SqsHints(aws_clients.sqs(), queues, self.clock)

    @cached_property
    def mailboxes(self) -> "ports.Mailboxes":
        from chalicelib.adapters.sftp_mailbox import SftpMailboxes

        return SftpMailboxes()

    @cached_property
    def meter(self) -> "ports.Meter":
        from chalicelib.adapters.emf_meter import EmfMeter

        s = self._settings
        return EmfMeter(s.metrics_namespace, s.service, s.stage)

    @cached_property
    def prober(self) -> "ports.Prober":
        from chalicelib.adapters.sftp_prober import SftpProber

        return SftpProber()

    @cached_property
    def seals(self) -> "ports.Seals":
        from chalicelib.adapters.kms_seals import KmsSeals

        return KmsSeals(aws_clients.kms(), self._settings.data_key_arn)

    @cached_property
    def secrets(self) -> "ports.Secrets":
        from chalicelib.adapters.secrets_manager import SecretsManager

        return SecretsManager(aws_clients.secrets_manager(), self._settings.secret_prefix)

    @cached_property
    def tokens(self) -> "ports.Tokens":
        from chalicelib.adapters.jwks_tokens import JwksTokens

        return JwksTokens(self._settings.token_issuer)

    @cached_property
    def upload_places(self) -> "ports.UploadPlaces":
        from chalicelib.adapters.s3_upload_places import S3UploadPlaces

        return S3UploadPlaces(aws_clients.s3(), self._settings.intake_bucket)

    @cached_property
    def webhook_sender(self) -> "ports.WebhookSender":
        from chalicelib.adapters.webhook_sender import HttpWebhookSender

        return HttpWebhookSender(loopback=self._settings.webhook_targets == "loopback")
