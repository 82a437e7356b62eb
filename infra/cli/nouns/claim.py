"""`courier claim`: where a claim stands."""

from argparse import ArgumentParser

from infra.cli.command import Command
from infra.cli.durations import instant
from infra.cli.exit_code import ExitCode
from infra.cli.listing import add_limit, show_list
from infra.cli.nouns.claim_rows import CLAIM_COLUMNS, claim_rows
from infra.cli.request import named
from infra.cli.session import Session


def _show(session: Session) -> ExitCode:
    path = named("/v1/claims/{claim}", claim=session.options.claim)
    claim = session.api.get(path, at=session.options.at)
    session.terminal.thing(claim, claim_rows(claim))
    return ExitCode.DONE


def _find(session: Session) -> ExitCode:
    empty, number = "No claim carries this number.", session.options.number
    found = show_list(
        session, "/v1/claims", "claims", CLAIM_COLUMNS, empty, patient_control_number=number
    )
    return ExitCode.DONE if found else ExitCode.NOT_FOUND


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("claim", metavar="CLAIM", help="its id, clm_...")
    parser.add_argument(
        "--at",
        type=instant,
        default=None,
        metavar="TIME",
        help="what was known then: 2026-03-14, or 2026-03-14T17:30:00Z",
    )


def _find_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("number", metavar="NUMBER", help="the patient control number (CLM01)")
    add_limit(parser)


COMMANDS = (
    Command("claim", "show", "A claim with its timeline.", _show, _show_arguments),
    Command("claim", "find", "Claims by patient control number.", _find, _find_arguments),
)
