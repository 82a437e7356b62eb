"""The tables of the clearinghouse's README."""

from pathlib import Path

import infra.sandbox.clearinghouse as package

README = Path(package.__path__[0]) / "README.md"


def table_under(heading: str) -> list[str]:
    """The rows of the table in that section, without its header."""
    section = README.read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("| ")][1:]
