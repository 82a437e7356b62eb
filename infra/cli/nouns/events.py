"""`courier events`: what happened, as it happens; and telling a webhook of it once more."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator

from infra.cli.command import Command
from infra.cli.exit_code import ExitCode
from infra.cli.listing import positive
from infra.cli.request import named, post_json
from infra.cli.session import Session
from infra.cli.trouble import UsageTrouble
from infra.cli.waiting import Waiting
from infra.cli.words import Told

PAUSE = 2.0
"""Seconds between two looks at the end of the feed."""


def _tail(session: Session) -> ExitCode:
    """From the number that was named to the end; with --follow, on and on."""
    after = session.options.after
    for page in _pages(session):
        for event in page["events"]:
            if event["type"].startswith(session.options.type):
                session.terminal.line(event, _line(event))
        after = page["after"]
    session.terminal.note(f"That is all so far; go on with --after {after}.")
    return ExitCode.DONE


def _pages(session: Session) -> Iterator[Told]:
    """Who follows outlasts an outage, once the first page is there."""
    waiting, follow = Waiting(session), session.options.follow
    look: Callable[..., Told | None] = waiting.look if follow else session.api.get
    page: Told = session.api.get("/v1/events", after=str(session.options.after), limit="200")
    yield page
    while page["more"] or follow:
        if waiting.is_cut_off or not page["more"]:
            waiting.pause(PAUSE)
        news = look("/v1/events", after=str(page["after"]), limit="200")
        if news is not None:
            page = news
            yield page


def _resend(session: Session) -> ExitCode:
    path = named("/v1/webhooks/{webhook}/resend", webhook=session.options.webhook)
    webhook = session.effect(post_json(path, _what(session)))
    if webhook is not None:
        rows = [(name, webhook[name]) for name in ("webhook_id", "url", "state")]
        session.terminal.thing(webhook, rows)
    return ExitCode.DONE


def _what(session: Session) -> dict[str, object]:
    """One event, or some of the feed. Raises UsageTrouble for both, or neither."""
    options = session.options
    if bool(options.event) == bool(options.count):
        raise UsageTrouble("Name one event, or --after and --count for some of the feed.")
    if options.event:
        return {"event_id": options.event}
    return {"after": options.after, "count": options.count}


def _line(event: Told) -> str:
    ids = {name: value for name, value in event["data"].items() if name != "practice_ids"}
    about = "  ".join(f"{name}={value}" for name, value in ids.items())
    return f"{event['seq']}  {event['time']}  {event['type']}  {event['subject']}  {about}".rstrip()


def _after(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--after",
        type=_number,
        default=0,
        metavar="N",
        help="the number of the last event that you know; 0 (the default): from the beginning",
    )


def _number(text: str) -> int:
    return 0 if text == "0" else positive(text)


def _tail_arguments(parser: ArgumentParser) -> None:
    _after(parser)
    parser.add_argument("--follow", action="store_true", help="wait for more, until Ctrl-C")
    parser.add_argument(
        "--type", default="", metavar="TYPE", help="only these: batch. or claim.paid"
    )


def _resend_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("webhook", metavar="WEBHOOK", help="its id")
    parser.add_argument("event", metavar="EVENT", nargs="?", default="", help="its id, evt_...")
    _after(parser)
    parser.add_argument("--count", type=positive, default=None, metavar="N")


COMMANDS = (
    Command("events", "tail", "What happened, oldest first.", _tail, _tail_arguments),
    Command(
        "events",
        "resend",
        "Send a webhook one event, or some of the feed, once more.",
        _resend,
        _resend_arguments,
        sends=True,
    ),
)
