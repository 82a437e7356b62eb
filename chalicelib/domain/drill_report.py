"""What came of a drill, as it is kept in the archive: canonical JSON."""

from chalicelib.domain.canonical import canonical
from chalicelib.domain.conservation.line import instant_text
from chalicelib.domain.drill import Drill

FORMAT = "claim-courier drill 1"


def drill_report(drill: Drill) -> bytes:
    """Of a drill whose pages are all done; it follows from its row alone."""
    return canonical(
        {
            "account_id": drill.account_id,
            "asked_by": drill.asked_by,
            "began_at": instant_text(drill.began_at),
            "bytes": drill.size,
            "cold": drill.cold,
            "drill_id": drill.drill_id,
            "failed": drill.failed,
            "failures": [{"flaw": each.flaw, "subject": each.subject} for each in drill.failures],
            "format": FORMAT,
            "objects": drill.checked,
            "remittances": drill.remittances,
            "seed": drill.seed,
            "unbalanced": drill.unbalanced,
        }
    )
