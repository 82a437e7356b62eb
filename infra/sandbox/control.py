"""The sandbox's own HTTP door: its clock and its alarms."""

import json
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

from infra.sandbox.alarms.watch import AlarmWatch
from infra.sandbox.clock import SandboxClock
from infra.sandbox.loopback import LOOPBACK, ServedInThread

# Where a running sandbox says how it is reached.
ADDRESSES = "sandbox.json"

Json = dict[str, Any]


class ControlRequestHandler(BaseHTTPRequestHandler):
    """GET /clock, POST /clock {"advance_seconds": N}, GET /alarms."""

    def __init__(self, clock: SandboxClock, alarms: AlarmWatch, *request: Any) -> None:  # noqa: ANN401
        self._clock = clock
        self._alarms = alarms
        super().__init__(*request)

    def do_GET(self) -> None:
        self._answer({"/clock": self._time, "/alarms": self._judgments})

    def do_POST(self) -> None:
        self._answer({"/clock": self._advance})

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _answer(self, routes: Mapping[str, Callable[[], Json]]) -> None:
        route = routes.get(self.path)
        if route is None:
            self.send_error(404)
            return
        try:
            answer = route()
        except (ValueError, KeyError, TypeError) as error:
            self.send_error(400, explain=str(error))
            return
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _time(self) -> Json:
        return {"now": self._clock.now().isoformat()}

    def _advance(self) -> Json:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._clock.advance(timedelta(seconds=asked["advance_seconds"]))
        return self._time()

    def _judgments(self) -> Json:
        judgments = self._alarms.judgments.items()
        return {name: {"state": j.state, "reason": j.reason} for name, j in judgments}


def serve_control(clock: SandboxClock, alarms: AlarmWatch) -> ServedInThread:
    """Serves the door on a free port."""
    handler = partial(ControlRequestHandler, clock, alarms)
    return ServedInThread("control", ThreadingHTTPServer((LOOPBACK, 0), handler))


@dataclass(frozen=True, slots=True)
class ControlClient:
    """Speaks to the door of a running sandbox."""

    url: str

    @classmethod
    def of(cls, build_dir: Path) -> Self:
        """The sandbox that writes to `build_dir`. Raises FileNotFoundError when none runs."""
        return cls(json.loads((build_dir / ADDRESSES).read_text())["control_url"])

    def advance(self, by: timedelta) -> datetime:
        """Lets time pass; returns the sandbox's new present."""
        body = json.dumps({"advance_seconds": by.total_seconds()}).encode()
        return datetime.fromisoformat(self._ask("/clock", body)["now"])

    def now(self) -> datetime:
        return datetime.fromisoformat(self._ask("/clock")["now"])

    def alarms(self) -> Json:
        """State and reason by the alarm's name."""
        return self._ask("/alarms")

    def _ask(self, path: str, body: bytes | None = None) -> Json:
        with urllib.request.urlopen(self.url + path, data=body, timeout=10) as response:  # noqa: S310
            answer: Json = json.load(response)
        return answer
