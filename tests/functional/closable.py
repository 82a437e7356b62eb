"""A house whose account may be closed: everything holds, and each test takes one thing away."""

from dataclasses import replace
from datetime import date, timedelta

from chalicelib.domain.closing.check import Check
from chalicelib.domain.closing.items import ExportKind, Item
from chalicelib.domain.closing.records import HandOverKind
from chalicelib.domain.identifiers import AccountId, ClaimId, RemittanceId
from chalicelib.services.access.decider import Decider
from chalicelib.services.closing.hand_over_claims import Handing
from chalicelib.services.closing.record_enrolment import EnrolmentSaid
from tests.builders import ACCOUNT, MORNING, REACH
from tests.functional.counterpart import answers_to
from tests.functional.courier import House, a_claim_file

DECIDER = Decider("cck_sample", REACH)
QUIET_DAYS = 60
CSV = b"name,born\r\nDOE JOHN,1970-01-01\r\nROE MARY,1971-02-02\r\n"
SIGNED = (Item.APPEALS_REVIEWED, Item.SIXTY_DAY_CLOSEOUT)


def a_closable_house(house: House | None = None) -> House:
    """A batch with a paid claim, a rejected one and one without any verdict, which is handed
    over; then sixty quiet days, in which late answers were followed up."""
    house = house or House()
    take_in(house)
    house.courier.begin_closure(ACCOUNT, MORNING.date(), QUIET_DAYS, DECIDER)
    put_on_record(house, Item.SIXTY_DAY_CLOSEOUT)
    pass_days(house, QUIET_DAYS + 1)
    sign(house, Item.SIXTY_DAY_CLOSEOUT)
    hand_over(house)
    house.secrets.by_account.pop(ACCOUNT)
    look_back(house)
    return house


def closed_house() -> House:
    house = a_closable_house()
    house.courier.issue_certificate(ACCOUNT, DECIDER)
    return house


def take_in(house: House) -> None:
    house.hand_in(a_claim_file("PAY00001", "REJ00002", "SILENT03"))
    house.visit()
    for answer in answers_to(house.server.inbound):
        house.answer(*answer)
    while house.hints.responses:
        house.courier.apply_response(house.hints.responses.pop())
    keep_eras(house)


def keep_eras(house: House) -> None:
    """A manifest for each month of the ERA archive that has changed."""
    house.clock.advance(timedelta(hours=1))
    house.courier.keep_era_archive()


def put_on_record(house: House, *left_out: Item) -> None:
    courier = house.courier
    for item in SIGNED:
        if item not in left_out:
            sign(house, item)
    for kind in ExportKind:
        courier.upload_export(ACCOUNT, kind, CSV, DECIDER)
    for payer in active_payers(house):
        said = EnrolmentSaid(payer, "Other Clearinghouse", date(2026, 3, 1), "Pat Sample")
        courier.record_enrolment(ACCOUNT, said, DECIDER)


def sign(house: House, item: Item) -> None:
    statement = "I have looked it through."
    house.courier.sign_item(ACCOUNT, item, "Pat Sample", statement, DECIDER)


def active_payers(house: House) -> set[str]:
    of_claims = {claim.payer_id for claim in house.claims.rows.all() if claim.payer_id}
    return of_claims | {r.advice.payer_identifier for r in house.remittances.rows.all()}


def pass_days(house: House, days: int) -> None:
    house.clock.advance(timedelta(days=days))
    house.visit()


def open_claims(house: House) -> tuple[ClaimId, ...]:
    closure = house.closures.rows.get(ACCOUNT)
    survey = house.courier._survey_account(house.accounts.get(ACCOUNT), closure)
    return tuple(ClaimId(each) for each in survey.claims.open_claims)


def hand_over(house: House) -> None:
    handings = [
        Handing(claim, HandOverKind.OPEN_CLAIM, "Kim Billing", "Call the payer in two weeks.")
        for claim in open_claims(house)
    ]
    house.courier.hand_over_claims(ACCOUNT, handings, DECIDER)
    house.courier.write_documents(ACCOUNT, REACH)


def look_back(house: House) -> None:
    """The drill of the whole archive, and a statement, an hour after all else."""
    house.clock.advance(timedelta(hours=1))
    house.courier.request_drill(ACCOUNT, DECIDER)
    house.courier.drive_drills()
    house.courier.draw_statement(ACCOUNT)


def check_of(house: House, item: Item, account_id: AccountId = ACCOUNT) -> Check:
    view = house.courier.show_closure(account_id, REACH)
    return next(check for check in view.checks if check.item is item)


def blocking(house: House) -> set[Item]:
    return {check.item for check in house.courier.show_closure(ACCOUNT, REACH).blockers}


def a_payer_is_silent(house: House) -> None:
    (advice,) = (row.advice for row in house.remittances.rows.all())
    (known,) = house.remittances.rows.all()
    for week in range(1, 6):
        paid_on = MORNING.date() - timedelta(weeks=10 + week)
        earlier = replace(advice, remittance_id=RemittanceId(f"rem_{week}"), paid_on=paid_on)
        house.remittances.rows.by_key[earlier.remittance_id] = replace(known, advice=earlier)
