"""`python -m infra.guides`: compile every guide table anew, and list the rules in docs."""

from pathlib import Path

from chalicelib.x12.guide.tables import TABLES
from infra.guides.rule_list import rule_list
from infra.guides.sources import tables

RULES_PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def main() -> None:
    """Writes tables and page, and says how large the tables are."""
    for name, text in tables().items():
        (Path(TABLES) / name).write_text(text, "ascii")
        print(f"{name:16}{len(text):8,} bytes")
    RULES_PAGE.write_text(rule_list(), "utf-8")


if __name__ == "__main__":
    main()
