"""One declaration per command: the parser, the completion and its tests are drawn from it."""

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass

from infra.cli.exit_code import ExitCode
from infra.cli.session import Session

Arguments = Callable[[ArgumentParser], None]


def no_arguments(_parser: ArgumentParser) -> None:
    """A command that takes none of its own."""


@dataclass(frozen=True, slots=True)
class Command:
    """`courier <noun> <verb>`; an empty verb is what the noun does by itself.

    `sends`: it changes something, so it has `--dry-run`.
    """

    noun: str
    verb: str
    does: str
    run: Callable[[Session], ExitCode]
    arguments: Arguments = no_arguments
    sends: bool = False

    @property
    def name(self) -> str:
        return f"{self.noun} {self.verb}".rstrip()
