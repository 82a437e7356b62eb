"""Explanations, drills, closures and their archive, on the fakes and on DynamoDB and S3."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from chalicelib.adapters import aws_clients
from chalicelib.adapters.closing_archive import ObjectClosingArchive
from chalicelib.adapters.dynamodb.closures import DynamoClosures
from chalicelib.adapters.dynamodb.drills import DynamoDrills
from chalicelib.adapters.dynamodb.explanations import DynamoExplanations
from chalicelib.adapters.s3_archive import S3Archive
from chalicelib.domain.closing.closure import Closure
from chalicelib.domain.closing.items import ExportKind, Item
from chalicelib.domain.closing.records import (
    Enrolment,
    Export,
    HandOver,
    HandOverKind,
    Records,
    Signature,
)
from chalicelib.domain.completeness.gap import Explanation
from chalicelib.domain.drill import Checked, Drill, Failure, Flaw, Progress
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.identifiers import AccountId, ClaimId, DrillId, sha256_of
from chalicelib.domain.ports import ClosingArchive, Closures, Drills, Explanations
from chalicelib.domain.status import ClaimStatus
from tests.builders import ACCOUNT, MORNING, later
from tests.contract.races import race, succeeds
from tests.fakes import (
    FakeArchive,
    FakeClosures,
    FakeDrills,
    FakeExplanations,
)

OTHER = AccountId("acc_other")
CLOSURE = Closure(ACCOUNT, date(2026, 1, 1), 30, MORNING, "cck_sample")
DRILL = Drill(DrillId("drl_1"), ACCOUNT, MORNING, "schedule", "5eed")
EXPLANATION = Explanation("gap_1", ACCOUNT, "They moved.", "cck_sample", MORNING, 3)
SIGNATURE = Signature(ACCOUNT, Item.SIXTY_DAY_CLOSEOUT, "Pat", "It is.", "cck_sample", MORNING)
ENROLMENT = Enrolment(ACCOUNT, "62308", "Other", date(2026, 3, 1), "Pat", "cck_sample", MORNING)
EXPORT = Export(ACCOUNT, ExportKind.CHARTS, 4, sha256_of(b"zip!"), None, "cck_sample", MORNING)
HANDOVER = HandOver(
    account_id=ACCOUNT,
    claim_id=ClaimId("clm_x_00001"),
    kind=HandOverKind.APPEAL,
    owner="Kim",
    next_action="Appeal.",
    by="cck_sample",
    at=MORNING,
    status=ClaimStatus.DENIED,
    patient_control_number="PAY00001",
    payer_id=None,
    payer_claim_control_number="ICN1",
    charge=Decimal("125.50"),
    service_from=date(2026, 2, 27),
)


@pytest.fixture(params=["fake", "aws"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def explanations(kind: str, request: pytest.FixtureRequest) -> Explanations:
    if kind == "fake":
        return FakeExplanations()
    return DynamoExplanations(request.getfixturevalue("table"))


@pytest.fixture
def drills(kind: str, request: pytest.FixtureRequest) -> Drills:
    return FakeDrills() if kind == "fake" else DynamoDrills(request.getfixturevalue("table"))


@pytest.fixture
def closures(kind: str, request: pytest.FixtureRequest) -> Closures:
    return FakeClosures() if kind == "fake" else DynamoClosures(request.getfixturevalue("table"))


@pytest.fixture
def archive(kind: str, request: pytest.FixtureRequest) -> ClosingArchive:
    if kind == "fake":
        return ObjectClosingArchive(FakeArchive())
    bucket = request.getfixturevalue("bucket")
    return ObjectClosingArchive(S3Archive(aws_clients.s3(), bucket))


def test_the_latest_explanation_of_a_gap_stands(explanations: Explanations) -> None:
    assert explanations.of_account(ACCOUNT) == ()
    explanations.put(replace(EXPLANATION, reason="Perhaps."))
    explanations.put(EXPLANATION)
    second = replace(EXPLANATION, gap_id="gap_2")
    explanations.put(second)
    explanations.put(replace(EXPLANATION, account_id=OTHER))
    assert explanations.of_account(ACCOUNT) == (EXPLANATION, second)


def test_a_drill_is_begun_once(drills: Drills) -> None:
    assert drills.add(DRILL) == DRILL
    assert drills.add(replace(DRILL, seed="other")) == DRILL
    assert drills.get(DRILL.drill_id) == DRILL
    with pytest.raises(NotFoundError, match="drill drl_none"):
        drills.get(DrillId("drl_none"))


def test_a_drill_goes_on_page_by_page(drills: Drills) -> None:
    drills.add(DRILL)
    checked = Checked(2, 7, 1, 1, 1, (Failure("bat_1", Flaw.MISSING),))
    further = DRILL.go_on([checked], Progress(1, "cursor"))
    drills.advance(DRILL, further)
    assert drills.get(DRILL.drill_id) == further
    with pytest.raises(ConflictError):
        drills.advance(DRILL, further)
    done = further.go_on([], None)
    drills.advance(further, done)
    assert drills.get(DRILL.drill_id).progress is None


def test_of_several_drivers_one_goes_on(drills: Drills) -> None:
    drills.add(DRILL)
    further = DRILL.go_on([], None)
    won = race(lambda _: succeeds(lambda: drills.advance(DRILL, further)))
    assert won.count(True) == 1


def test_what_runs_is_work_until_it_has_ended(drills: Drills) -> None:
    later_one = replace(DRILL, drill_id=DrillId("drl_0"), account_id=OTHER, began_at=later(days=1))
    for drill in (later_one, DRILL):
        drills.add(drill)
    assert drills.running() == (DRILL, later_one)
    drills.advance(DRILL, DRILL.end(later(hours=1), "ab12"))
    assert drills.running() == (later_one,)


def test_drills_are_listed_newest_first_page_by_page(drills: Drills) -> None:
    own = [replace(DRILL, drill_id=DrillId(f"drl_{n}"), began_at=later(days=n)) for n in range(5)]
    for drill in own:
        drills.add(drill)
    first = drills.of_account(ACCOUNT, 3, None)
    rest = drills.of_account(ACCOUNT, 3, first.next_cursor)
    assert (*first.items, *rest.items) == tuple(reversed(own))
    assert rest.next_cursor is None
    with pytest.raises(ValueError):  # noqa: PT011
        drills.of_account(ACCOUNT, 3, "nonsense")


def test_a_closing_is_begun_once_and_closed_once(closures: Closures) -> None:
    assert closures.find(ACCOUNT) is None
    assert closures.begin(CLOSURE) == CLOSURE
    assert closures.begin(replace(CLOSURE, quiet_days=60)) == CLOSURE
    closed = CLOSURE.close(later(days=90), "ab12")
    closures.advance(CLOSURE, closed)
    assert closures.find(ACCOUNT) == closed
    with pytest.raises(ConflictError):
        closures.advance(CLOSURE, closed)


def test_a_closing_that_was_not_begun_is_not_closed(closures: Closures) -> None:
    with pytest.raises(ConflictError):
        closures.advance(CLOSURE, CLOSURE.close(MORNING, "ab12"))


def test_a_signature_takes_the_place_of_the_one_that_is_known(closures: Closures) -> None:
    anew = replace(SIGNATURE, name="Kim", at=later(days=60))
    assert closures.sign(SIGNATURE) == SIGNATURE
    assert closures.sign(anew) == SIGNATURE
    assert closures.sign(anew, SIGNATURE) == anew
    assert closures.sign(replace(anew, name="Sam"), SIGNATURE) == anew
    assert closures.records(ACCOUNT).signatures == (anew,)


def test_all_that_is_on_record_is_found(closures: Closures) -> None:
    assert closures.records(ACCOUNT) == Records()
    assert closures.sign(SIGNATURE) == SIGNATURE
    closures.hand_over([replace(HANDOVER, owner="Nobody")])
    closures.hand_over([HANDOVER, replace(HANDOVER, account_id=OTHER)])
    closures.enrol(replace(ENROLMENT, clearinghouse="Wrong"))
    closures.enrol(ENROLMENT)
    assert closures.add_export(EXPORT) == EXPORT
    expected = Records((SIGNATURE,), (HANDOVER,), (ENROLMENT,), (EXPORT,))
    assert closures.records(ACCOUNT) == expected


def test_the_first_signature_and_the_first_upload_stand(closures: Closures) -> None:
    closures.sign(SIGNATURE)
    assert closures.sign(replace(SIGNATURE, name="Another")) == SIGNATURE
    closures.add_export(EXPORT)
    assert closures.add_export(replace(EXPORT, at=later(days=1))) == EXPORT
    second = replace(EXPORT, sha256=sha256_of(b"two"))
    closures.add_export(second)
    assert set(closures.records(ACCOUNT).exports) == {EXPORT, second}


def test_exports_and_documents_lie_under_their_digests(archive: ClosingArchive) -> None:
    digest = sha256_of(b"a,b\r\n")
    assert not archive.has_export(ACCOUNT, EXPORT.kind, EXPORT.sha256)
    assert not archive.has_handover(ACCOUNT, HandOverKind.APPEAL, digest)
    for _ in range(2):
        archive.store_export(EXPORT, b"zip!")
        archive.store_handover(ACCOUNT, HandOverKind.APPEAL, b"a,b\r\n")
        archive.store_report(DRILL, b"{}")
    assert archive.has_export(ACCOUNT, EXPORT.kind, EXPORT.sha256)
    assert archive.has_handover(ACCOUNT, HandOverKind.APPEAL, digest)
    assert not archive.has_handover(ACCOUNT, HandOverKind.OPEN_CLAIM, digest)
    with pytest.raises(ConflictError):
        archive.store_report(DRILL, b"other")


def test_there_is_one_certificate(archive: ClosingArchive) -> None:
    for read in (archive.certificate, archive.certificate_page):
        with pytest.raises(NotFoundError):
            read(ACCOUNT)
    archive.store_certificate(ACCOUNT, b"{}")
    archive.store_certificate_page(ACCOUNT, b"<p>")
    with pytest.raises(ConflictError):
        archive.store_certificate(ACCOUNT, b"{ }")
    assert (archive.certificate(ACCOUNT), archive.certificate_page(ACCOUNT)) == (b"{}", b"<p>")
