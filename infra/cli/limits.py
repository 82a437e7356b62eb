"""How many entries of a list are shown."""

from argparse import ArgumentParser, ArgumentTypeError

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
