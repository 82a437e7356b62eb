"""A file that came in is logged alike, whichever way it came."""

import subprocess
import sys
from logging import LogRecord, makeLogRecord
from typing import Any

import pytest

from chalicelib.domain.ports import DroppedFile
from chalicelib.entry.triggers import drop_folder
from tests.builders import ACCOUNT, PRACTICE
from tests.functional.courier import House, a_claim_file
from tests.functional.era import an_835
from tests.functional.test_http_api import Api, api, client
from tests.functional.test_http_remittances import hand_in

__all__ = ["api", "client"]

IMPORTS = """
import io, logging, sys
import chalicelib.observability
sys.stdout = io.StringIO()
import app
sys.stderr.write(logging.getLevelName(logging.getLogger("claim-courier").level))
"""
USUAL = {*vars(makeLogRecord({})), "message"}


def dropped(house: House, key: str, content: bytes) -> None:
    file: DroppedFile = house.drop_folder.drop(key, content)
    told = {"key": file.key, "version-id": file.version}
    drop_folder.receive_dropped_file({"detail": {"object": told}})


def fields(record: LogRecord) -> dict[str, Any]:
    """What the line tells beside what every line does."""
    return {name: value for name, value in vars(record).items() if name not in USUAL}


def lines(caplog: pytest.LogCaptureFixture, event: str) -> list[dict[str, Any]]:
    return [fields(record) for record in caplog.records if record.getMessage() == event]


def test_of_a_batch(house: House, api: Api, caplog: pytest.LogCaptureFixture) -> None:
    api.post(a_claim_file("PAY00001"))
    dropped(house, f"drop/{PRACTICE}/claims.837", a_claim_file("PAY00002"))
    by_api, by_folder = lines(caplog, "batch received")
    assert by_api.keys() == by_folder.keys()
    assert (by_api.pop("source"), by_folder.pop("source")) == ("api", "drop_folder")
    assert by_api.pop("batch_id") != by_folder.pop("batch_id")
    assert by_api == by_folder
    assert (by_api["account_id"], by_api["claim_count"], by_api["known_before"]) == (ACCOUNT, 1, 0)


def test_of_a_remittance_file(house: House, api: Api, caplog: pytest.LogCaptureFixture) -> None:
    hand_in(api, an_835("T1"))
    dropped(house, f"drop-era/{ACCOUNT}/one.835", an_835("T2"))
    by_api, by_folder = lines(caplog, "remittance file received")
    assert by_api.keys() == by_folder.keys()
    assert (by_api.pop("source"), by_folder.pop("source")) == ("uploaded", "dropped")
    assert by_api.pop("response_id") != by_folder.pop("response_id")
    assert by_api == by_folder == {"account_id": ACCOUNT, "known_before": 0}


def test_of_a_file_that_was_known(house: House, api: Api, caplog: pytest.LogCaptureFixture) -> None:
    api.post(a_claim_file("PAY00001"))
    dropped(house, f"drop/{PRACTICE}/claims.837", a_claim_file("PAY00001"))
    assert [line["known_before"] for line in lines(caplog, "batch received")] == [0, 1]


def test_the_framework_does_not_silence_it() -> None:
    """It would, where standard output is another by then than it was for the logger."""
    command = [sys.executable, "-c", IMPORTS]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stderr == "INFO"
