"""`python -m infra.describe_api`: writes docs/openapi.json from the declarations of the routes."""

import json
from pathlib import Path

from chalicelib.entry.http.openapi.document import api_document

DESCRIPTION = Path(__file__).parents[1] / "docs" / "openapi.json"


def description() -> str:
    """The document as it stands in the repository."""
    return json.dumps(api_document(), indent=1) + "\n"


if __name__ == "__main__":
    DESCRIPTION.write_text(description())
