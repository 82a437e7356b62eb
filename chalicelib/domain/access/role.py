"""Roles: the scopes that people have together."""

from collections.abc import Mapping
from enum import StrEnum

from chalicelib.domain.access.scope import Scope


class Role(StrEnum):
    BILLER = "biller"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    ADMIN = "admin"


_BILLER = frozenset(
    {
        Scope.PRACTICES_READ,
        Scope.ACCOUNTS_READ,
        Scope.ACCOUNTS_DIAGNOSE,
        Scope.BATCHES_READ,
        Scope.BATCHES_WRITE,
        Scope.CLAIMS_READ,
        Scope.RESPONSES_READ,
        Scope.REMITTANCES_READ,
        Scope.WORKLIST_READ,
        Scope.WORKLIST_WRITE,
        Scope.STATEMENTS_READ,
        Scope.CLOSURES_READ,
        Scope.EVENTS_READ,
    }
)
_SUPERVISOR = _BILLER | {
    Scope.ACCOUNTS_ACT,
    Scope.RESPONSES_WRITE,
    Scope.REMITTANCES_WRITE,
    Scope.STATEMENTS_WRITE,
    Scope.CLOSURES_WRITE,
    Scope.WEBHOOKS_READ,
    Scope.WEBHOOKS_RESEND,
    Scope.EMERGENCY_OPEN,
}
_AUDITOR = frozenset(scope for scope in Scope if scope.reads_only)
_ADMIN = frozenset(
    {
        Scope.PRACTICES_READ,
        Scope.WEBHOOKS_READ,
        Scope.WEBHOOKS_WRITE,
        Scope.WEBHOOKS_RESEND,
        Scope.KEYS_READ,
        Scope.KEYS_WRITE,
        Scope.USERS_READ,
        Scope.USERS_WRITE,
        Scope.EMERGENCY_OPEN,
    }
)

SCOPES_OF: Mapping[Role, frozenset[Scope]] = {
    Role.BILLER: _BILLER,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.AUDITOR: _AUDITOR,
    Role.ADMIN: _ADMIN,
}
"""Who keeps keys and users sees no claim; who sees everything changes nothing."""

EMERGENCY_SCOPES = _SUPERVISOR
"""What somebody may who has broken the glass: everything about claims, nothing about access."""
