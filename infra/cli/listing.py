"""Lists: as many entries as were asked for, and a word where there are more."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping

from infra.cli.session import Session

DEFAULT = 50


def add_limit(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--limit", type=positive, default=DEFAULT, metavar="N", help=f"at most so many ({DEFAULT})"
    )


def positive(text: str) -> int:
    """A whole number from 1 on; for argparse."""
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def show_list(
    session: Session, path: str, name: str, columns: Mapping[str, str], empty: str, **query: str
) -> bool:
    """Shows what the answers hold under `name`; whether there was anything.

    `columns` and `empty` are those of `Terminal.entries`.
    """
    limit: int = session.options.limit
    listing = session.api.listing(path, name, limit, **query)
    session.terminal.entries(listing.entries, columns, empty)
    if listing.has_more:
        session.terminal.note(f"There are more than these {limit}; see more of them by --limit N.")
    return bool(listing.entries)
