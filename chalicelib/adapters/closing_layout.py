"""Where what belongs to the closing of an account lies in the archive bucket.

Keys carry ids and digests, never anything about a patient. The certificate lies beside the
statements, so that whoever exports the chain has it, too.
"""

from chalicelib.domain.closing.items import ExportKind
from chalicelib.domain.drill import Drill
from chalicelib.domain.identifiers import AccountId


class ClosingLayout:
    """One method per kind of object; each returns an object key."""

    def report(self, drill: Drill) -> str:
        return f"drills/{drill.account_id}/{drill.drill_id}.json"

    def export(self, account_id: AccountId, kind: ExportKind, sha256: str) -> str:
        return f"closing/{account_id}/exports/{kind}/{sha256}"

    def handover(self, account_id: AccountId, kind: str, sha256: str) -> str:
        return f"closing/{account_id}/handover/{kind}-{sha256}.csv"

    def certificate(self, account_id: AccountId) -> str:
        return f"statements/{account_id}/certificate.json"

    def certificate_page(self, account_id: AccountId) -> str:
        return f"statements/{account_id}/certificate.html"
