"""Domain objects as stored: nothing is lost, and stored rows stay readable."""

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.dynamodb.encoding import (
    decode,
    decode_instant,
    encode,
    encode_instant,
)
from chalicelib.domain.access.api_key import ApiKey
from chalicelib.domain.account import Account, Practice
from chalicelib.domain.account_watch import AccountWatch
from chalicelib.domain.batch import Batch
from chalicelib.domain.claim import Claim
from chalicelib.domain.diagnosis import Diagnosis
from chalicelib.domain.era import ArchivedForm, EraMonth, ReportedPayment
from chalicelib.domain.events.event import Event
from chalicelib.domain.events.follower import Follower
from chalicelib.domain.fact import (
    Fact,
    FactKind,
    Payment,
    Statement,
    TransactionSetReference,
    TransmissionReference,
)
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.lateness import Lateness, Sample
from chalicelib.domain.link import Link
from chalicelib.domain.outage import Outage
from chalicelib.domain.remittance import ClaimPayment, Remittance, RemittanceAdvice
from chalicelib.domain.response import ListedFile, Response
from chalicelib.domain.stall import LatePayer, Stall
from chalicelib.domain.transmission import Transmission
from tests.builders import a_batch, a_fact, a_finding, a_payment, a_stall, a_statement, later

INSTANTS = st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
MONEY = st.decimals(allow_nan=False, allow_infinity=False)
NO_INSTANT = st.none() | INSTANTS
LATE_PAYERS = st.builds(LatePayer, waiting_since=INSTANTS)
DIAGNOSES = st.builds(Diagnosis, made_at=INSTANTS)
STALLS = st.builds(Stall, since=INSTANTS, due_at=INSTANTS, diagnosis=DIAGNOSES)
SAMPLES = st.builds(Sample, sent_at=INSTANTS)
PAYMENT = st.builds(Payment, charge=MONEY, paid=MONEY, patient_responsibility=MONEY)
STATEMENT = st.builds(Statement, payment=st.none() | PAYMENT)
CLAIM_PAYMENT = st.builds(ClaimPayment, charge=MONEY, paid=MONEY, patient_responsibility=MONEY)
ADVICE = st.builds(
    RemittanceAdvice, amount=MONEY, payments=st.lists(CLAIM_PAYMENT, max_size=3).map(tuple)
)
STORED = st.one_of(
    st.builds(Practice),
    st.builds(Account),
    st.builds(
        AccountHealth,
        last_visit_at=NO_INSTANT,
        refused_versions=st.lists(st.text(), max_size=3).map(tuple),
        outage=st.none() | st.builds(Outage, since=INSTANTS, restored_at=NO_INSTANT),
    ),
    st.builds(ApiKey, created_at=INSTANTS),
    st.builds(
        Batch,
        received_at=INSTANTS,
        total_charge=MONEY,
        stall=st.none() | STALLS,
        look_at=st.none() | INSTANTS,
        late_payers=st.lists(LATE_PAYERS, max_size=3).map(tuple),
    ),
    st.builds(Event, happened_at=INSTANTS),
    st.builds(Follower, taken_at=NO_INSTANT),
    st.builds(AccountWatch, silent_since=NO_INSTANT, diagnosis=st.none() | DIAGNOSES),
    st.builds(Lateness, samples=st.lists(SAMPLES, max_size=3).map(tuple)),
    st.builds(Claim, charge=MONEY),
    st.builds(
        Transmission,
        received_at=INSTANTS,
        planned_at=INSTANTS,
        sent_at=NO_INSTANT,
        answered_at=NO_INSTANT,
    ),
    st.builds(Fact, observed_at=INSTANTS, statement=STATEMENT),
    st.builds(Link),
    st.builds(Response, modified_at=INSTANTS, collected_at=INSTANTS),
    st.builds(ListedFile, modified_at=INSTANTS),
    st.builds(Remittance, advice=ADVICE, received_at=INSTANTS, archived_at=INSTANTS),
    st.builds(
        ArchivedForm,
        received_at=INSTANTS,
        archived_at=INSTANTS,
        payments=st.lists(st.builds(ReportedPayment, amount=MONEY), max_size=3).map(tuple),
    ),
    st.builds(EraMonth),
)


