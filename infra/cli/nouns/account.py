"""`courier account`: how a connection is doing, and what people decide about it."""

from argparse import ArgumentParser

from infra.cli.command import Command
from infra.cli.exit_code import ExitCode
from infra.cli.nouns.account_rows import account_rows, diagnosis_rows
from infra.cli.request import Request, named, post_json
from infra.cli.session import Session


def _show(session: Session) -> ExitCode:
    account = session.api.get(_path(session))
    session.terminal.thing(account, account_rows(account))
    return ExitCode.DONE


def _diagnose(session: Session) -> ExitCode:
    asked = {"batch_id": session.options.batch} if session.options.batch else {}
    diagnosis = session.effect(Request("POST", _path(session, "/diagnosis"), asked))
    if diagnosis is None:
        return ExitCode.DONE
    session.terminal.thing(diagnosis, diagnosis_rows(diagnosis))
    return ExitCode.DONE if diagnosis["verdict"] == "all_well" else ExitCode.NOT_SO


def _resume(session: Session) -> ExitCode:
    return _decided(session, "/resume", {"reason": session.options.reason})


def _pin_host_key(session: Session) -> ExitCode:
    options = session.options
    body = {"fingerprint": options.fingerprint, "reason": options.reason}
    return _decided(session, "/host_key", body)


def _decided(session: Session, step: str, body: dict[str, object]) -> ExitCode:
    account = session.effect(post_json(_path(session, step), body))
    if account is not None:
        session.terminal.thing(account, account_rows(account))
    return ExitCode.DONE


def _path(session: Session, step: str = "") -> str:
    account_id = session.options.account_named or session.account_id
    return named("/v1/accounts/{account}", account=account_id) + step


def _account_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "account_named", metavar="ACCOUNT", nargs="?", default="", help="its id, acc_..."
    )


def _diagnose_arguments(parser: ArgumentParser) -> None:
    _account_argument(parser)
    parser.add_argument("--batch", metavar="BATCH", default="", help="ask about this batch only")


def _reason(parser: ArgumentParser) -> None:
    _account_argument(parser)
    parser.add_argument("--reason", required=True, metavar="WORDS", help="why; it is kept")


def _pin_arguments(parser: ArgumentParser) -> None:
    _reason(parser)
    parser.add_argument(
        "--fingerprint",
        required=True,
        metavar="SHA256:...",
        help="of the key, as the clearinghouse told it",
    )


COMMANDS = (
    Command("account", "show", "How its connection is doing.", _show, _account_argument),
    Command(
        "account",
        "diagnose",
        "Why is it stuck? Takes up to half a minute.",
        _diagnose,
        _diagnose_arguments,
        sends=True,
    ),
    Command(
        "account",
        "resume",
        "One more login where they have stopped: after the cause is mended.",
        _resume,
        _reason,
        sends=True,
    ),
    Command(
        "account",
        "pin-host-key",
        "Trust the host key that the server showed last.",
        _pin_host_key,
        _pin_arguments,
        sends=True,
    ),
)
