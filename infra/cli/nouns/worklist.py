"""`courier worklist`: what waits for a person, and the decision."""

from argparse import ArgumentParser

from infra.cli.command import Command
from infra.cli.exit_code import ExitCode
from infra.cli.listing import add_limit, show_list
from infra.cli.request import named, post_json
from infra.cli.session import Session
from infra.cli.words import Row, Told, three_sentences

COLUMNS = {
    "item_id": "item",
    "first_seen_at": "since",
    "kind": "kind",
    "reason": "reason",
    "response_name": "response",
    "statement.patient_control_number": "number",
    "candidates": "candidates",
    "do": "what to do",
}


def _list(session: Session) -> ExitCode:
    empty, account_id = "Nothing waits for a person.", session.account_id
    show_list(session, "/v1/worklist", "items", COLUMNS, empty, account_id=account_id)
    return ExitCode.DONE


def _tie(session: Session) -> ExitCode:
    options = session.options
    body = {"action": "tie", "claim_id": options.claim, "reason": options.reason}
    return _decided(session, body)


def _dismiss(session: Session) -> ExitCode:
    return _decided(session, {"action": "dismiss", "reason": session.options.reason})


def _decided(session: Session, body: dict[str, object]) -> ExitCode:
    path = named("/v1/worklist/{item}/resolution", item=session.options.item)
    item = session.effect(post_json(path, body))
    if item is not None:
        session.terminal.thing(item, _rows(item))
    return ExitCode.DONE


def _rows(item: Told) -> list[Row]:
    resolution = item["resolution"]
    return [
        ("item", item["item_id"]),
        ("state", item["state"]),
        ("reason", item["reason"]),
        *three_sentences(item),
        ("decided", resolution and f"{resolution['outcome']} by {resolution['by']}"),
        ("claim", resolution and resolution["claim_id"]),
    ]


def _item_argument(parser: ArgumentParser) -> None:
    parser.add_argument("item", metavar="ITEM", help="the id of the work item")


def _tie_arguments(parser: ArgumentParser) -> None:
    _item_argument(parser)
    parser.add_argument("claim", metavar="CLAIM", help="the claim that it is about, clm_...")
    parser.add_argument("--reason", default="", metavar="WORDS", help="why; it is kept")


def _dismiss_arguments(parser: ArgumentParser) -> None:
    _item_argument(parser)
    parser.add_argument("--reason", required=True, metavar="WORDS", help="why; it is kept")


COMMANDS = (
    Command("worklist", "", "What waits for a person, newest first.", _list, add_limit),
    Command("worklist", "tie", "It is about this claim.", _tie, _tie_arguments, sends=True),
    Command(
        "worklist",
        "dismiss",
        "It is about no claim of ours.",
        _dismiss,
        _dismiss_arguments,
        sends=True,
    ),
)
