"""The outside world on one machine, in one process: composed, started and stopped here."""

import importlib
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType, TracebackType

from chalice.app import Chalice

from infra.cloud.template import build_template, plain_environment
from infra.sandbox.alarms.queue_depth import QueueDepth
from infra.sandbox.alarms.watch import AlarmWatch
from infra.sandbox.clock import SandboxClock
from infra.sandbox.control import ADDRESSES, serve_control
from infra.sandbox.embedded_aws.clients import Clients
from infra.sandbox.embedded_aws.server import EmbeddedAws
from infra.sandbox.environment import Environment, aws_environment
from infra.sandbox.function_output import FunctionOutput
from infra.sandbox.functions import Functions
from infra.sandbox.issuer import Issuer
from infra.sandbox.local_api import serve_api
from infra.sandbox.loopback import ServedInThread
from infra.sandbox.metrics import MetricBoard
from infra.sandbox.provisioner.provision import provision
from infra.sandbox.provisioner.provisioned import Provisioned
from infra.sandbox.pumps.assembly import PumpAssembly
from infra.sandbox.pumps.pump_thread import PumpThread

STACK_NAME = "claim-courier-sandbox"
SANDBOX_PARAMETERS = {
    "ArchiveRetentionDays": "1",
    "RequestsPerMinute": "60000",  # a sandbox's minutes are short
    "Stage": "sandbox",
    "WebhookTargets": "loopback",
}
_SECONDS_BETWEEN_JUDGMENTS = 1.0


def _import_app() -> ModuleType:
    return importlib.import_module("app")


def _use_clock(clock: SandboxClock) -> None:
    importlib.import_module("chalicelib.wiring").use_clock(clock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a world is started. A port of 0 takes a free one.

    `speed` divides the waiting times of the outside world: at 150, rate(5 minutes) is every 2 s.
    `parameters` override the template's: by default nothing is locked for years.
    `build_dir` receives `sandbox.log`, what the functions log, and `sandbox.json`, the addresses.
    `use_clock` gives the app the sandbox's clock, after the functions' environment is set.
    `prepare` runs when everything is there and served, before anything starts a function.
    """

    api_port: int = 0
    aws_port: int = 0
    speed: float = 150
    parameters: Mapping[str, str] = field(default_factory=lambda: dict(SANDBOX_PARAMETERS))
    build_dir: Path = Path("build")
    load_app: Callable[[], ModuleType] = _import_app
    use_clock: Callable[[SandboxClock], None] = _use_clock
    prepare: Callable[["Running"], None] = lambda _running: None


@dataclass(frozen=True, slots=True)
class Running:
    """A world that runs. `alarms.listeners` and `functions.failures` tell what happens in it."""

    clients: Clients
    provisioned: Provisioned
    clock: SandboxClock
    metrics: MetricBoard
    functions: Functions
    alarms: AlarmWatch
    api_url: str
    control_url: str
    issuer: Issuer

    @property
    def endpoint_url(self) -> str:
        """Where the embedded AWS answers."""
        return self.clients.endpoint_url


class FunctionsDisagreeError(Exception):
    """Two functions want different values of a variable, but here they share one process."""


class World:
    """Starts a world and stops it again; several may follow one another in a process.

    As a context manager it gives the `Running` world. `start` raises PortTakenError, and whatever
    `prepare` raises, after undoing what it did.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._undo = ExitStack()

    def __enter__(self) -> Running:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> Running:
        with ExitStack() as undo:
            running = self._start(undo)
            self._undo = undo.pop_all()
        return running

    def stop(self) -> None:
        self._undo.close()

    def _start(self, undo: ExitStack) -> Running:
        environment = Environment()
        undo.callback(environment.restore)
        clients = self._start_aws(undo, environment)
        board = MetricBoard(clients.cloudwatch)
        output = FunctionOutput(self._options.build_dir / "sandbox.log", board.put)
        output.open()
        undo.callback(output.close)
        app = self._options.load_app()
        provisioned = self._provision(app.app, clients)
        environment.update(_shared_environment(provisioned))
        clock = SandboxClock()
        issuer = Issuer(provisioned.ref("UserPoolClient"), clock.now)
        undo.callback(issuer.stop)
        environment.update({"TOKEN_ISSUER": issuer.url})
        self._options.use_clock(clock)
        functions = Functions(app, board, clock.now, before_each=output.take_over)
        # The pumps hold the rules and queues that catch what `prepare` sets off.
        pumps = PumpAssembly(clients, functions, clock, self._options.speed).threads(provisioned)
        alarms = AlarmWatch(clients, provisioned, board, clock.now, self._options.speed)
        running = Running(
            clients=clients,
            provisioned=provisioned,
            clock=clock,
            metrics=board,
            functions=functions,
            alarms=alarms,
            api_url=self._serve(undo, serve_api(app.app, self._options.api_port)),
            issuer=issuer,
            control_url=self._serve(undo, serve_control(clock, alarms)),
        )
        self._write_addresses(undo, running)
        self._options.prepare(running)
        _keep_turning(undo, [*pumps, _alarm_thread(running)])
        return running

    def _start_aws(self, undo: ExitStack, environment: Environment) -> Clients:
        environment.isolate_from_aws()
        aws = EmbeddedAws(self._options.aws_port)
        clients = Clients(aws.start())
        undo.callback(aws.stop)
        environment.update(aws_environment(clients.endpoint_url) | plain_environment())
        return clients

    def _provision(self, app: Chalice, clients: Clients) -> Provisioned:
        return provision(build_template(app), clients, STACK_NAME, self._options.parameters)

    def _serve(self, undo: ExitStack, server: ServedInThread) -> str:
        undo.callback(server.stop)
        return server.url

    def _write_addresses(self, undo: ExitStack, running: Running) -> None:
        addresses = self._options.build_dir / ADDRESSES
        names = ("endpoint_url", "api_url", "control_url")
        known = {name: getattr(running, name) for name in names}
        addresses.write_text(json.dumps({**known, "issuer_url": running.issuer.url}))
        undo.callback(addresses.unlink, missing_ok=True)


def _shared_environment(provisioned: Provisioned) -> Mapping[str, str]:
    environment, *others = [function.environment for function in provisioned.functions]
    if any(other != environment for other in others):
        raise FunctionsDisagreeError
    return environment


def _alarm_thread(running: Running) -> PumpThread:
    depth = QueueDepth(running.clients.sqs, running.metrics, running.alarms.rules)

    def judge() -> None:
        depth.turn()
        running.alarms.turn()
        running.metrics.flush()

    return PumpThread("alarms", judge, _SECONDS_BETWEEN_JUDGMENTS)


def _keep_turning(undo: ExitStack, threads: Sequence[PumpThread]) -> None:
    for thread in threads:
        undo.callback(thread.join)
    for thread in threads:
        # Undone before the joins, so that all stop at the same time.
        undo.callback(thread.ask_to_stop)
        thread.start()
