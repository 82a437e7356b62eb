"""A month of the ERA archive: asked for, waited for, downloaded."""

from infra.cli.download import checked, new_file, save
from infra.cli.exit_code import ExitCode
from infra.cli.progress import progress
from infra.cli.request import Request, named
from infra.cli.session import Session
from infra.cli.trouble import Trouble
from infra.cli.waiting import Waiting
from infra.cli.words import Told

PAUSE = 5.0
"""Seconds between two looks."""


def export(session: Session) -> ExitCode:
    account_id, month = session.account_id, session.options.month
    path = new_file(session.options.to, f"{account_id}-{month}.zip")
    query = {"account_id": account_id, "month": month}
    asked = session.effect(Request("POST", "/v1/remittances/exports", query))
    if asked is None:
        return ExitCode.DONE
    built = _built(session, asked)
    save(path, checked(session.download(built["url"]), built["sha256"], "The ZIP"))
    session.terminal.thing(
        {**built, "saved": str(path)},
        [("saved", path), ("manifest", built["manifest_sha256"]), ("sha256", built["sha256"])],
    )
    return ExitCode.DONE


def _built(session: Session, asked: Told) -> Told:
    path = named("/v1/remittances/exports/{export}", export=asked["export_id"])
    waiting, shown = Waiting.begin(session), asked
    with progress(session.terminal, asked["month"], 0) as advance:
        while not shown["url"]:
            if shown["state"] == "failed":
                raise Trouble(f"The month can't be exported: {shown['reason']}.")
            advance(0, shown["state"])
            waiting.pause(PAUSE, f"The export is {shown['state']}.")
            shown = waiting.look(path) or shown
    return shown
