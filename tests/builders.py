"""Domain objects for tests: sensible, consistent defaults, any field overridable by keyword.

`number`, `part` and `position` make distinct things of a kind; derived ids follow from them.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from chalicelib.domain.access.api_key import ApiKey
from chalicelib.domain.access.audit import AuditEntry
from chalicelib.domain.access.caller import CallerKind
from chalicelib.domain.access.reach import Reach
from chalicelib.domain.access.role import Role
from chalicelib.domain.access.scope import Scope
from chalicelib.domain.access.token import Token
from chalicelib.domain.access.user import User
from chalicelib.domain.account import Account, AccountMode, Credential, Practice
from chalicelib.domain.batch import Batch, IntakeSource
from chalicelib.domain.claim import Claim
from chalicelib.domain.deadlines import Stage
from chalicelib.domain.diagnosis import Diagnosis, Verdict
from chalicelib.domain.era import ArchivedForm, EraForm, ReportedPayment
from chalicelib.domain.events.event import Event, EventKind
from chalicelib.domain.evidence import Evidence, Probe, Sign
from chalicelib.domain.fact import ClaimReference, Fact, FactKind, Payment, Statement, TiedBy
from chalicelib.domain.finding import Finding, Level
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.identifiers import (
    AccountId,
    BatchId,
    PracticeId,
    RemittanceId,
    api_key_id,
    batch_id,
    claim_id,
    event_id,
    fact_id,
    remittance_id,
    response_id,
    sha256_of,
    transmission_id,
    user_id,
    work_item_id,
)
from chalicelib.domain.link import Link, LinkKind
from chalicelib.domain.remittance import (
    ClaimPayment,
    PaymentReport,
    Remittance,
    RemittanceAdvice,
)
from chalicelib.domain.response import ListedFile, Response, ResponseKind, ResponseOrigin
from chalicelib.domain.stall import Stall
from chalicelib.domain.status import ClaimStatus
from chalicelib.domain.tally import Tally
from chalicelib.domain.transmission import Transmission
from chalicelib.domain.worklist import WorkItem, WorkKind, WorkReason

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""A Monday on which most things in tests happen."""

PRACTICE = PracticeId("prc_sample")
ACCOUNT = AccountId("acc_sample")
REACH = Reach(frozenset({PRACTICE}))
ELSEWHERE = Reach(frozenset({PracticeId("prc_other")}))

Built = TypeVar("Built")


ISSUER, CLIENT_ID = "https://issuer.example/pool", "client-of-ours"


def later(**delta: float) -> datetime:
    """MORNING plus a timedelta given by its keywords."""
    return MORNING + timedelta(**delta)


def a_practice(**overrides: object) -> Practice:
    practice = Practice(PRACTICE, "Sample Chiropractic", "330897513", ("1234567893",))
    return _varied(practice, overrides)


def an_account(**overrides: object) -> Account:
    account = Account(
        account_id=ACCOUNT,
        practice_ids=(PRACTICE,),
        clearinghouse="office_ally",
        mode=AccountMode.TEST,
        host="127.0.0.1",
        port=22,
        user="sample",
        host_key="ssh-ed25519 AAAA",
        submitter_id="SAMPLE01",
    )
    return _varied(account, overrides)


def a_health(**overrides: object) -> AccountHealth:
    return _varied(AccountHealth(ACCOUNT), overrides)


def a_credential(version: str = "version-1", **overrides: object) -> Credential:
    return _varied(Credential("correct horse", version, MORNING), overrides)


def an_api_key(**overrides: object) -> ApiKey:
    """A test key that may do everything; another `key` is another one."""
    key_sha256 = sha256_of(str(overrides.pop("key", "key")).encode())
    key = ApiKey(
        key_id=api_key_id(key_sha256),
        key_sha256=key_sha256,
        prefix="cck_sample",
        practice_ids=(PRACTICE,),
        scopes=tuple(Scope),
        mode=AccountMode.TEST,
        created_at=MORNING,
    )
    return _varied(key, overrides)


