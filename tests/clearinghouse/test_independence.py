import ast
from collections.abc import Iterator
from pathlib import Path

import infra.sandbox.clearinghouse as package

FOLDER = Path(package.__path__[0])


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_the_clearinghouse_shares_no_code_with_the_gateway() -> None:
    names = {
        name for path in FOLDER.rglob("*.py") for name in imported(ast.parse(path.read_text()))
    }
    own = {name for name in names if name.startswith(("app", "chalicelib", "infra"))}
    assert "infra.sandbox.clearinghouse.scenarios" in own
    assert {name for name in own if not name.startswith("infra.sandbox.clearinghouse")} == set()
