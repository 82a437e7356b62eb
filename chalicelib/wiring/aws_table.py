"""What is kept in the table, as a deployed function reaches it."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.all_ports import Ports

if TYPE_CHECKING:
    from chalicelib.adapters.dynamodb.table import Table
    from chalicelib.domain import ports


class TablePorts(Ports):
    """Each adapter is imported and made when it is first wanted (ADR 49)."""

    _table: "Table"

    @cached_property
    def account_watches(self) -> "ports.AccountWatches":
        from chalicelib.adapters.dynamodb.account_watches import DynamoAccountWatches

        return DynamoAccountWatches(self._table)

    @cached_property
    def accounts(self) -> "ports.Accounts":
        from chalicelib.adapters.dynamodb.accounts import DynamoAccounts

        return DynamoAccounts(self._table)

    @cached_property
    def api_keys(self) -> "ports.ApiKeys":
        from chalicelib.adapters.dynamodb.api_keys import DynamoApiKeys

        return DynamoApiKeys(self._table)

    @cached_property
    def audit_log(self) -> "ports.AuditLog":
        from chalicelib.adapters.dynamodb.audit_log import DynamoAuditLog

        return DynamoAuditLog(self._table)

    @cached_property
    def batches(self) -> "ports.Batches":
        from chalicelib.adapters.dynamodb.batches import DynamoBatches

        return DynamoBatches(self._table)

    @cached_property
    def claim_identities(self) -> "ports.ClaimIdentities":
        from chalicelib.adapters.dynamodb.claim_identities import DynamoClaimIdentities

        return DynamoClaimIdentities(self._table)

    @cached_property
    def claims(self) -> "ports.Claims":
        from chalicelib.adapters.dynamodb.claims import DynamoClaims

        return DynamoClaims(self._table)

    @cached_property
    def closures(self) -> "ports.Closures":
        from chalicelib.adapters.dynamodb.closures import DynamoClosures

        return DynamoClosures(self._table)

    @cached_property
    def counters(self) -> "ports.Counters":
        from chalicelib.adapters.dynamodb.counters import DynamoCounters

        return DynamoCounters(self._table)

    @cached_property
    def deliveries(self) -> "ports.Deliveries":
        from chalicelib.adapters.dynamodb.deliveries import DynamoDeliveries

        return DynamoDeliveries(self._table)

    @cached_property
    def drills(self) -> "ports.Drills":
        from chalicelib.adapters.dynamodb.drills import DynamoDrills

        return DynamoDrills(self._table)

    @cached_property
    def era_exports(self) -> "ports.EraExports":
        from chalicelib.adapters.dynamodb.era_exports import DynamoEraExports

        return DynamoEraExports(self._table)

    @cached_property
    def era_files(self) -> "ports.EraFiles":
        from chalicelib.adapters.dynamodb.era_files import DynamoEraFiles

        return DynamoEraFiles(self._table)

    @cached_property
    def explanations(self) -> "ports.Explanations":
        from chalicelib.adapters.dynamodb.explanations import DynamoExplanations

        return DynamoExplanations(self._table)

    @cached_property
    def facts(self) -> "ports.Facts":
        from chalicelib.adapters.dynamodb.facts import DynamoFacts

        return DynamoFacts(self._table)

    @cached_property
    def feed(self) -> "ports.Feed":
        from chalicelib.adapters.dynamodb.feed import DynamoFeed

        return DynamoFeed(self._table)

    @cached_property
    def followers(self) -> "ports.Followers":
        from chalicelib.adapters.dynamodb.followers import DynamoFollowers

        return DynamoFollowers(self._table)

    @cached_property
    def keyed_requests(self) -> "ports.KeyedRequests":
        from chalicelib.adapters.dynamodb.keyed_requests import DynamoKeyedRequests

        return DynamoKeyedRequests(self._table)

    @cached_property
    def latenesses(self) -> "ports.Latenesses":
        from chalicelib.adapters.dynamodb.account_watches import DynamoLatenesses

        return DynamoLatenesses(self._table)

    @cached_property
    def leases(self) -> "ports.Leases":
        from chalicelib.adapters.dynamodb.leases import DynamoLeases

        return DynamoLeases(self._table)

    @cached_property
    def links(self) -> "ports.Links":
        from chalicelib.adapters.dynamodb.links import DynamoLinks

        return DynamoLinks(self._table)

    @cached_property
    def notices(self) -> "ports.Notices":
        from chalicelib.adapters.dynamodb.notices import DynamoNotices

        return DynamoNotices(self._table)

    @cached_property
    def practices(self) -> "ports.Practices":
        from chalicelib.adapters.dynamodb.practices import DynamoPractices

        return DynamoPractices(self._table)

    @cached_property
    def remittances(self) -> "ports.Remittances":
        from chalicelib.adapters.dynamodb.remittances import DynamoRemittances

        return DynamoRemittances(self._table)

    @cached_property
    def responses(self) -> "ports.Responses":
        from chalicelib.adapters.dynamodb.responses import DynamoResponses

        return DynamoResponses(self._table)

    @cached_property
    def statements(self) -> "ports.Statements":
        from chalicelib.adapters.dynamodb.statements import DynamoStatements

        return DynamoStatements(self._table)

    @cached_property
    def tallies(self) -> "ports.Tallies":
        from chalicelib.adapters.dynamodb.tallies import DynamoTallies

        return DynamoTallies(self._table)

    @cached_property
    def transmissions(self) -> "ports.Transmissions":
        from chalicelib.adapters.dynamodb.transmissions import DynamoTransmissions

        return DynamoTransmissions(self._table)

    @cached_property
    def uploads(self) -> "ports.Uploads":
        from chalicelib.adapters.dynamodb.uploads import DynamoUploads

        return DynamoUploads(self._table)

    @cached_property
    def users(self) -> "ports.Users":
        from chalicelib.adapters.dynamodb.users import DynamoUsers

        return DynamoUsers(self._table)

    @cached_property
    def webhooks(self) -> "ports.Webhooks":
        from chalicelib.adapters.dynamodb.webhooks import DynamoWebhooks

        return DynamoWebhooks(self._table)

    @cached_property
    def worklist(self) -> "ports.Worklist":
        from chalicelib.adapters.dynamodb.worklist import DynamoWorklist

        return DynamoWorklist(self._table)
