"""`courier era`: remittances, and the archive of the files that brought them."""

from argparse import ArgumentParser

from infra.cli.command import Command
from infra.cli.exit_code import ExitCode
from infra.cli.request import named
from infra.cli.session import Session
from infra.cli.words import Row, Told


def _show(session: Session) -> ExitCode:
    path = named("/v1/remittances/{remittance}", remittance=session.options.remittance)
    remittance = session.api.get(path)
    session.terminal.thing(remittance, _rows(remittance))
    return ExitCode.DONE


def _rows(remittance: Told) -> list[Row]:
    return [
        ("remittance", remittance["remittance_id"]),
        ("payer", remittance["payer_name"]),
        ("trace", f"{remittance['method']} {remittance['trace_number']}"),
        ("amount", remittance["amount"]),
        ("paid on", remittance["paid_on"]),
        ("archived", remittance["archived_at"]),
        ("file", remittance["raw_key"]),
        ("text", remittance["text_key"]),
        ("payments", "\n".join(_payment(each) for each in remittance["payments"])),
    ]


def _payment(payment: Told) -> str:
    claim = payment["claim_id"] or "no claim of ours"
    return (
        f"{payment['patient_control_number']}  charge {payment['charge']}  paid {payment['paid']}"
        f"  {claim}"
    )


def _remittance_argument(parser: ArgumentParser) -> None:
    parser.add_argument("remittance", metavar="REMITTANCE", help="its id, rem_...")


COMMANDS = (Command("era", "show", "One payment and its claims.", _show, _remittance_argument),)