def a_user(subject: str = "someone", **overrides: object) -> User:
    """A biller of the sample practice."""
    user = User(
        user_id(subject), subject, "Sam Biller", Role.BILLER, (PRACTICE,), MORNING, "cck_sample"
    )
    return _varied(user, overrides)


def a_token(subject: str = "someone", **overrides: object) -> Token:
    """Of somebody who logged in an hour before MORNING."""
    ends, began = later(minutes=15), later(hours=-1)
    return _varied(Token(ISSUER, CLIENT_ID, "access", subject, ends, began), overrides)


def an_audit_entry(**overrides: object) -> AuditEntry:
    entry = AuditEntry(
        request_id="request-1",
        at=MORNING,
        principal_id="key_sample",
        kind=CallerKind.KEY,
        did="GET /v1/batches/{batch_id}",
        subjects=("bat_sample",),
        practice_ids=(PRACTICE,),
        source="192.0.2.1",
        status=200,
    )
    return _varied(entry, overrides)


def a_batch(number: int = 1, **overrides: object) -> Batch:
    """Batch `number`, received that many minutes after MORNING."""
    content = f"batch {number}".encode()
    batch = Batch(
        batch_id=batch_id(ACCOUNT, sha256_of(content)),
        account_id=ACCOUNT,
        practice_id=PRACTICE,
        source=IntakeSource.API,
        received_at=later(minutes=number),
        content_sha256=sha256_of(content),
        size=len(content),
    )
    return _varied(batch, overrides)


def a_diagnosis(**overrides: object) -> Diagnosis:
    diagnosis = Diagnosis(
        verdict=Verdict.CLEARINGHOUSE_SILENT,
        made_at=later(hours=72),
        evidence=(Evidence(Probe.LOGIN, Sign.GOOD), Evidence(Probe.OWN_FILE, Sign.GONE, "gone")),
        ticket="Subject: Answer to a claim file is overdue",
        whom="Sample Clearinghouse",
    )
    return _varied(diagnosis, overrides)


def a_stall(**overrides: object) -> Stall:
    stall = Stall(
        since=later(hours=72),
        stage=Stage.ACKNOWLEDGMENT,
        due_at=later(hours=72),
        claims=0,
        diagnosis=a_diagnosis(),
    )
    return _varied(stall, overrides)


def a_finding(**overrides: object) -> Finding:
    finding = Finding(
        rule="segment_count",
        level=Level.ERROR,
        message="SE01 says 5 segments; there are 6.",
        fix="Write 6 into SE01.",
        code="IK502:4",
        segment="SE",
        segment_number=8,
        offset=420,
    )
    return _varied(finding, overrides)


def a_claim(position: int = 1, of_batch: BatchId | None = None, **overrides: object) -> Claim:
    """The claim at `position` of a batch (by default of batch number 1)."""
    batch = of_batch or a_batch().batch_id
    claim = Claim(
        claim_id=claim_id(batch, position),
        batch_id=batch,
        account_id=ACCOUNT,
        practice_id=PRACTICE,
        position=position,
        transaction_set_control_number="0001",
        patient_control_number=f"PAY{position:05d}",
        charge=Decimal("125.50"),
        payer_id="62308",
        billing_npi="1234567893",
        billing_tax_id="330897513",
        rendering_npi=None,
        service_from=date(2026, 2, 27),
        service_to=date(2026, 2, 27),
        frequency_code="1",
    )
    return _varied(claim, overrides)


def a_transmission(batch: Batch | None = None, part: int = 1, **overrides: object) -> Transmission:
    """The `part`-th transmission of a batch (by default of batch number 1), just planned."""
    batch = batch or a_batch()
    content = f"transmission {batch.batch_id} {part}".encode()
    transmission = Transmission(
        transmission_id=transmission_id(batch.batch_id, part),
        batch_id=batch.batch_id,
        account_id=batch.account_id,
        practice_id=batch.practice_id,
        interchange_control_number=part,
        file_name=f"OATEST_837P_{part:09d}.837",
        staged_path=f"inbound/{part:09d}.part",
        size=len(content),
        content_sha256=sha256_of(content),
        received_at=batch.received_at,
        planned_at=batch.received_at + timedelta(seconds=1),
    )
    return _varied(transmission, overrides)


