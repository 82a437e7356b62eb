"""Bytecode beside each module of a package: Lambda can't keep what it compiles.

Its file system is read-only, so without this every cold start compiles every module that it
imports: two thirds of the time (docs/performance.md, ADR 49).
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_READABLE = 0o644
"""For all: Lambda's user owns nothing of what is unpacked."""


def add_bytecode(path: Path) -> None:
    """Compiles the modules of a zip, for the interpreter that runs here: Chalice names the same as
    the functions' runtime. The same modules give the same bytes. What can't be compiled stays as it
    is, as it would at the first import. Bytecode that is there already is not trusted: its times
    would be compared.
    """
    with tempfile.TemporaryDirectory() as folder, ZipFile(path) as zip_file:
        root = Path(folder)
        modules = [each for each in zip_file.namelist() if each.endswith(".py")]
        zip_file.extractall(root, modules)
        _compile(root)
        _replace(path, root)


def _compile(root: Path) -> None:
    """In a process of its own: what else a process has seen changes the bytes."""
    options = ["-q", "-f", "--invalidation-mode", "unchecked-hash", "-s", str(root)]
    subprocess.run(  # noqa: S603 - our own interpreter, our own arguments
        [sys.executable, "-I", "-m", "compileall", *options, str(root)],
        check=False,
        stdout=subprocess.DEVNULL,
    )


def _replace(path: Path, root: Path) -> None:
    changed = path.with_suffix(".compiled")
    with ZipFile(path) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for member in old.infolist():
            if not member.filename.endswith(".pyc"):
                new.writestr(member, old.read(member), ZIP_DEFLATED)
        for compiled in sorted(root.rglob("*.pyc")):
            member = ZipInfo(compiled.relative_to(root).as_posix())
            member.external_attr = _READABLE << 16
            new.writestr(member, compiled.read_bytes(), ZIP_DEFLATED)
    changed.replace(path)
