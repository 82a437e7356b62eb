"""The sandbox: the deployed stack, a simulated clearinghouse, and a practice that uses both."""

import json
import secrets
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from chalicelib import wiring
from chalicelib.domain.account import AccountMode
from chalicelib.domain.identifiers import PracticeId
from chalicelib.services.onboard import Login
from infra.sandbox.api_client import ApiClient
from infra.sandbox.clearinghouse.config import ClearinghouseConfig, Pace, User
from infra.sandbox.clearinghouse.simulated_clearinghouse import SimulatedClearinghouse
from infra.sandbox.control import ADDRESSES
from infra.sandbox.seed import Seeded, seed, seed_people
from infra.sandbox.world import Options, Running, World

SFTP_USER = "sample"


@dataclass(frozen=True, slots=True)
class Addresses:
    """How to reach everything; also written to `build/sandbox.json`."""

    api_url: str
    api_key: str
    practice_id: str
    account_id: str
    s3_endpoint: str
    intake_bucket: str
    archive_bucket: str
    sftp_host: str
    sftp_port: int
    sftp_user: str
    sftp_password: str
    control_url: str
    issuer_url: str


class Sandbox:
    """As a context manager it starts everything and stops it again.

    `api_port` 0 takes a free port; `speed` divides the waiting times of the outside world. Raises
    PortTakenError.
    """

    def __init__(
        self,
        api_port: int = 0,
        build_dir: Path = Path("build"),
        pace: Pace | None = None,
        mode: AccountMode = AccountMode.TEST,
        speed: float = 150,
    ) -> None:
        self._speed = speed
        self._mode = mode
        self._api_port = api_port
        self.build_dir = build_dir
        self._pace = pace or Pace()
        self._password = secrets.token_urlsafe(12)
        self._undo = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            self.world = undo.enter_context(World(self._options(undo)))
            self._undo = undo.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._undo.close()

    @property
    def api(self) -> ApiClient:
        return ApiClient(self.addresses.api_url, self.addresses.api_key)

    def token(self, subject: str) -> str:
        """Of somebody who has just logged in; the sample people are called like their roles."""
        return self.world.issuer.token(subject)

    def _options(self, undo: ExitStack) -> Options:
        def prepare(running: Running) -> None:
            self.clearinghouse = undo.enter_context(self._clearinghouse(running))
            self.addresses = self._addresses(running, self._seeded())
            text = json.dumps(asdict(self.addresses), indent=2)
            (self.build_dir / ADDRESSES).write_text(text + "\n")

        return Options(
            api_port=self._api_port, build_dir=self.build_dir, prepare=prepare, speed=self._speed
        )

    def _clearinghouse(self, running: Running) -> SimulatedClearinghouse:
        user = User(SFTP_USER, self._password)
        config = ClearinghouseConfig((user,), pace=self._pace, clock=running.clock.now)
        return SimulatedClearinghouse(config)

    def _seeded(self) -> Seeded:
        sftp = self.clearinghouse
        login = Login(sftp.host, sftp.port, SFTP_USER, self._password, sftp.host_key)
        onboard = wiring.courier().onboard
        seeded = seed(onboard, login, self._mode)
        seed_people(onboard, PracticeId(seeded.practice_id))
        return seeded

    def _addresses(self, running: Running, seeded: Seeded) -> Addresses:
        return Addresses(
            api_url=running.api_url,
            api_key=seeded.api_key,
            practice_id=seeded.practice_id,
            account_id=seeded.account_id,
            s3_endpoint=running.endpoint_url,
            intake_bucket=running.provisioned.ref("IntakeBucket"),
            archive_bucket=running.provisioned.ref("ArchiveBucket"),
            sftp_host=self.clearinghouse.host,
            sftp_port=self.clearinghouse.port,
            sftp_user=SFTP_USER,
            sftp_password=self._password,
            control_url=running.control_url,
            issuer_url=running.issuer.url,
        )
