"""`courier era`: remittances, and the archive of the files that brought them."""

import hashlib
from argparse import ArgumentParser

from infra.cli.command import Command
from infra.cli.download import checked, new_file, save
from infra.cli.durations import day, seconds
from infra.cli.exit_code import ExitCode
from infra.cli.listing import add_limit, show_list
from infra.cli.nouns.era_export import export
from infra.cli.nouns.era_rows import COLUMNS, remittance_rows
from infra.cli.request import named
from infra.cli.session import Session
from infra.cli.words import Told

FORMS = ("835", "txt")
"""The raw file, and its readable text."""


def _list(session: Session) -> ExitCode:
    options = session.options
    wanted = {"from": options.since, "to": options.until, "payer": options.payer}
    query = {"account_id": session.account_id, **wanted}
    show_list(session, "/v1/remittances", "remittances", COLUMNS, "No remittances.", **query)
    return ExitCode.DONE


def _show(session: Session) -> ExitCode:
    remittance = _remittance(session)
    session.terminal.thing(remittance, remittance_rows(remittance))
    return ExitCode.DONE


def _get(session: Session) -> ExitCode:
    """Both forms, or the one that was named; a text that is not there is told, not missed."""
    remittance, options = _remittance(session), session.options
    forms = [options.form] if options.form else _forms(remittance)
    paths = {form: new_file(options.to, f"{options.remittance}.{form}") for form in forms}
    for form, path in paths.items():
        save(path, checked(_content(session, form), remittance[_SHA256[form]], form))
    saved = [str(path) for path in paths.values()]
    session.terminal.thing({"saved": saved}, [("saved", "\n".join(saved))])
    return ExitCode.DONE


def _verify(session: Session) -> ExitCode:
    remittance, findings = _remittance(session), []
    for form in _forms(remittance):
        digest = hashlib.sha256(_content(session, form)).hexdigest()
        if digest != remittance[_SHA256[form]]:
            findings.append(
                f"{form}: SHA-256 is {digest}, archived was {remittance[_SHA256[form]]}"
            )
    sound = not findings
    value = {"remittance_id": remittance["remittance_id"], "sound": sound, "findings": findings}
    session.terminal.thing(
        value, [("remittance", value["remittance_id"]), ("sound", sound), ("found", findings)]
    )
    return ExitCode.DONE if sound else ExitCode.NOT_SO


def _remittance(session: Session) -> Told:
    return session.api.get(_path(session))


def _content(session: Session, form: str) -> bytes:
    address = session.api.get(_path(session) + "/content", form=form)["url"]
    return session.download(address)


def _path(session: Session) -> str:
    return named("/v1/remittances/{remittance}", remittance=session.options.remittance)


def _forms(remittance: Told) -> list[str]:
    return [form for form in FORMS if remittance[_SHA256[form]]]


_SHA256 = {"835": "raw_sha256", "txt": "text_sha256"}


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="since", type=day, default=None, metavar="DAY")
    parser.add_argument("--to", dest="until", type=day, default=None, metavar="DAY")
    parser.add_argument("--payer", default="", metavar="PAYER", help="its identifier or name")
    add_limit(parser)


def _remittance_argument(parser: ArgumentParser) -> None:
    parser.add_argument("remittance", metavar="REMITTANCE", help="its id, rem_...")


def _folder(parser: ArgumentParser) -> None:
    parser.add_argument("--to", default=".", metavar="DIR", help="where to; here if left out")


def _get_arguments(parser: ArgumentParser) -> None:
    _remittance_argument(parser)
    parser.add_argument("--form", choices=FORMS, default="", help="only the 835, or only its text")
    _folder(parser)


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("month", metavar="MONTH", help="such as 2026-03")
    _folder(parser)
    parser.add_argument("--timeout", type=seconds, default=None, metavar="TIME")


COMMANDS = (
    Command("era", "list", "An account's payments, latest first.", _list, _list_arguments),
    Command("era", "show", "One payment and its claims.", _show, _remittance_argument),
    Command("era", "get", "Download an 835 and its text.", _get, _get_arguments),
    Command(
        "era",
        "export",
        "Download a month of the archive as one ZIP.",
        export,
        _export_arguments,
        sends=True,
    ),
    Command(
        "era",
        "verify",
        "Is what lies in the archive what was archived?",
        _verify,
        _remittance_argument,
    ),
)