def a_response(number: int = 1, **overrides: object) -> Response:
    """Response `number`, put there by the clearinghouse that many hours after MORNING."""
    name = f"{1000000000 + number}_999.txt"
    content = f"response {number}".encode()
    modified_at = later(hours=number)
    response = Response(
        response_id=response_id(ACCOUNT, name, sha256_of(content), modified_at),
        account_id=ACCOUNT,
        name=name,
        size=len(content),
        content_sha256=sha256_of(content),
        modified_at=modified_at,
        collected_at=modified_at + timedelta(minutes=5),
    )
    return _varied(response, overrides)


def a_listed_file(**overrides: object) -> ListedFile:
    return _varied(ListedFile("1000000001_999.txt", 10, MORNING), overrides)


def a_statement(
    kind: FactKind = FactKind.ACCEPTED_BY_PAYER, position: int = 1, **overrides: object
) -> Statement:
    statement = Statement(position, kind, ClaimReference(f"PAY{position:05d}"))
    return _varied(statement, overrides)


def a_fact(
    kind: FactKind = FactKind.ACCEPTED_BY_PAYER,
    subject: str | None = None,
    position: int = 1,
    source: bytes = b"response 1",
    **overrides: object,
) -> Fact:
    """What the place `position` of `source` says of `subject` (by default claim 1 of batch 1)."""
    subject = subject or a_claim().claim_id
    response = a_response()
    fact = Fact(
        fact_id=fact_id(sha256_of(source), position, subject),
        subject=a_claim().claim_id,
        tied_by=TiedBy.FILE_AND_NUMBER,
        response_id=response.response_id,
        response_kind=ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA,
        observed_at=response.collected_at,
        statement=a_statement(kind, position),
    )
    return _varied(fact, {"subject": subject, **overrides})


def a_payment(**overrides: object) -> Payment:
    payment = Payment(
        remittance_id=RemittanceId("rem_sample"),
        position=1,
        charge=Decimal("125.50"),
        paid=Decimal("100.00"),
        patient_responsibility=Decimal("25.50"),
    )
    return _varied(payment, overrides)


def a_tally(
    page: int = 0,
    facts_folded: int = 1,
    claims_by_status: Mapping[ClaimStatus, int] | None = None,
    batch: Batch | None = None,
    **overrides: object,
) -> Tally:
    """Of a page of a batch (by default of batch number 1), with one claim that was paid."""
    batch = batch or a_batch()
    tally = Tally(
        account_id=batch.account_id,
        batch_id=batch.batch_id,
        received_at=batch.received_at,
        page=page,
        facts_folded=facts_folded,
        claims_by_status=claims_by_status or {ClaimStatus.PAID: 1},
    )
    return _varied(tally, overrides)


def a_link(**overrides: object) -> Link:
    link = Link(ACCOUNT, LinkKind.FILE_ID, "1000000001", a_transmission().transmission_id)
    return _varied(link, overrides)


def a_claim_payment(position: int = 1, **overrides: object) -> ClaimPayment:
    payment = ClaimPayment(
        position=position,
        patient_control_number=f"PAY{position:05d}",
        status_code="1",
        charge=Decimal("125.50"),
        paid=Decimal("100.00"),
        patient_responsibility=Decimal("25.50"),
        payer_claim_control_number=f"PAYER{position}",
        claim_id=a_claim(position).claim_id,
    )
    return _varied(payment, overrides)


def an_advice(number: int = 1, claim_payments: int = 1, **overrides: object) -> RemittanceAdvice:
    payments = tuple(a_claim_payment(position + 1) for position in range(claim_payments))
    advice = RemittanceAdvice(
        remittance_id=remittance_id(ACCOUNT, f"TRACE{number}"),
        fingerprint=sha256_of(f"TRACE{number}".encode()),
        trace_number=f"TRACE{number}",
        originator="1512345678",
        payer_name="SAMPLE HEALTH PLAN",
        payer_identifier="62308",
        payee_name="SAMPLE CHIROPRACTIC",
        payee_npi="1234567893",
        payee_tax_id=None,
        method="ACH",
        amount=sum((payment.paid for payment in payments), Decimal(0)),
        paid_on=date(2026, 3, 20),
        claim_count=len(payments),
        imbalances=0,
        payments=payments,
    )
    return _varied(advice, overrides)


