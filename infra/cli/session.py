"""What a command works with: its options, the API, the terminal, and the time."""

import time
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from infra.cli.api import Api
from infra.cli.download import Download, download
from infra.cli.dry_run import told
from infra.cli.key import key_for
from infra.cli.request import Request
from infra.cli.settings import Settings
from infra.cli.terminal import Terminal
from infra.cli.transport import HttpTransport
from infra.cli.trouble import UsageTrouble
from infra.cli.upload import Upload, upload


@dataclass(frozen=True)
class Session:
    """`download` gives what lies at an address, `upload` puts something there; `sleep` waits so
    many seconds, `now` counts them from anywhere."""

    options: Namespace
    settings: Settings
    terminal: Terminal
    download: Download = field(default=download)
    upload: Upload = field(default=upload)
    sleep: Callable[[float], None] = field(default=time.sleep)
    now: Callable[[], float] = field(default=time.monotonic)

    @cached_property
    def api(self) -> Api:
        """Asks for the key when it is first needed. Raises NoKeyTrouble, UsageTrouble."""
        url = self.api_url
        transport = HttpTransport(url, key_for(self.settings, self.options.key_stdin))
        return Api(transport, self.sleep, url=url)

    @property
    def api_url(self) -> str:
        return self.settings.api_url or _missing("API", "--api-url", "COURIER_API_URL")

    @property
    def practice_id(self) -> str:
        return self.settings.practice_id or _missing(
            "practice", "--practice", "COURIER_PRACTICE_ID"
        )

    @property
    def account_id(self) -> str:
        return self.settings.account_id or _missing("account", "--account", "COURIER_ACCOUNT_ID")

    def effect(self, request: Request) -> dict[str, Any] | None:
        """The answer to a request that changes something; None in a dry run, which tells it."""
        if self.options.dry_run:
            self.terminal.thing(*told(self.api_url, request))
            return None
        return self.api.json(request)


def _missing(what: str, option: str, variable: str) -> str:
    raise UsageTrouble(
        f"Which {what}? Name it with {option}, {variable} or in the configuration file;",
        "with a sandbox of this machine, say --sandbox.",
    )
