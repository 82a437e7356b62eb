"""A month as text, to be read and to be compared: `python -m tests.faults.months.story 7`."""

import sys
from collections.abc import Iterator
from hashlib import sha256

from tests.faults.months.month import Month
from tests.faults.months.verdict import broken_promises


def story_of(month: Month) -> str:
    """What was planned, what went wrong, how it ended; the last line stands for every call."""
    return "\n".join(_lines(month)) + "\n"


def _lines(month: Month) -> Iterator[str]:
    for each in month.plan.submissions:
        yield f"{each.at:%d %H:%M:%S} {each.account.account_id} {each.source} {each.numbers}"
    for order in month.plan.faults:
        yield f"{order.fault} {order.user} {order.starts} {order.ends} {order.count} {order.amount}"
    yield from month.disturbances.told
    for receipt in month.server.office.ledger.receipts():
        yield f"{receipt.received_at} {receipt.user} received {receipt.submitted_name}"
    yield from broken_promises(month)
    calls = "\n".join(month.disturbances.calls)
    yield f"{len(month.disturbances.calls)} calls {sha256(calls.encode()).hexdigest()}"


if __name__ == "__main__":
    sys.stdout.write(story_of(Month(int(sys.argv[1])).run()))
