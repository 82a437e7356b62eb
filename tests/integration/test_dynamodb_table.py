"""What the contract tests can't see of the DynamoDB adapters: items, limits and repetition."""

from datetime import date
from random import Random

import pytest
from botocore.exceptions import ClientError

from chalicelib.adapters.dynamodb import table as table_module
from chalicelib.adapters.dynamodb.accounts import DynamoAccounts
from chalicelib.adapters.dynamodb.batch_write import PAUSES, UnprocessedItemsError
from chalicelib.adapters.dynamodb.facts import DynamoFacts
from chalicelib.adapters.dynamodb.keys.accounts import control_number
from chalicelib.adapters.dynamodb.keys.batches import claim_facts
from chalicelib.adapters.dynamodb.keys.payments import remittance as remittance_key
from chalicelib.adapters.dynamodb.keys.prefix import Key
from chalicelib.adapters.dynamodb.links import DynamoLinks
from chalicelib.adapters.dynamodb.remittances import DynamoRemittances
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.fact import Fact
from chalicelib.domain.identifiers import sha256_of
from chalicelib.domain.link import LinkKind
from chalicelib.domain.remittance import Wanted
from tests.builders import (
    ACCOUNT,
    a_batch,
    a_claim,
    a_fact,
    a_link,
    a_remittance,
    a_statement,
    an_advice,
)
from tests.integration.throttling_dynamodb import Throttling, throttling_table

BATCH = a_batch().batch_id


def facts_of_a_page(message_bytes: int, seed: int = 1) -> list[Fact]:
    """With messages that do not compress, each of so many random bytes in hexadecimal."""
    random = Random(seed)
    return [
        a_fact(
            subject=a_claim(position).claim_id,
            position=position,
            source=b"response %d" % seed,
            statement=a_statement(position=position, message=random.randbytes(message_bytes).hex()),
        )
        for position in range(1, 101)
    ]


def items(count: int) -> list[dict[str, object]]:
    return [item(Key("PARTITION", f"{number:03d}"), {}) for number in range(count)]


def test_unprocessed_items_are_sent_again_until_all_are_written() -> None:
    throttling, pauses = Throttling(taken_per_call=10), list[float]()
    with throttling_table(throttling, pauses) as table:
        table.put_all(items(30))
    assert sorted(throttling.kept) == [f"{number:03d}" for number in range(30)]
    assert pauses == [PAUSES[0], PAUSES[1]]


def test_a_table_that_takes_nothing_is_given_up_after_growing_pauses() -> None:
    throttling, pauses = Throttling(taken_per_call=0), list[float]()
    with throttling_table(throttling, pauses) as table, pytest.raises(UnprocessedItemsError):
        table.put_all(items(1))
    assert pauses == list(PAUSES)
    assert throttling.calls == len(PAUSES)


def test_no_items_make_no_call() -> None:
    throttling = Throttling(taken_per_call=1)
    with throttling_table(throttling, []) as table:
        table.put_all([])
    assert throttling.calls == 0


def test_a_rare_payer_is_looked_for_in_several_requests(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_module, "LOOKED_THROUGH", 5)
    remittances = DynamoRemittances(table)
    for day in range(1, 21):
        payer = "RARE" if day in {1, 2, 14} else "USUAL"
        remittances.add(
            a_remittance(
                an_advice(day, paid_on=date(2026, 3, day), payments=(), payer_identifier=payer)
            )
        )
    looked, found, cursor = list[int](), list[int](), None
    while not looked or cursor is not None:
        page = remittances.of_account(ACCOUNT, Wanted(payer="RARE"), 2, cursor)
        found += [row.day.day for row in page.items]
        looked.append(len(page.items))
        cursor = page.next_cursor
    assert found == [14, 2, 1]
    assert looked == [0, 1, 0, 2]


def test_control_numbers_begin_again_after_nine_nines(table: Table) -> None:
    accounts = DynamoAccounts(table)
    table.put(item(control_number(ACCOUNT), {"count": 999_999_998}))
    assert [accounts.next_control_number(ACCOUNT) for _ in range(2)] == [999_999_999, 1]


def test_facts_of_one_source_about_one_page_are_one_item(table: Table) -> None:
    DynamoFacts(table).add_about_claims(BATCH, 0, sha256_of(b"1"), facts_of_a_page(10))
    assert len(list(table.query(claim_facts(BATCH, 0)))) == 1


def test_facts_too_long_for_one_item_lie_in_several_below_the_limit(table: Table) -> None:
    DynamoFacts(table).add_about_claims(BATCH, 0, sha256_of(b"1"), facts_of_a_page(4_500))
    stored = table.query(claim_facts(BATCH, 0))
    sizes = [len(bytes(one["facts"])) for one in stored]  # type: ignore[call-overload]
    assert len(sizes) == 4
    assert max(sizes) < 400_000


def test_a_query_goes_on_past_what_one_answer_holds(table: Table) -> None:
    facts = DynamoFacts(table)
    for source in range(6):
        facts.add_about_claims(BATCH, 0, sha256_of(bytes([source])), facts_of_a_page(4_500, source))
    first = table.client.query(
        TableName=table.name,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": claim_facts(BATCH, 0).pk}},
    )
    assert "LastEvaluatedKey" in first
    assert len(facts.about_claims(BATCH, 0)) == 600


def test_patient_control_numbers_are_in_no_key(table: Table) -> None:
    link = a_link(kind=LinkKind.PATIENT_CONTROL_NUMBER, value="SAMPLE_PATIENT_1")
    DynamoLinks(table).add([link])
    stored = table.client.scan(TableName=table.name)["Items"][0]
    assert "SAMPLE_PATIENT" not in f"{stored['pk']}{stored['sk']}"


def test_payments_without_their_row_are_no_remittance(table: Table) -> None:
    """As after a crash between the two; the repetition completes it."""
    remittances = DynamoRemittances(table)
    remittance = a_remittance(an_advice(claim_payments=3))
    remittances.add(remittance)
    row = remittance_key(remittance.advice.remittance_id)
    table.client.delete_item(TableName=table.name, Key={"pk": {"S": row.pk}, "sk": {"S": row.sk}})
    with pytest.raises(NotFoundError):
        remittances.get(remittance.advice.remittance_id)
    remittances.add(remittance)
    assert remittances.get(remittance.advice.remittance_id) == remittance


def test_failures_other_than_a_lost_race_are_raised(table: Table) -> None:
    missing = Table(table.client, "no-such-table")
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        missing.put_if_absent(items(1)[0])
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        DynamoFacts(missing).about_claims(BATCH, 0)
