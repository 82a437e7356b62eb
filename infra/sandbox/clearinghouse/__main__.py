"""`python -m infra.sandbox.clearinghouse --profile office_ally --port 2222`"""

import argparse
import os
import secrets
import signal
import sys
import threading

from infra.sandbox.clearinghouse.advancing_clock import AdvancingClock
from infra.sandbox.clearinghouse.config import ClearinghouseConfig, Pace, User
from infra.sandbox.clearinghouse.control_desk import ControlDesk
from infra.sandbox.clearinghouse.control_door import ControlDoor
from infra.sandbox.clearinghouse.profiles.registry import PROFILES
from infra.sandbox.clearinghouse.simulated_clearinghouse import SimulatedClearinghouse

PASSWORD_VARIABLE = "CLEARINGHOUSE_PASSWORD"  # noqa: S105 - the variable's name
USER = "demo"
GREETING = """\
The simulated clearinghouse ({profile}) listens on {host}:{port}
  user      {user}
  password  {password}
  host key  {fingerprint}
  control   {control}

Try it:
  python -m infra.samples --prefix PAY --receiver {receiver} > try.837
  sftp -P {port} {user}@{host}
  sftp> put try.837 {inbound}/OATEST_837P_try.txt
  sftp> ls {outbound}

Ctrl-C ends it."""


def main() -> None:
    """Serves one user until Ctrl-C, with a password from outside or a new one."""
    wanted = _parser().parse_args()
    given = sys.stdin.readline().strip() if wanted.password_stdin else os.getenv(PASSWORD_VARIABLE)
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    try:
        _serve(wanted, given or "")
    except KeyboardInterrupt:
        print("\nThe simulated clearinghouse has ended.")
    except OSError as error:
        sys.exit(f"Cannot listen on port {wanted.port}: {error.strerror}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.sandbox.clearinghouse")
    parser.add_argument("--profile", choices=sorted(PROFILES), default="office_ally")
    parser.add_argument("--port", type=int, default=2222, help="0 takes a free one")
    parser.add_argument(
        "--pace",
        choices=["seconds", "days"],
        default="seconds",
        help="seconds to watch it; days as in real life, for the control door's `advance`",
    )
    parser.add_argument("--password-stdin", action="store_true", help="read it from there")
    return parser


def _serve(wanted: argparse.Namespace, given_password: str) -> None:
    user = User(USER, given_password or secrets.token_urlsafe(12))
    clock, profile = AdvancingClock(), PROFILES[wanted.profile]
    config = ClearinghouseConfig(
        (user,),
        port=wanted.port,
        pace=Pace() if wanted.pace == "seconds" else profile.timeline,
        clock=clock,
        profile=profile.name,
    )
    with (
        SimulatedClearinghouse(config) as running,
        ControlDoor(ControlDesk(running, clock.advance)) as control,
    ):
        greeting = GREETING.format(
            profile=profile.name,
            host=running.host,
            port=running.port,
            user=user.name,
            password="(as you gave it)" if given_password else user.password,
            fingerprint=running.host_key_fingerprint,
            control=control.url,
            inbound=profile.inbound,
            receiver=profile.test_receiver,
            outbound=profile.outbound,
        )
        print(greeting, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
