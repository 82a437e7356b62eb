"""The levels of a 277CA: source (2000A), receiver (B), billing providers (C), patients (D)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from infra.sandbox.clearinghouse.answers.x12_text import amount, segment
from infra.sandbox.clearinghouse.arrivals import ArrivedClaim, Organization
from infra.sandbox.clearinghouse.cases import ClaimCase
from infra.sandbox.clearinghouse.segments import component

RECEIVED = "A1:19:AY"
BATCH_COUNTS, PROVIDER_COUNTS = ("90", "AA"), ("QA", "QC")


@dataclass(frozen=True, slots=True)
class ClaimStatus:
    """STC of a claim: code is category, status and entity; action is WQ (accepted) or U."""

    code: str
    action: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class AcknowledgedClaim:
    case: ClaimCase
    status: ClaimStatus
    payer_reference: str = ""


@dataclass(frozen=True, slots=True)
class Parties:
    """`source` is the ready NM1 of 2100A; the submitter is the receiver of this answer."""

    source: str
    submitter_name: str
    submitter_id: str
    file_id: int
    made: datetime


def claim_levels(parties: Parties, claims: Sequence[AcknowledgedClaim]) -> Iterator[str]:
    """The body of one transaction set, BHT to the last of the claims of one batch."""
    today = f"{parties.made:%Y%m%d}"
    yield segment("BHT", "0085", "08", parties.file_id, today, f"{parties.made:%H%M}", "TH")
    yield segment("HL", 1, "", "20", 1)
    yield parties.source
    yield segment("TRN", 1, parties.file_id)
    yield segment("DTP", "050", "D8", today)
    yield segment("DTP", "009", "D8", today)
    yield segment("HL", 2, 1, "21", 1)
    yield _organization("41", parties.submitter_name, "46", parties.submitter_id)
    yield segment("TRN", 2, claims[0].case.batch_reference)
    yield segment("STC", RECEIVED, today, "WQ", _total(claims))
    yield from _counts(claims, *BATCH_COUNTS)
    level = 3
    for provider, group in groupby(claims, lambda each: each.case.claim.billing_provider):
        theirs = list(group)
        yield from _provider(provider, theirs, level)
        for number, each in enumerate(theirs, start=level + 1):
            yield segment("HL", number, level, "PT")
            yield from _claim(each, today)
        level += len(theirs) + 1


def _provider(
    provider: Organization, claims: Sequence[AcknowledgedClaim], level: int
) -> Iterator[str]:
    yield segment("HL", level, 2, "19", 1)
    yield _organization("85", provider.name, "XX", provider.identifier)
    yield segment("TRN", 1, 0)
    yield segment("STC", RECEIVED, "", "WQ", _total(claims))
    yield from _counts(claims, *PROVIDER_COUNTS)


def _claim(acknowledged: AcknowledgedClaim, today: str) -> Iterator[str]:
    case, status = acknowledged.case, acknowledged.status
    claim, patient = case.claim, case.claim.patient
    yield segment(
        "NM1", "QC", 1, patient.last_name, patient.first_name, "", "", "", "MI", patient.member_id
    )
    yield segment("TRN", 2, claim.patient_control_number)
    blanks = [""] * 7
    yield segment(
        "STC", status.code, today, status.action, amount(claim.charge), *blanks, status.text
    )
    if acknowledged.payer_reference:
        yield segment("REF", "1K", acknowledged.payer_reference)
    yield segment("REF", "D9", case.claim_id)
    if component(claim.place, 2) == "A":
        yield segment("REF", "BLT", component(claim.place, 1) + component(claim.place, 3))
    yield _service_dates(claim)


def _service_dates(claim: ArrivedClaim) -> str:
    begin, end = (f"{each:%Y%m%d}" if each else "" for each in (claim.served_from, claim.served_to))
    if begin == end:
        return segment("DTP", "472", "D8", begin)
    return segment("DTP", "472", "RD8", f"{begin}-{end}")


def _organization(entity: str, name: str, qualifier: str, identifier: str) -> str:
    return segment("NM1", entity, 2, name, "", "", "", "", qualifier, identifier)


def _counts(claims: Sequence[AcknowledgedClaim], good: str, bad: str) -> Iterator[str]:
    accepted = [each for each in claims if each.status.action == "WQ"]
    rejected = [each for each in claims if each.status.action == "U"]
    for qualifier, group in ((good, accepted), (bad, rejected)):
        if group:
            yield segment("QTY", qualifier, len(group))
    for qualifier, group in (("YU", accepted), ("YY", rejected)):
        if group:
            yield segment("AMT", qualifier, _total(group))


def _total(claims: Sequence[AcknowledgedClaim]) -> str:
    return amount(sum((each.case.claim.charge for each in claims), Decimal(0)))
