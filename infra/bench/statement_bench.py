"""Drawing the conservation statement of a large account, and verifying it.

Rows are made in this process while they are read (listed_rows.py), so the figures are our own
processor time and memory and the number of calls; what DynamoDB and S3 take for each comes on top.
"""

import resource
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from chalicelib.adapters.dynamodb.accounts import DynamoAccounts
from chalicelib.adapters.dynamodb.attribute_values import to_wire
from chalicelib.adapters.dynamodb.batches import DynamoBatches
from chalicelib.adapters.dynamodb.claims import DynamoClaims
from chalicelib.adapters.dynamodb.encoding import encode, encode_instant
from chalicelib.adapters.dynamodb.places import batches as batch_places
from chalicelib.adapters.dynamodb.places import responses as response_places
from chalicelib.adapters.dynamodb.places import transmissions as transmission_places
from chalicelib.adapters.dynamodb.responses import DynamoResponses
from chalicelib.adapters.dynamodb.statements import DynamoStatements
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.adapters.dynamodb.tallies import DynamoTallies
from chalicelib.adapters.dynamodb.transmissions import DynamoTransmissions
from chalicelib.adapters.s3_archive import S3Archive
from chalicelib.adapters.system_clock import SystemClock
from chalicelib.domain.account import Account, AccountMode
from chalicelib.domain.batch import Batch, IntakeSource, IntakeState
from chalicelib.domain.conservation.answers import SeenFile
from chalicelib.domain.identifiers import (
    AccountId,
    BatchId,
    PracticeId,
    ResponseId,
    transmission_id,
)
from chalicelib.domain.response import Response, ResponseKind, ResponseState
from chalicelib.domain.transmission import Transmission, TransmissionState
from chalicelib.services.conservation.draw_statement import DrawStatement
from chalicelib.services.conservation.take_stock import TakeStock
from chalicelib.services.conservation.take_stock_of_answers import TakeStockOfAnswers
from chalicelib.verify.chain import verify_chain
from chalicelib.verify.folder import Folder
from infra.bench.figures import Figure
from infra.bench.listed_rows import Item, KeptObjects, ListedRows, RowsOfAList

BATCHES = 20_000
CLAIMS = 100
ANSWERS_PER_BATCH = 4

ACCOUNT, PRACTICE = AccountId("acc_bench"), PracticeId("prc_bench")
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
_ROOT = f"statements/{ACCOUNT}/"


def measure(batches: int = BATCHES) -> list[Figure]:
    rows, objects = _rows(batches), KeptObjects()
    draw = _draw_statement(rows, objects)
    first = _measured("first statement", rows, objects, draw)
    again = _measured("next statement, nothing new", rows, objects, draw)
    what = f"{batches:,} batches: "
    return [
        *(Figure(what + each.what, each.value, each.unit, each.limit) for each in first + again),
        Figure("peak memory, rows and objects of the stand-in included", _peak(), "MiB"),
        *_verified(objects),
    ]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _measured(
    what: str, rows: ListedRows, objects: KeptObjects, draw: DrawStatement
) -> list[Figure]:
    rows.calls = objects.calls = 0
    began = time.process_time()
    summary = draw(ACCOUNT)
    seconds = time.process_time() - began
    if summary.imbalance_count:
        raise RuntimeError(f"{summary.imbalance_count} imbalances")
    return [
        Figure(what, seconds, "s", "Lambda: 900 s"),
        Figure(f"{what}, DynamoDB", rows.calls, "calls"),
        Figure(f"{what}, S3", objects.calls, "calls"),
    ]


def _draw_statement(rows: ListedRows, objects: KeptObjects) -> DrawStatement:
    table = Table(cast(Any, rows), "table")
    DynamoAccounts(table).add(
        Account(ACCOUNT, (PRACTICE,), "none", AccountMode.TEST, "none", 22, "none", "none", "none")
    )
    return DrawStatement(
        accounts=DynamoAccounts(table),
        archive=S3Archive(cast(Any, objects), "archive"),
        clock=SystemClock(),
        statements=DynamoStatements(table),
        take_stock=TakeStock(
            DynamoBatches(table),
            DynamoClaims(table),
            DynamoTallies(table),
            DynamoTransmissions(table),
        ),
        take_stock_of_answers=TakeStockOfAnswers(DynamoResponses(table)),
    )


def _verified(objects: KeptObjects) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        for key, content in objects.objects.items():
            path = Path(folder) / key.removeprefix(_ROOT)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        began = time.process_time()
        verdict = verify_chain(Folder(Path(folder)))
        seconds = time.process_time() - began
    if verdict.findings:
        raise RuntimeError(f"{len(verdict.findings)} findings")
    size = sum(map(len, objects.objects.values())) / 2**20
    return [Figure("verify the export of both", seconds, "s"), Figure("its size", size, "MiB")]


def _rows(batches: int) -> ListedRows:
    """Every batch was sent and answered; each of its answers was seen and applied."""
    answers = batches * ANSWERS_PER_BATCH
    return ListedRows(
        {
            batch_places.batches(PRACTICE): RowsOfAList(batches, _batch),
            transmission_places.transmissions(ACCOUNT): RowsOfAList(batches, _transmission),
            batch_places.tallies(ACCOUNT): RowsOfAList(batches, _tally),
            response_places.responses(ACCOUNT): RowsOfAList(answers, _response),
            response_places.seen(ACCOUNT): RowsOfAList(answers, _seen),
        }
    )


def _moment(n: int) -> datetime:
    return BEGIN + timedelta(minutes=n)


def _batch_id(n: int) -> BatchId:
    return BatchId(f"bat_{n:026d}")


def _batch(n: int) -> Item:
    batch = Batch(
        batch_id=_batch_id(n),
        account_id=ACCOUNT,
        practice_id=PRACTICE,
        source=IntakeSource.API,
        received_at=_moment(n),
        content_sha256="0" * 64,
        size=1,
        state=IntakeState.PLANNED,
        claim_count=CLAIMS,
    )
    return to_wire(encode(batch))


def _transmission(n: int) -> Item:
    transmission = Transmission(
        transmission_id=transmission_id(_batch_id(n), 1),
        batch_id=_batch_id(n),
        account_id=ACCOUNT,
        practice_id=PRACTICE,
        interchange_control_number=n + 1,
        file_name=f"OATEST_837P_{n:09d}.837",
        staged_path=f"{n:09d}.part",
        size=1,
        content_sha256="0" * 64,
        received_at=_moment(n),
        planned_at=_moment(n),
        state=TransmissionState.ACKNOWLEDGED,
        sent_at=_moment(n),
        answered_at=_moment(n),
    )
    return to_wire(encode(transmission))


def _tally(n: int) -> Item:
    return to_wire(
        {
            "account_id": ACCOUNT,
            "batch_id": _batch_id(n),
            "received_at": encode_instant(_moment(n)),
            "page": 0,
            "facts_folded": CLAIMS,
            "claims_by_status": {"paid": CLAIMS - 10, "denied": 10},
        }
    )


def _response_id(n: int) -> ResponseId:
    return ResponseId(f"rsp_{n:026d}")


def _response(n: int) -> Item:
    response = Response(
        response_id=_response_id(n),
        account_id=ACCOUNT,
        name=f"{n:010d}_999.999",
        size=1,
        content_sha256="0" * 64,
        modified_at=_moment(n),
        collected_at=_moment(n),
        state=ResponseState.APPLIED,
        kind=ResponseKind.ACKNOWLEDGMENT_999,
    )
    return to_wire(encode(response))


def _seen(n: int) -> Item:
    return to_wire(encode(SeenFile(_response_id(n), _moment(n))))
