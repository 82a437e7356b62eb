"""`courier close`: what stands between an account and its closing, and the certificate."""

from argparse import ArgumentParser

from infra.cli.command import Command
from infra.cli.durations import day
from infra.cli.exit_code import ExitCode
from infra.cli.request import Request, get, named, post_json
from infra.cli.session import Session
from infra.cli.words import Row, Told


def _show(session: Session) -> ExitCode:
    closure = session.api.get(_path(session))
    session.terminal.thing(closure, _rows(closure))
    return ExitCode.NOT_SO if closure["blockers"] else ExitCode.DONE


def _begin(session: Session) -> ExitCode:
    return _done(session, post_json(_path(session), {"since": session.options.since}))


def _sign(session: Session) -> ExitCode:
    options = session.options
    body = {"item": options.item, "name": options.name, "statement": options.statement}
    signature = session.effect(post_json(_path(session, "/signatures"), body))
    if signature is not None:
        rows = [(name, signature[name]) for name in ("item", "name", "statement", "by", "at")]
        session.terminal.thing(signature, rows)
    return ExitCode.DONE


def _finish(session: Session) -> ExitCode:
    return _done(session, Request("POST", _path(session, "/certificate")))


def _certificate(session: Session) -> ExitCode:
    """Byte for byte as archived, whatever the output is: a check would miss anything else."""
    reply = session.api.send(get(_path(session, "/certificate")))
    session.terminal.raw(reply.content)
    return ExitCode.DONE


def _done(session: Session, request: Request) -> ExitCode:
    closure = session.effect(request)
    if closure is not None:
        session.terminal.thing(closure, _rows(closure))
    return ExitCode.DONE


def _path(session: Session, step: str = "") -> str:
    return named("/v1/accounts/{account}/closure", account=session.account_id) + step


def _rows(closure: Told) -> list[Row]:
    return [
        ("account", closure["account_id"]),
        ("state", f"{closure['state']}; the account is {closure['account_state']}"),
        ("since", closure["since"]),
        ("closed", closure["closed_at"]),
        ("certificate", closure["certificate_sha256"]),
        ("in the way", closure["blockers"]),
        ("checklist", "\n".join(line for each in closure["items"] for line in _item(each))),
    ]


def _item(item: Told) -> list[str]:
    lines = [f"{item['state']}  {item['item']} ({item['by']}): {item['words'] or item['means']}"]
    if item["missing"]:
        lines += [f"  do: {item['do']}", *(f"  {name}" for name in item["named"])]
    return lines


def _begin_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--since",
        type=day,
        required=True,
        metavar="DAY",
        help="what was handed in from then on must have come to an end",
    )


def _sign_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("item", metavar="ITEM", help="of the checklist")
    parser.add_argument("--name", required=True, metavar="PERSON", help="who answers for it")
    parser.add_argument("--statement", required=True, metavar="WORDS", help="what is so")


COMMANDS = (
    Command("close", "", "The checklist, and what is in the way.", _show),
    Command("close", "begin", "Begin to close an account.", _begin, _begin_arguments, sends=True),
    Command(
        "close",
        "sign",
        "A person answers for an item that the machine can't check.",
        _sign,
        _sign_arguments,
        sends=True,
    ),
    Command("close", "finish", "Close it, if everything holds.", _finish, sends=True),
    Command("close", "certificate", "The certificate as archived.", _certificate),
)