@given(STORED)
def test_everything_stored_comes_back_equal(value: object) -> None:
    stored = json.loads(json.dumps(encode(value)))
    assert decode(type(value), stored) == value


@given(st.lists(INSTANTS))
def test_encoded_instants_sort_as_time(instants: list[datetime]) -> None:
    assert sorted(map(encode_instant, instants)) == [*map(encode_instant, sorted(instants))]


def test_an_instant_of_long_ago_stands_before_ours() -> None:
    """A list may be asked for from any instant on."""
    assert encode_instant(datetime(999, 1, 1, tzinfo=UTC)) == "0999-01-01T00:00:00.000000Z"


def test_instants_of_any_zone_are_stored_as_utc() -> None:
    pacific = later().astimezone(timezone(timedelta(hours=-8)))
    assert encode_instant(pacific) == "2026-03-02T08:00:00.000000Z"
    assert decode_instant("2026-03-02T08:00:00.000000Z") == later()


def test_money_keeps_its_cents() -> None:
    stored = encode(a_payment(charge=Decimal("125.50")))
    assert stored["charge"] == "125.50"
    assert str(decode(Payment, stored).charge) == "125.50"


def test_a_batch_is_stored_in_this_form() -> None:
    """Rows of this form exist: a change of it needs a way to read them."""
    batch = a_batch(findings=(a_finding(segment_number=None, offset=None),)).watched(
        a_stall(), None, ()
    )
    assert encode(batch) == {
        "batch_id": batch.batch_id,
        "account_id": "acc_sample",
        "practice_id": "prc_sample",
        "source": "api",
        "received_at": "2026-03-02T08:01:00.000000Z",
        "content_sha256": batch.content_sha256,
        "size": 7,
        "state": "received",
        "claim_count": 0,
        "total_charge": "0",
        "findings": [
            {
                "rule": "segment_count",
                "level": "error",
                "message": "SE01 says 5 segments; there are 6.",
                "fix": "Write 6 into SE01.",
                "code": "IK502:4",
                "segment": "SE",
            }
        ],
        "more_findings": 0,
        "stall": {
            "since": "2026-03-05T08:00:00.000000Z",
            "stage": "acknowledgment",
            "due_at": "2026-03-05T08:00:00.000000Z",
            "claims": 0,
            "diagnosis": {
                "verdict": "clearinghouse_silent",
                "made_at": "2026-03-05T08:00:00.000000Z",
                "evidence": [
                    {"probe": "login", "sign": "good", "detail": ""},
                    {"probe": "own_file", "sign": "gone", "detail": "gone"},
                ],
                "ticket": "Subject: Answer to a claim file is overdue",
                "whom": "Sample Clearinghouse",
            },
        },
        "late_payers": [],
    }


def test_a_fact_is_stored_in_this_form() -> None:
    """Rows of this form exist: a change of it needs a way to read them."""
    about = TransactionSetReference(TransmissionReference(control_number=7), "0001")
    fact = a_fact(FactKind.PAID, statement=a_statement(FactKind.PAID, about=about, codes=("A1",)))
    assert encode(fact) == {
        "fact_id": fact.fact_id,
        "subject": fact.subject,
        "tied_by": "file_and_number",
        "response_id": fact.response_id,
        "response_kind": "277ca",
        "observed_at": "2026-03-02T09:05:00.000000Z",
        "statement": {
            "position": 1,
            "kind": "paid",
            "about": {
                "type": "TransactionSetReference",
                "transmission": {"control_number": 7},
                "control_number": "0001",
            },
            "codes": ["A1"],
            "message": "",
        },
    }


def test_what_a_row_lacks_takes_the_default_and_what_it_has_too_much_is_ignored() -> None:
    stored = encode(a_batch())
    del stored["claim_count"]
    assert decode(Batch, {**stored, "pk": "BATCH#1", "of_another_time": 1}) == a_batch()


def test_a_row_that_lacks_what_has_no_default_is_refused() -> None:
    stored = encode(a_batch())
    del stored["received_at"]
    with pytest.raises(TypeError, match="received_at"):
        decode(Batch, stored)
