"""Scopes: what a caller may do. A route needs one; a key or a role brings some."""

from collections.abc import Mapping
from enum import StrEnum


class Scope(StrEnum):
    """What ends in `:read` changes nothing: no row that anybody sees, no message, no login."""

    PRACTICES_READ = "practices:read"
    ACCOUNTS_READ = "accounts:read"
    ACCOUNTS_DIAGNOSE = "accounts:diagnose"
    ACCOUNTS_ACT = "accounts:act"
    BATCHES_READ = "batches:read"
    BATCHES_WRITE = "batches:write"
    CLAIMS_READ = "claims:read"
    RESPONSES_READ = "responses:read"
    RESPONSES_WRITE = "responses:write"
    REMITTANCES_READ = "remittances:read"
    REMITTANCES_WRITE = "remittances:write"
    WORKLIST_READ = "worklist:read"
    WORKLIST_WRITE = "worklist:write"
    STATEMENTS_READ = "statements:read"
    STATEMENTS_WRITE = "statements:write"
    CLOSURES_READ = "closures:read"
    CLOSURES_WRITE = "closures:write"
    EVENTS_READ = "events:read"
    WEBHOOKS_READ = "webhooks:read"
    WEBHOOKS_WRITE = "webhooks:write"
    WEBHOOKS_RESEND = "webhooks:resend"
    KEYS_READ = "keys:read"
    KEYS_WRITE = "keys:write"
    USERS_READ = "users:read"
    USERS_WRITE = "users:write"
    AUDIT_READ = "audit:read"
    EMERGENCY_OPEN = "emergency:open"

    @property
    def reads_only(self) -> bool:
        return self.value.endswith(":read")


SCOPE_WORDS: Mapping[Scope, str] = {
    Scope.PRACTICES_READ: "See practices.",
    Scope.ACCOUNTS_READ: "See how connections are doing.",
    Scope.ACCOUNTS_DIAGNOSE: "Ask why something is stuck, which may log in once.",
    Scope.ACCOUNTS_ACT: "Resume connections, pin host keys, decide about doubtful files.",
    Scope.BATCHES_READ: "See batches and how their files were sent.",
    Scope.BATCHES_WRITE: "Hand in claim files.",
    Scope.CLAIMS_READ: "See claims with their timelines.",
    Scope.RESPONSES_READ: "See what was collected from a clearinghouse.",
    Scope.RESPONSES_WRITE: "Have a response processed once more.",
    Scope.REMITTANCES_READ: "See payments and the archive of 835 files.",
    Scope.REMITTANCES_WRITE: "Settle what the archive of 835 files leaves open.",
    Scope.WORKLIST_READ: "See what waits for a person.",
    Scope.WORKLIST_WRITE: "Decide about what waits for a person.",
    Scope.STATEMENTS_READ: "See conservation statements.",
    Scope.STATEMENTS_WRITE: "Ask for a conservation statement now.",
    Scope.CLOSURES_READ: "See how the closing of an account is going.",
    Scope.CLOSURES_WRITE: "Close an account.",
    Scope.EVENTS_READ: "Follow the feed of events.",
    Scope.WEBHOOKS_READ: "See webhooks and their deliveries.",
    Scope.WEBHOOKS_WRITE: "Set webhooks up and change them.",
    Scope.WEBHOOKS_RESEND: "Have events delivered once more.",
    Scope.KEYS_READ: "See API keys, never the keys themselves.",
    Scope.KEYS_WRITE: "Make, rotate and revoke API keys.",
    Scope.USERS_READ: "See who may log in.",
    Scope.USERS_WRITE: "Let people in, change their roles, lock them out.",
    Scope.AUDIT_READ: "Search the audit log.",
    Scope.EMERGENCY_OPEN: "Break the glass: see and decide everything for some hours.",
}
