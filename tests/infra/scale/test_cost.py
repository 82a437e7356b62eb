"""From counts to dollars, with prices that are easy to follow."""

import pytest

from infra.scale.capacity import Units
from infra.scale.cost import (
    API,
    APPLY,
    DRAW,
    DRILL,
    PUBLISH,
    ROUNDS,
    SWEEP,
    VISIT,
    WATCH,
    Bill,
    Biller,
)
from infra.scale.counted import Counted
from infra.scale.flow import Carried, Idle
from infra.scale.inputs import Inputs, read_inputs
from infra.scale.report import Findings, report
from infra.scale.standing import of_an_account, of_the_stack
from infra.scale.year import Year

WRITTEN = read_inputs()
INPUTS = Inputs(
    prices={
        **dict.fromkeys(WRITTEN.prices, 0.0),
        "read_unit": 1,
        "write_unit": 10,
        "sqs_request": 100,
    },
    workload={
        **WRITTEN.workload,
        "claims_a_year": 3_600_000,
        "working_days": 100,
        "accounts": 60,
        "minutes_between_visits": 5,
        "minutes_between_watches": 3,
        "minutes_between_statements": 10,
        "minutes_between_drills": 15,
    },
    assumptions={
        **WRITTEN.assumptions,
        "processor_share_mb": 1000,
        "dynamodb_seconds": 0.01,
        "sftp_processor_seconds": 0,
        "sftp_round_trips_a_visit": 10,
        "sftp_round_trips_a_file": 5,
        "sftp_round_trip_seconds": 0.1,
        "s3_seconds": 0,
    },
)
BILLER = Biller(INPUTS, dict.fromkeys((API, VISIT, APPLY, PUBLISH, *ROUNDS), 500))


def counted(handler: str, queries: int, **others: int) -> Counted:
    work = Counted(units={handler: Units(read=queries)})
    work.calls[handler, "dynamodb", "Query"] = queries
    for operation, number in others.items():
        work.calls[handler, "s3", operation] = number
    work.ran(handler, 0.2)
    return work


def test_units_and_messages_have_their_price() -> None:
    work = counted(APPLY, queries=3)
    work.units[APPLY] += Units(write=2)
    work.calls[APPLY, "sqs", "SendMessage"] = 1
    bill = BILLER.bill(work, [APPLY])
    assert bill.dollars["DynamoDB"] == 3 * 1 + 2 * 10
    assert bill.dollars["SQS"] == 3 * 100, "sent, received, deleted"
    assert bill.total == 323


def test_listing_costs_as_much_as_writing_and_deleting_nothing() -> None:
    prices = {**INPUTS.prices, "s3_put": 50, "s3_get": 1}
    work = counted(APPLY, 0, PutObject=1, ListObjectVersions=1, GetObject=2, DeleteObject=3)
    biller = Biller(Inputs(prices, INPUTS.workload, INPUTS.assumptions), BILLER.memory_mb)
    assert biller.bill(work, [APPLY]).dollars["S3"] == 50 + 50 + 2


def test_what_other_functions_do_is_not_on_the_bill() -> None:
    assert BILLER.bill(counted(APPLY, queries=3), [API]).total == 0


def test_half_the_memory_takes_twice_the_time_to_think_but_not_to_wait() -> None:
    assert BILLER.seconds(counted(APPLY, queries=5), APPLY) == pytest.approx(0.2 * 2 + 5 * 0.01)


def test_a_visit_waits_for_the_clearinghouse() -> None:
    work = counted(VISIT, queries=0, GetObject=1, PutObject=2)
    assert BILLER.seconds(work, VISIT) == pytest.approx(0.4 + 10 * 0.1 + 3 * 5 * 0.1)


def test_bills_add_up_by_service() -> None:
    both = Bill({"S3": 1}) + Bill({"S3": 2, "SQS": 3}).times(2)
    assert (both.dollars, both.total) == ({"S3": 5, "SQS": 6}, 11)


def idle() -> Idle:
    def rounds(accounts: int) -> Counted:
        work = counted(SWEEP, queries=1 + accounts)
        work.units[WATCH] = Units(read=2 * accounts)
        work.ran(WATCH, 0.1 * accounts)
        work.units[DRAW] = Units(read=3 * accounts)
        work.units[DRILL] = Units(read=4 * accounts)
        return work

    return Idle(
        counted(VISIT, queries=4), counted(PUBLISH, queries=3), {1: rounds(1), 11: rounds(11)}
    )


def test_an_account_pays_its_visits_and_its_part_of_every_round() -> None:
    visits, watches, draws, drills = (365 * 24 * an_hour for an_hour in (12, 20, 6, 4))
    paid = of_an_account(BILLER, idle()).dollars["DynamoDB"]
    assert paid == pytest.approx(visits * (4 + 1) + watches * 2 + draws * 3 + drills * 4)


def test_the_stack_pays_the_publishing_that_its_rounds_ask_for() -> None:
    nothing = Idle(Counted(), counted(PUBLISH, queries=3), {1: Counted()})
    paid = of_the_stack(BILLER, nothing, alarms=0).dollars["DynamoDB"]
    assert paid == pytest.approx(365 * 24 * (12 + 20) * 3)


def test_the_stack_pays_its_rounds_and_its_alarms() -> None:
    priced = Inputs({**INPUTS.prices, "alarm_month": 1.0}, INPUTS.workload, INPUTS.assumptions)
    bill = of_the_stack(Biller(priced, BILLER.memory_mb), idle(), alarms=7)
    assert bill.dollars["CloudWatch"] == 7 * 12


def carried() -> Carried:
    work = counted(APPLY, queries=100)
    work.calls[PUBLISH, "dynamodb", "TransactWriteItems"] = 5
    work.units[PUBLISH] = Units(write=70)
    return Carried(100, 2, work, table_bytes=1_000, archive_bytes=1_000, archive_objects=4)


def test_the_arithmetic_of_a_day() -> None:
    year = Year(BILLER, carried(), idle())
    assert year.claims_a_day() == 36_000
    assert year.claims_a_second() == 10
    assert year.batches_a_second() == pytest.approx(0.2)
    assert year.units_a_second() == Units(read=10, write=7)
    assert (year.appends_a_second(), year.publishing_a_second()) == (0.5, 7)
    assert year.at_once()[APPLY] == pytest.approx(10 / 100 * (0.4 + 100 * 0.01))
    assert year.at_once()[VISIT] == pytest.approx(60 / 300 * (0.4 + 4 * 0.01 + 1.0))


@pytest.mark.parametrize("key", ["FEED", "UNTOLD", "RECEIVED", "UPLOADS", "ACCOUNTS"])
def test_what_all_accounts_share_is_named(key: str) -> None:
    assert f"`{key}" in Year(BILLER, carried(), idle()).text()


def test_the_page_says_whether_the_target_is_met() -> None:
    dear = Findings(BILLER, carried(), [], idle(), alarms=1)
    free = Inputs(dict.fromkeys(INPUTS.prices, 0.0), INPUTS.workload, INPUTS.assumptions)
    cheap = Findings(Biller(free, BILLER.memory_mb), carried(), [], idle(), alarms=1)
    assert "**missed**" in report(dear)
    assert "**missed**" not in report(cheap)
