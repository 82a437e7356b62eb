"""What a function that is just starting does, told by an interpreter of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TELLS = """
import app, gc, sys
print(gc.isenabled(), gc.get_freeze_count() > 10_000)
print(*sorted(name for name in sys.modules if name.startswith(("paramiko", "chalicelib.x12.gu"))))
"""


def test_starting_looks_for_no_garbage_and_loads_no_tables() -> None:
    printed = subprocess.run(
        [sys.executable, "-c", TELLS], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    assert printed.splitlines() == ["True True", ""]
