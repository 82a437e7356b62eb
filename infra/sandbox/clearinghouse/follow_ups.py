"""What becomes of a claim after the first report: a pend ends, a rejected one is mended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from infra.sandbox.clearinghouse.cases import ClaimCase, FileCase, split_by_payer
from infra.sandbox.clearinghouse.file_ids import FileIds
from infra.sandbox.clearinghouse.scenarios import FrontEnd

PORTAL_NAME = "CLAIMFIX.txt"


def end_pend(case: FileCase, claims: Sequence[ClaimCase], ids: FileIds) -> FileCase:
    """The pended claims, decided; the clearinghouse works them as a file of its own."""
    decided = [
        replace(each, scenario=replace(each.scenario, front_end=each.scenario.after_pend))
        for each in claims
    ]
    submission = replace(case.submission, file_id=ids.file_id())
    return _reopened(replace(case, submission=submission), decided, ids)


def fix_in_portal(
    case: FileCase, claims: Sequence[ClaimCase], ids: FileIds, now: datetime
) -> FileCase:
    """The rejected claims, mended by a person in the web portal: other file and claim ids."""
    mended = [
        replace(
            each, claim_id=claim_id, scenario=replace(each.scenario, front_end=FrontEnd.FORWARD)
        )
        for each, claim_id in zip(claims, ids.claim_ids(len(claims)), strict=True)
    ]
    submission = replace(
        case.submission,
        file_id=ids.file_id(),
        submitted_name=PORTAL_NAME,
        from_portal=True,
        received_at=now,
    )
    return _reopened(replace(case, submission=submission), mended, ids)


def _reopened(case: FileCase, claims: Sequence[ClaimCase], ids: FileIds) -> FileCase:
    children = split_by_payer((each.claim for each in claims), ids)
    moved = tuple(replace(each, child=children[each.claim.payer.identifier]) for each in claims)
    return replace(case, children=tuple(children.values()), claims=moved)
