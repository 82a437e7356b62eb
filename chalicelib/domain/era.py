"""The ERA archive: the forms in which each 835 file is kept, by month."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from chalicelib.domain.identifiers import AccountId, RemittanceId, ResponseId
from chalicelib.domain.response import ResponseOrigin


class EraForm(StrEnum):
    """The forms of one 835 file; the value is the object key's extension.

    `made` is the readable text that we made because the clearinghouse's own was not there.
    """

    RAW = "835"
    TEXT = "txt"
    MADE = "made.txt"


@dataclass(frozen=True, slots=True)
class ReportedPayment:
    """One payment as one 835 file tells it; `first_key` is the object that told of it before, None
    where this file was the first."""

    remittance_id: RemittanceId
    trace_number: str
    originator: str
    payer_name: str
    payer_identifier: str
    method: str
    amount: Decimal
    paid_on: date | None
    claim_count: int
    imbalances: int
    first_key: str | None = None

    @property
    def is_balanced(self) -> bool:
        return self.imbalances == 0


@dataclass(frozen=True, slots=True)
class ArchivedForm:
    """One object of the archive. `response_id` is what it came in, or was made from; only a raw
    form has `payments`."""

    account_id: AccountId
    month: str
    stem: str
    form: EraForm
    key: str
    sha256: str
    size: int
    response_id: ResponseId
    origin: ResponseOrigin
    received_at: datetime
    archived_at: datetime
    payments: tuple[ReportedPayment, ...] = ()

    @property
    def place(self) -> str:
        """Where it stands among those of its month; no stem has a "#"."""
        return f"{self.stem}#{self.form}"

    @property
    def is_own(self) -> bool:
        """Whether it is the clearinghouse's, not made by us."""
        return self.form is not EraForm.MADE


@dataclass(frozen=True, slots=True)
class EraFile:
    """What is archived under one stem of a month: an 835, its readable text, or both.

    `text` is the clearinghouse's own wherever there is one.
    """

    stem: str
    raw: ArchivedForm | None
    text: ArchivedForm | None


@dataclass(frozen=True, slots=True)
class EraMonth:
    """`changes` counts what was archived in it, `described` up to which of them its newest manifest
    goes; `manifest` counts its manifests, the newest with this SHA-256 (0 and "": none).
    `content_sha256` is that of what the newest tells, whatever its number is.
    """

    account_id: AccountId
    month: str
    changes: int
    described: int = 0
    manifest: int = 0
    manifest_sha256: str = ""
    content_sha256: str = ""
    described_at: datetime | None = None

    @property
    def is_described(self) -> bool:
        return self.described == self.changes


def files_of(forms: tuple[ArchivedForm, ...]) -> tuple[EraFile, ...]:
    """The forms of one month as files, by stem."""
    by_place = {(form.stem, form.form): form for form in forms}
    return tuple(
        EraFile(
            stem,
            by_place.get((stem, EraForm.RAW)),
            by_place.get((stem, EraForm.TEXT)) or by_place.get((stem, EraForm.MADE)),
        )
        for stem in sorted({form.stem for form in forms})
    )
