"""A chain of statements as it is exported: every file by its name."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import ACCOUNT
from tests.functional.counterpart import answers_to
from tests.functional.courier import House, a_claim_file

Export = dict[str, bytes]

_HOUR = timedelta(hours=1)


def exported(house: House) -> Export:
    """What `aws s3 sync` of the account's statements would bring."""
    root = f"statements/{ACCOUNT}/"
    objects = house.archive.objects.by_key.items()
    return {key.removeprefix(root): content for key, content in objects if key.startswith(root)}


def a_chain(house: House) -> Export:
    """Four statements with all three books; two lines a page, so that books have several."""
    with pytest.MonkeyPatch.context() as small_pages:
        small_pages.setattr("chalicelib.services.conservation.write_book.LINES_PER_PAGE", 2)
        for number in range(1, 4):
            house.hand_in(a_claim_file(f"PAY{number}", f"REJ{number}", control_number=number))
            house.visit()
            _draw(house)
        for answer in answers_to(house.server.inbound):
            house.answer(*answer)
        _draw(house)
    return exported(house)


def lay_out(export: Export, folder: Path) -> Path:
    for name, content in export.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def _draw(house: House) -> None:
    house.clock.advance(_HOUR)
    house.courier.draw_statement(ACCOUNT)
