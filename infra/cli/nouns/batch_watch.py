"""Waiting until a batch has got somewhere."""

from argparse import ArgumentParser

from infra.cli.durations import seconds
from infra.cli.exit_code import ExitCode
from infra.cli.nouns.batch_rows import show_batch
from infra.cli.progress import progress
from infra.cli.request import named
from infra.cli.session import Session
from infra.cli.waiting import Waiting
from infra.cli.words import Told

ENDS = {"refused", "failed", "rejected", "partially_accepted", "accepted"}
POINTS = {
    "sent": ENDS | {"awaiting", "acknowledged"},
    "acknowledged": ENDS | {"acknowledged"},
    "decided": ENDS,
    "settled": ENDS,
}
"""The statuses with which each point is reached."""
UNSETTLED = {
    "awaiting",
    "pended",
    "accepted_by_clearinghouse",
    "accepted_by_payer",
}
NO_CLAIMS_THERE = {"refused", "failed"}
"""The clearinghouse has not got, or could not read, the file."""
BAD_ENDS = NO_CLAIMS_THERE | {"rejected", "partially_accepted"}
UNPAID = {"rejected_by_clearinghouse", "rejected_by_payer", "denied", "reversed"}
SHORTEST, LONGEST = 1.0, 30.0
"""Seconds between two looks: more and more while nothing changes."""


def add_watching(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--until",
        choices=tuple(POINTS),
        default="decided",
        help="sent, acknowledged (999), decided by the clearinghouse (the default), or settled: "
        "every claim paid, denied or rejected",
    )
    parser.add_argument(
        "--timeout",
        type=seconds,
        default=None,
        metavar="TIME",
        help="give up after 90s, 15m, 8h or 3d; without it, never",
    )


def watch(session: Session, batch_id: str, waiting: Waiting) -> ExitCode:
    """Shows the batch when it has got there. Raises StillWaitingTrouble when the time is up."""
    path, until = named("/v1/batches/{batch}", batch=batch_id), session.options.until
    pause, before = SHORTEST, ""
    batch: Told = session.api.get(path)
    with progress(session.terminal, batch_id, batch["claim_count"]) as advance:
        while not _is_there(batch, until):
            state = f"{batch['status']} {batch['claims_by_status']}"
            advance(_decided(batch, until), batch["status"])
            pause = SHORTEST if state != before else min(pause * 1.5, LONGEST)
            before = state
            waiting.pause(pause, f"{batch_id} is {batch['status']}: {batch['means']}", batch["do"])
            batch = waiting.look(path) or batch
    show_batch(session.terminal, batch)
    return ended_well(batch, until)


def ended_well(batch: Told, until: str) -> ExitCode:
    """Settled is judged by the claims: some that were rejected at first may have been mended."""
    if until == "settled":
        is_bad = batch["status"] in NO_CLAIMS_THERE or UNPAID & batch["claims_by_status"].keys()
    else:
        is_bad = batch["status"] in BAD_ENDS
    return ExitCode.NOT_SO if is_bad else ExitCode.DONE


def _is_there(batch: Told, until: str) -> bool:
    if batch["status"] not in POINTS[until]:
        return False
    return until != "settled" or not UNSETTLED & batch["claims_by_status"].keys()


def _decided(batch: Told, until: str) -> int:
    waiting = UNSETTLED if until == "settled" else {"awaiting", "pended"}
    counts: dict[str, int] = batch["claims_by_status"]
    return sum(count for status, count in counts.items() if status not in waiting)
