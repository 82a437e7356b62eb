"""The API key: from the environment, a private file, stdin or a prompt; never a command line,
where every process of the machine could read it."""

import getpass
import sys

from infra.cli.settings import Settings
from infra.cli.trouble import NoKeyTrouble


def key_for(settings: Settings, from_stdin: bool) -> str:
    """Raises NoKeyTrouble when nobody gives one."""
    if from_stdin:
        key = sys.stdin.readline().strip()
    elif settings.api_key:
        key = settings.api_key
    elif sys.stdin.isatty() and sys.stderr.isatty():
        key = getpass.getpass("API key: ").strip()
    else:
        key = ""
    if not key:
        raise NoKeyTrouble(
            "There is no API key.",
            "Set COURIER_API_KEY, write api_key into the configuration file, or pipe it in with "
            "--key-stdin.",
        )
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise NoKeyTrouble("That is no API key.")
    return key
