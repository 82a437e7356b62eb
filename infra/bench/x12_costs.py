"""What the X12 engine costs beside time: memory, a cold start, bytes in the deployed package."""

import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from infra.bench.figures import Figure, at_most
from infra.bench.x12_files import claims_837, remittances_835
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "chalicelib" / "x12"
LARGE = 50_000_000
COLD_STARTS = 21
MOST_MIB, MOST_MS, MOST_KB = 40, 30, 600

_PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
_APART = (
    "import subprocess, sys; sys.exit(subprocess.run([sys.executable, *sys.argv[1:]]).returncode)"
)
_STREAM = f"""
import sys
from chalicelib.x12.check_stream import check_stream
from chalicelib.x12.findings import FindingCollector
with open(sys.argv[1], "rb") as file:
    check_stream(iter(lambda: file.read(1 << 16), b""), FindingCollector())
{_PEAK}
"""
_FIRST_CLAIM = """
import sys
from chalicelib.x12.claim_file import check_claim_file
with open(sys.argv[1], "rb") as file:
    sys.exit(len(check_claim_file(file.read()).claims) - 1)
"""
_LIBRARY = "import collections.abc, functools"
"""What of Python's own library the engine needs until a first claim is checked."""


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        return [*_memory(Path(folder)), *_cold_start(Path(folder)), _zip_growth()]


def _memory(folder: Path) -> Iterator[Figure]:
    """Peak of a process of its own, less that of an interpreter that does nothing."""
    empty = _peak(_PEAK)
    for title, write in _LARGE_FILES.items():
        file = folder / title
        with file.open("wb") as out:
            out.writelines(write(LARGE))
        peak = _peak(_STREAM, str(file))
        yield Figure(f"{title} of 50 MB streamed, peak", peak, "MiB", at_most(MOST_MIB, peak))
        yield Figure("  of which an empty interpreter", empty, "MiB")


def _peak(code: str, *arguments: str) -> float:
    """In MiB. A process also counts the peak of the one that began it, so a small one does that."""
    return int(_python(_APART, "-S", "-c", code, *arguments)) / 1024


def _cold_start(folder: Path) -> Iterator[Figure]:
    """Imports, the guide's table and one claim, over an interpreter that does nothing."""
    file = folder / "one.837"
    file.write_bytes(claim_file(ClaimKind.PROFESSIONAL, sample_claims(1, first=1)))
    _python(_FIRST_CLAIM, str(file))
    runs = [(_ms("pass"), _ms(_LIBRARY), _ms(_FIRST_CLAIM, str(file))) for _ in range(COLD_STARTS)]
    empty, library, first = (statistics.median(each) for each in zip(*runs, strict=True))
    what = f"cold start with the first claim, median of {COLD_STARTS}"
    yield Figure(what, first - empty, "ms", at_most(MOST_MS, first - empty))
    yield Figure("  of which Python's collections and functools", library - empty, "ms")
    yield Figure("  on top of an empty interpreter", empty, "ms")


def _zip_growth() -> Figure:
    """The package with its tables, as a deployment holds it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(PACKAGE.rglob("*")):
            if file.suffix in (".py", ".txt"):
                archive.write(file, str(file.relative_to(ROOT)))
    size = len(packed.getvalue()) / 1000
    return Figure("zip growth by the engine and its tables", size, "KB", at_most(MOST_KB, size))


def _ms(code: str, *arguments: str) -> float:
    """Of processor time, so that other work on the machine counts little."""
    began = _spent_by_children()
    _python(code, *arguments)
    return 1000 * (_spent_by_children() - began)


def _spent_by_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _python(code: str, *arguments: str) -> str:
    """Runs a program in an interpreter of its own that may keep bytecode, as a deployed one has."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment["PYTHONPYCACHEPREFIX"] = str(ROOT / "build" / "bytecode")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-S", "-c", code, *arguments]
    return subprocess.run(  # noqa: S603  (our own interpreter)
        command, env=environment, check=True, capture_output=True, text=True, timeout=120
    ).stdout


_LARGE_FILES: dict[str, Callable[[int], Iterator[bytes]]] = {
    "837P": claims_837,
    "835": remittances_835,
}
