"""A house whose account may be closed, with two months in its ERA archive."""

from datetime import date

from chalicelib.domain.closing.certificate import Certificate, read_certificate
from chalicelib.services.closing.record_enrolment import EnrolmentSaid
from tests.builders import ACCOUNT, REACH
from tests.functional.closable import (
    DECIDER,
    a_closable_house,
    active_payers,
    keep_eras,
    look_back,
)
from tests.functional.courier import House
from tests.functional.era import an_835, era_name, import_file

MARCH, MAY = "2026-03", "2026-05"
"""The month of the claim that was paid, and that of an 835 handed in."""


def a_house_of_two_months() -> House:
    house = a_closable_house()
    an_835_of_may(house, 5)
    settle(house)
    return house


def an_835_of_may(house: House, number: int, day: str = "20260501") -> None:
    """Or of another day; and the manifest that tells of it."""
    import_file(house, an_835(f"T{number}"), era_name(number, day))
    keep_eras(house)


def settle(house: House) -> None:
    """What came of an 835 is decided, and the archive is drilled."""
    house.worklist.rows.by_key.clear()
    for payer in active_payers(house):
        said = EnrolmentSaid(payer, "Other Clearinghouse", date(2026, 3, 1), "Pat Sample")
        house.courier.record_enrolment(ACCOUNT, said, DECIDER)
    look_back(house)


def issued(house: House) -> Certificate:
    house.courier.issue_certificate(ACCOUNT, DECIDER)
    return read_certificate(house.courier.show_closure.certificate(ACCOUNT, REACH)[1])


def manifest_key(month: str, number: int = 1) -> str:
    return f"era/{ACCOUNT}/{month.replace('-', '/')}/manifest.{number:06d}.json"
