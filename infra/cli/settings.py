"""Where the API is, and what a command may leave out: from the environment, a file, a sandbox.

In this order, the first that knows a value wins: the command line (never the key), the
environment, the configuration file. Where `--sandbox` or COURIER_SANDBOX names a sandbox, its file
stands in place of the last two, so that nothing of another API is mixed in.
"""

import json
import tomllib
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.cli.address import check_address, is_loopback
from infra.cli.private_file import read_private
from infra.cli.trouble import UsageTrouble

SANDBOX_FILE = Path("build") / "sandbox.json"
NAMES = ("api_url", "api_key", "practice_id", "account_id")
"""In the files; in the environment they are COURIER_API_URL and so on."""


@dataclass(frozen=True, slots=True)
class Settings:
    """An empty text is what nobody has said."""

    api_url: str = ""
    api_key: str = ""
    practice_id: str = ""
    account_id: str = ""

    def __repr__(self) -> str:
        return f"Settings(api_url={self.api_url!r}, api_key=…)"


def load_settings(options: Namespace, environment: Mapping[str, str]) -> Settings:
    """Raises UsageTrouble for files that can't be read or are open to others, and for an address
    over which a key would travel in the clear."""
    given = {
        "api_url": options.api_url,
        "practice_id": options.practice,
        "account_id": options.account,
    }
    sandbox = environment.get("COURIER_SANDBOX") or (SANDBOX_FILE if options.sandbox else "")
    if sandbox:
        sources = [given, _sandbox(Path(sandbox))]
    else:
        sources = [given, _environment(environment), _configuration(options, environment)]
    values = {name: _first(name, sources) for name in NAMES}
    settings = Settings(**{**values, "api_url": values["api_url"].rstrip("/")})
    if settings.api_url:
        check_address(settings.api_url)
    return settings


def _first(name: str, sources: list[dict[str, str]]) -> str:
    return next((source[name] for source in sources if source.get(name)), "")


def _environment(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: environment.get(f"COURIER_{name.upper()}", "") for name in NAMES}


def _sandbox(path: Path) -> dict[str, str]:
    """Its key is good on this machine only, so its file may be read by anybody."""
    try:
        values: dict[str, str] = json.loads(path.read_text())
    except FileNotFoundError:
        raise UsageTrouble(f"No sandbox has written {path}: start one with `make run`.") from None
    except (OSError, ValueError):
        raise UsageTrouble(f"{path} is not what a sandbox writes.") from None
    if not is_loopback(values.get("api_url", "")):
        raise UsageTrouble(f"{path} does not name a sandbox of this machine.")
    return values


def _configuration(options: Namespace, environment: Mapping[str, str]) -> dict[str, str]:
    """Nothing where there is no file, unless somebody has named one."""
    named = options.config or environment.get("COURIER_CONFIG", "")
    path = Path(named) if named else _usual_place(environment)
    if not named and not path.exists():
        return {}
    try:
        values = tomllib.loads(read_private(path))
    except tomllib.TOMLDecodeError as error:
        raise UsageTrouble(f"{path} is no TOML: {error}") from None
    unknown = sorted(set(values) - set(NAMES))
    if unknown:
        raise UsageTrouble(f"{path}: unknown {', '.join(unknown)}. Known: {', '.join(NAMES)}.")
    return {name: str(value) for name, value in values.items()}


def _usual_place(environment: Mapping[str, str]) -> Path:
    home = environment.get("XDG_CONFIG_HOME") or Path(environment.get("HOME", "~")) / ".config"
    return Path(home) / "courier" / "config.toml"
