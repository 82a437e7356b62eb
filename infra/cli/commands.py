"""All commands."""

from infra.cli.command import Command
from infra.cli.completion import completion_command
from infra.cli.nouns import account, batch, claim, close, era, events, verify, worklist

NOUNS = {
    "batch": "files of claims that were handed in",
    "claim": "where claims stand, and how they got there",
    "era": "remittances and the archive of 835 files",
    "account": "how connections to clearinghouses are doing",
    "worklist": "what waits for a person",
    "events": "what happened, as it happens",
    "close": "closing an account safely",
    "verify": "check an export of statements, offline",
    "completion": "completion for a shell",
}
"""In the order of the help."""

_OF_NOUNS: tuple[Command, ...] = (
    *batch.COMMANDS,
    *claim.COMMANDS,
    *era.COMMANDS,
    *account.COMMANDS,
    *worklist.COMMANDS,
    *events.COMMANDS,
    *close.COMMANDS,
    *verify.COMMANDS,
)
COMMANDS: tuple[Command, ...] = (*_OF_NOUNS, completion_command(lambda: (COMMANDS, NOUNS)))
