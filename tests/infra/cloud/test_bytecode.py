"""A deployed module is not compiled at every cold start."""

import stat
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from infra.cloud.bytecode import add_bytecode

COMPILED = f"room/__pycache__/module.{sys.implementation.cache_tag}.pyc"


def zipped(folder: Path) -> Path:
    path = folder / "deployment.zip"
    with ZipFile(path, "w") as zip_file:
        zip_file.writestr("room/module.py", "WORD = 'from source'")
        zip_file.writestr("room/broken.py", "def :")
        zip_file.writestr("room/data.json", "{}")
        zip_file.writestr("room/__pycache__/module.cpython-27.pyc", "old")
    return path


def test_bytecode_lies_beside_every_module_that_can_be_compiled(tmp_path: Path) -> None:
    path = zipped(tmp_path)
    add_bytecode(path)
    with ZipFile(path) as zip_file:
        assert zip_file.namelist() == [
            "room/module.py",
            "room/broken.py",
            "room/data.json",
            COMPILED,
        ]
        assert stat.filemode(zip_file.getinfo(COMPILED).external_attr >> 16) == "?rw-r--r--"


def test_python_takes_it_whatever_date_the_source_has(tmp_path: Path) -> None:
    path = zipped(tmp_path)
    add_bytecode(path)
    with ZipFile(path) as zip_file:
        zip_file.extractall(tmp_path)
    (tmp_path / "room" / "module.py").write_text("WORD = 'compiled anew'")
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\nfrom room import module"
    printed = subprocess.run(
        [sys.executable, "-I", "-B", "-c", f"{program}\nprint(module.WORD)"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert printed.stdout == "from source\n"


def test_the_same_modules_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        path = zipped(tmp_path / name)
        add_bytecode(path)
        with ZipFile(path) as zip_file:
            made.append(zip_file.read(COMPILED))
    assert made[0] == made[1]
