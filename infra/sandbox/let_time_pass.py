"""`python -m infra.sandbox.let_time_pass 73h`: moves the clock of a running sandbox."""

import argparse
from pathlib import Path
from urllib.error import URLError

from infra.sandbox.clock import parse_duration
from infra.sandbox.control import ControlClient


def main() -> None:
    """Advances the clock of the sandbox that runs from this folder."""
    parser = argparse.ArgumentParser(prog="python -m infra.sandbox.let_time_pass")
    parser.add_argument("duration", type=parse_duration, help="90s, 15m, 73h or 8d")
    parser.add_argument("--build", type=Path, default=Path("build"), help="the sandbox's folder")
    arguments = parser.parse_args()
    try:
        print(ControlClient.of(arguments.build).advance(arguments.duration).isoformat())
    except (FileNotFoundError, ConnectionError, URLError):
        parser.exit(1, f"no sandbox runs that writes to {arguments.build}\n")


if __name__ == "__main__":
    main()
