"""835 files, their texts and ZIPs of them, handed in by a person."""

import io
import zipfile
from decimal import Decimal
from pathlib import Path

from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.response import Response, ResponseOrigin
from chalicelib.services.intake.receive_remittance_file import FileReceipt, RemittanceFile
from chalicelib.verify.era_files import months_in
from chalicelib.verify.era_month import MonthVerdict, verify_month
from tests.builders import ACCOUNT
from tests.functional.courier import House
from tests.unit.interpret.x12_answers import payment_set, remittance

MARCH = "2026-03"
OWN_TEXT = b"=== HEALTH CARE CLAIM PAYMENT/ADVICE ===\r\nown words\r\n"


def era_name(number: int, day: str = "20260320") -> str:
    return f"{1598700000 + number}_ERA_835_5010_{day}.835"


def text_name(number: int, day: str = "20260320") -> str:
    return f"{1598700000 + number}_ERA_STATUS_5010_{day}.txt"


def a_payment_set(
    trace: str, amount: str = "150", number: str = "PAY00001", charge: str = "150"
) -> tuple[str, ...]:
    """One payment of one claim; what is not paid of the charge is the contract's."""
    rest = Decimal(charge) - Decimal(amount)
    adjusted = (f"CAS*CO*45*{rest}",) if rest else ()
    claim = (f"CLP*{number}*1*{charge}*{amount}**12*ICN{trace}", *adjusted)
    return payment_set(claim, trace=trace, amount=amount)


def an_835(*traces: str, amount: str = "150") -> bytes:
    return remittance(*(a_payment_set(trace, amount) for trace in traces))


def zip_of_files(*files: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def hand_in(
    house: House, content: bytes, name: str = "", account_id: AccountId = ACCOUNT
) -> FileReceipt:
    file = RemittanceFile(content, account_id, name, ResponseOrigin.UPLOADED)
    return house.courier.receive_remittance_file(file)


def apply_all(house: House) -> None:
    """Follows every hint, and those that come of it."""
    while house.hints.responses:
        house.courier.apply_response(house.hints.responses.pop(0))


def import_file(house: House, content: bytes, name: str = "") -> Response:
    """Handed in, and applied with all that is in it."""
    receipt = hand_in(house, content, name)
    apply_all(house)
    return house.responses.get(receipt.response.response_id)


def era_objects(house: House) -> dict[str, bytes]:
    """The ERA archive, by object key."""
    objects = house.archive.objects.by_key
    return {key: content for key, content in objects.items() if key.startswith("era/")}


def amounts(house: House, account_id: AccountId = ACCOUNT) -> list[tuple[str, Decimal]]:
    """What is to be posted of an account: every payment that came to it first."""
    rows = house.remittances.all_of(account_id)
    return sorted(
        (row.advice.trace_number, row.advice.amount) for row in rows if row.linked_to is None
    )


def verified(path: Path, expected: str | None = None) -> MonthVerdict:
    """The only month that lies there."""
    ((_, files),) = months_in(path)
    return verify_month(files, expected)


def synced(house: House, path: Path) -> Path:
    """The whole archive, as `aws s3 sync` brings it."""
    for key, content in era_objects(house).items():
        target = path / key.removeprefix("era/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return path
