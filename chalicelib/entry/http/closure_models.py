"""The closing of an account as the API shows it, and what clients say about it."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from chalicelib.domain.closing.check import Check
from chalicelib.domain.closing.closure import QUIET_DAYS
from chalicelib.domain.closing.handover_documents import HandOverDocument
from chalicelib.domain.closing.items import Item
from chalicelib.domain.closing.records import (
    Enrolment,
    Export,
    HandOver,
    HandOverKind,
    Signature,
)
from chalicelib.entry.http.json_body import Asked
from chalicelib.entry.http.money import Money
from chalicelib.entry.http.route import ID_PATTERN
from chalicelib.entry.model import Model
from chalicelib.services.closing.show_closure import ClosureView

PERSON = Field(min_length=1, max_length=100)
WORDS = Field(min_length=1, max_length=500)


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("Only characters that can be printed.")
    return text


PayerId = Annotated[
    str,
    StringConstraints(strip_whitespace=False, min_length=1, max_length=80),
    AfterValidator(_printable),
]
"""As files name it, to the blank: otherwise it is another payer."""


class BeginIn(Asked):
    """`since` is the chosen day: what was handed in from then on must have come to an end."""

    since: date
    quiet_days: int = Field(default=QUIET_DAYS, ge=1, le=365)


class SignatureIn(Asked):
    """`name` is the person who answers for it."""

    item: Item
    name: str = PERSON
    statement: str = WORDS


class HandingIn(Asked):
    claim_id: str = Field(pattern=ID_PATTERN)
    kind: HandOverKind = HandOverKind.OPEN_CLAIM
    owner: str = PERSON
    next_action: str = WORDS


class HandOversIn(Asked):
    claims: tuple[HandingIn, ...] = Field(min_length=1, max_length=100)


class EnrolmentIn(Asked):
    payer_id: PayerId
    clearinghouse: str = PERSON
    effective_on: date
    name: str = PERSON


class SignatureOut(Model):
    item: str
    name: str
    statement: str
    by: str
    at: datetime

    @classmethod
    def of(cls, signature: Signature) -> "SignatureOut":
        return cls.model_validate(signature, from_attributes=True)


class CheckOut(Model):
    """`by` says who answers for the item. `missing` counts what blocks; `named` are ids of the
    first twenty."""

    item: str
    by: str
    state: str
    means: str
    do: str
    words: str
    found: int
    missing: int
    named: tuple[str, ...]
    signature: SignatureOut | None

    @classmethod
    def of(cls, check: Check) -> "CheckOut":
        return cls(
            item=check.item,
            by=check.item.by,
            state=check.state,
            means=check.item.words.means,
            do=check.item.words.do,
            words=check.words,
            found=check.found,
            missing=check.missing,
            named=check.named,
            signature=SignatureOut.of(check.signature) if check.signature else None,
        )


class PortalExportOut(Model):
    kind: str
    size: int
    rows: int | None
    sha256: str
    by: str
    at: datetime

    @classmethod
    def of(cls, export: Export) -> "PortalExportOut":
        return cls.model_validate(export, from_attributes=True)


class EnrolmentOut(Model):
    payer_id: str
    clearinghouse: str
    effective_on: date
    name: str
    by: str
    at: datetime

    @classmethod
    def of(cls, enrolment: Enrolment) -> "EnrolmentOut":
        return cls.model_validate(enrolment, from_attributes=True)


class HandOverOut(Model):
    """`status` is where the claim stood when it was handed over."""

    claim_id: str
    kind: str
    owner: str
    next_action: str
    status: str
    payer_id: str | None
    charge: Money
    by: str
    at: datetime

    @classmethod
    def of(cls, handover: HandOver) -> "HandOverOut":
        return cls.model_validate(handover, from_attributes=True)


class HandOversOut(Model):
    handovers: tuple[HandOverOut, ...]


class DocumentOut(Model):
    kind: str
    claims: int
    sha256: str

    @classmethod
    def of(cls, document: HandOverDocument) -> "DocumentOut":
        return cls(kind=document.kind, claims=document.claims, sha256=document.sha256)


class DocumentsOut(Model):
    documents: tuple[DocumentOut, ...]


class ClosureOut(Model):
    """`account_state` is `open`, `closing` while the certificate is being issued, or `closed`.
    `blockers` names what does not hold; `items` and `blockers` are empty once it is closed."""

    account_id: str
    account_state: str
    state: str
    since: date
    quiet_days: int
    begun_at: datetime
    begun_by: str
    closed_at: datetime | None
    certificate_sha256: str | None
    blockers: tuple[str, ...]
    items: tuple[CheckOut, ...]
    handed_over: int
    enrolments: tuple[EnrolmentOut, ...]
    exports: tuple[PortalExportOut, ...]

    @classmethod
    def of(cls, view: ClosureView) -> "ClosureOut":
        closure, records = view.closure, view.records
        return cls(
            account_id=closure.account_id,
            account_state=view.account.state,
            state=closure.state,
            since=closure.since,
            quiet_days=closure.quiet_days,
            begun_at=closure.begun_at,
            begun_by=closure.begun_by,
            closed_at=closure.closed_at,
            certificate_sha256=closure.certificate_sha256,
            blockers=tuple(check.item for check in view.blockers),
            items=tuple(CheckOut.of(check) for check in view.checks),
            handed_over=len(records.handovers),
            enrolments=tuple(EnrolmentOut.of(each) for each in records.enrolments),
            exports=tuple(PortalExportOut.of(each) for each in records.exports),
        )