def a_remittance(advice: RemittanceAdvice | None = None, **overrides: object) -> Remittance:
    remittance = Remittance(
        advice=advice or an_advice(),
        account_id=ACCOUNT,
        response_id=a_response().response_id,
        origin=ResponseOrigin.COLLECTED,
        received_at=later(days=17),
        archived_at=later(days=18),
        stem="sample",
        raw_key="era/acc_sample/2026/03/sample.835",
        raw_sha256=sha256_of(b"sample"),
        raw_size=6,
    )
    return _varied(remittance, overrides)


def a_payment_report(number: int = 1, **overrides: object) -> PaymentReport:
    """That response `number` told of payment 1."""
    remittance = a_remittance()
    report = PaymentReport(
        trace="trace",
        fingerprint=remittance.advice.fingerprint,
        account_id=ACCOUNT,
        remittance_id=remittance.advice.remittance_id,
        response_id=a_response(number).response_id,
        raw_key=f"era/{ACCOUNT}/2026/03/sample-{number}.835",
        at=later(days=17, minutes=number),
    )
    return _varied(report, overrides)


def an_archived_form(
    stem: str = "sample", form: EraForm = EraForm.RAW, **overrides: object
) -> ArchivedForm:
    """One form of an 835 file of March, of response 1; a raw one with one payment."""
    content = f"{stem} {form}".encode()
    archived = ArchivedForm(
        account_id=ACCOUNT,
        month="2026-03",
        stem=stem,
        form=form,
        key=f"era/{ACCOUNT}/2026/03/{stem}.{form}",
        sha256=sha256_of(content),
        size=len(content),
        response_id=a_response().response_id,
        origin=ResponseOrigin.COLLECTED,
        received_at=later(days=17),
        archived_at=later(days=18),
        payments=(a_reported_payment(),) if form is EraForm.RAW else (),
    )
    return _varied(archived, overrides)


def a_reported_payment(number: int = 1, **overrides: object) -> ReportedPayment:
    advice = an_advice(number)
    reported = ReportedPayment(
        remittance_id=advice.remittance_id,
        trace_number=advice.trace_number,
        originator=advice.originator,
        payer_name=advice.payer_name,
        payer_identifier=advice.payer_identifier,
        method=advice.method,
        amount=advice.amount,
        paid_on=advice.paid_on,
        claim_count=advice.claim_count,
        imbalances=0,
    )
    return _varied(reported, overrides)


def a_work_item(position: int = 1, **overrides: object) -> WorkItem:
    """What the place `position` of response 1 left open."""
    response = a_response()
    item = WorkItem(
        item_id=work_item_id(ACCOUNT, response.content_sha256, WorkKind.UNTIED_STATEMENT, position),
        account_id=ACCOUNT,
        response_id=response.response_id,
        response_name=response.name,
        response_kind=ResponseKind.EDI_STATUS,
        source=response.content_sha256,
        kind=WorkKind.UNTIED_STATEMENT,
        reason=WorkReason.UNKNOWN_CLAIM,
        position=position,
        first_seen_at=later(minutes=position),
        candidates=(a_claim().claim_id,),
        statement=a_statement(position=position),
    )
    return _varied(item, overrides)


def an_event(number: int = 1, **overrides: object) -> Event:
    """That claim `number` was paid, so many minutes after MORNING."""
    subject = claim_id(a_batch().batch_id, number)
    event = Event(
        event_id=event_id(EventKind.CLAIM_PAID, subject),
        kind=EventKind.CLAIM_PAID,
        subject=subject,
        happened_at=later(minutes=number),
        practice_ids=(PRACTICE,),
        account_id=ACCOUNT,
        batch_id=a_batch().batch_id,
    )
    return _varied(event, overrides)


def _varied(default: Built, overrides: Mapping[str, object]) -> Built:
    return replace(default, **overrides)  # type: ignore[type-var]
