"""`courier batch`: hand in a file, see where it stands."""

from argparse import ArgumentParser

from infra.cli.command import Command
from infra.cli.exit_code import ExitCode
from infra.cli.listing import add_limit, show_list
from infra.cli.nouns.batch_rows import show_batch
from infra.cli.nouns.batch_watch import add_watching, watch
from infra.cli.nouns.claim_rows import CLAIM_COLUMNS
from infra.cli.request import named, post_json
from infra.cli.session import Session
from infra.cli.submission import submit
from infra.cli.waiting import Waiting

LIST_COLUMNS = {
    "batch_id": "batch",
    "received_at": "received",
    "status": "status",
    "stalled": "stalled",
    "claim_count": "claims",
    "total_charge": "charge",
    "claims_by_status": "by status",
}


def _submit(session: Session) -> ExitCode:
    waiting = Waiting.begin(session)
    batch = submit(session, waiting)
    if batch is None:
        return ExitCode.DONE
    if session.options.watch and batch["status"] != "refused":
        return watch(session, batch["batch_id"], waiting)
    show_batch(session.terminal, batch)
    return ExitCode.NOT_SO if batch["status"] == "refused" else ExitCode.DONE


def _show(session: Session) -> ExitCode:
    path = named("/v1/batches/{batch}", batch=session.options.batch)
    show_batch(session.terminal, session.api.get(path))
    return ExitCode.DONE


def _list(session: Session) -> ExitCode:
    empty, practice_id = "No batches.", session.practice_id
    show_list(session, "/v1/batches", "batches", LIST_COLUMNS, empty, practice_id=practice_id)
    return ExitCode.DONE


def _claims(session: Session) -> ExitCode:
    path = named("/v1/batches/{batch}/claims", batch=session.options.batch)
    show_list(session, path, "claims", CLAIM_COLUMNS, "No claims.")
    return ExitCode.DONE


def _watch(session: Session) -> ExitCode:
    return watch(session, session.options.batch, Waiting.begin(session))


def _allow_duplicates(session: Session) -> ExitCode:
    path = named("/v1/batches/{batch}/allow_duplicates", batch=session.options.batch)
    batch = session.effect(post_json(path, {"reason": session.options.reason}))
    if batch is not None:
        show_batch(session.terminal, batch)
    return ExitCode.DONE


def _batch_argument(parser: ArgumentParser) -> None:
    parser.add_argument("batch", metavar="BATCH", help="its id, bat_...")


def _submit_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="an 837 file; - for stdin")
    parser.add_argument(
        "--once",
        metavar="NAME",
        default="",
        help="the Idempotency-Key; a new one if left out",
    )
    parser.add_argument("--watch", action="store_true", help="and watch it, as `batch watch` does")
    add_watching(parser)


def _claims_arguments(parser: ArgumentParser) -> None:
    _batch_argument(parser)
    add_limit(parser)


def _reason_arguments(parser: ArgumentParser) -> None:
    _batch_argument(parser)
    parser.add_argument("--reason", required=True, metavar="WORDS", help="why; it is kept")


def _watch_arguments(parser: ArgumentParser) -> None:
    _batch_argument(parser)
    add_watching(parser)


COMMANDS = (
    Command("batch", "submit", "Hand in an 837 file.", _submit, _submit_arguments, sends=True),
    Command("batch", "show", "Where a batch stands, and why.", _show, _batch_argument),
    Command("batch", "list", "A practice's batches, newest first.", _list, add_limit),
    Command("batch", "claims", "The claims of a batch, by position.", _claims, _claims_arguments),
    Command(
        "batch",
        "allow-duplicates",
        "Send a batch although some of its claims were handed in before.",
        _allow_duplicates,
        _reason_arguments,
        sends=True,
    ),
    Command("batch", "watch", "Wait until a batch is decided.", _watch, _watch_arguments),
)
