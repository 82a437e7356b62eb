"""The page about access says what the code says."""

from collections.abc import Iterator
from pathlib import Path

from chalicelib.domain.access.role import EMERGENCY_SCOPES, SCOPES_OF, Role
from chalicelib.domain.access.scope import SCOPE_WORDS, Scope
from chalicelib.entry.http.all_routes import ROUTES
from infra.cloud.template import PROJECT

PAGE: Path = PROJECT / "docs" / "access.md"
BEGIN, END = "<!-- scopes: begin -->\n", "<!-- scopes: end -->"


def table() -> Iterator[str]:
    roles = [*Role]
    yield f"| scope | {' | '.join(roles)} | emergency | what it allows |"
    yield "|---" * (len(roles) + 3) + "|"
    for scope in Scope:
        held = ["x" if scope in SCOPES_OF[role] else "" for role in roles]
        emergency = "x" if scope in EMERGENCY_SCOPES else ""
        yield f"| `{scope}` | {' | '.join(held)} | {emergency} | {SCOPE_WORDS[scope]} |"


def test_the_page_has_the_table_of_the_code() -> None:
    rows = "\n".join(table())
    told = PAGE.read_text().partition(BEGIN)[2].partition(END)[0].strip()
    assert told == rows, f"put this into {PAGE.name}:\n{rows}"


def test_every_scope_is_in_some_role_and_has_words() -> None:
    assert {scope for scopes in SCOPES_OF.values() for scope in scopes} == set(Scope)
    assert set(SCOPE_WORDS) == set(Scope)


def test_an_auditor_reads_everything_and_changes_nothing() -> None:
    """To have what may be read put into one file is reading."""
    auditor = SCOPES_OF[Role.AUDITOR]
    for route in ROUTES:
        if route.scope is not None:
            reads = route.method == "GET" or route.path == "/v1/remittances/exports"
            assert (route.scope in auditor) == reads, route.path


def test_who_keeps_keys_and_users_sees_no_claim() -> None:
    assert not SCOPES_OF[Role.ADMIN] & {
        Scope.BATCHES_READ,
        Scope.CLAIMS_READ,
        Scope.RESPONSES_READ,
        Scope.REMITTANCES_READ,
        Scope.WORKLIST_READ,
    }
