"""Synthetic 837 files, whole: `claim_file(ClaimKind.PROFESSIONAL, sample_claims(3))`."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from infra.samples.claim_kinds import GUIDES, ClaimInPlace, ClaimKind
from infra.samples.claim_levels import (
    OFFICE_ALLY,
    billing_provider_segments,
    submitter_segments,
    subscriber_segments,
)
from infra.samples.claims import SampleClaim, sample_claims
from infra.samples.parties import SAMPLE_PRACTICE, Practice

__all__ = ["ClaimKind", "SampleClaim", "claim_file", "sample_claims"]

SERVICE_DATE = date(2026, 10, 5)


def claim_file(
    kind: ClaimKind,
    claims: Sequence[SampleClaim],
    *,
    usage: str = "T",
    interchange_control_number: int = 1,
    claims_per_set: int | None = None,
    practice: Practice = SAMPLE_PRACTICE,
    receiver: str = OFFICE_ALLY,
    service_date: date = SERVICE_DATE,
    element_separator: str = "*",
    component_separator: str = ":",
    segment_terminator: str = "~",
    newline: str = "\n",
) -> bytes:
    """A valid 837 of one interchange and one functional group, in ASCII.

    `usage` is ISA15 (T or P), `receiver` stands in ISA08 and GS03; GS06 repeats the interchange
    control number. `claims_per_set` claims share a transaction set, all of them by default. Claims
    were served on `service_date` or up to six days before it; the file was made on the day after.
    """
    size = claims_per_set or max(len(claims), 1)
    made = service_date + timedelta(days=1)
    segments = [
        _isa(practice, receiver, usage, interchange_control_number, made),
        _gs(kind, practice, receiver, interchange_control_number, made),
    ]
    starts = range(0, len(claims), size)
    for number, start in enumerate(starts, start=1):
        reference = f"{interchange_control_number:09d}{number:04d}"
        body = [
            f"BHT*0019*00*{reference}*{made:%Y%m%d}*0930*CH",
            *submitter_segments(practice),
            *billing_provider_segments(practice),
            *_subscribers(kind, claims[start : start + size], start, service_date),
        ]
        segments += _transaction_set(kind, number, body)
    segments.append(f"GE*{len(starts)}*{interchange_control_number}")
    segments.append(f"IEA*1*{interchange_control_number:09d}")
    ending = segment_terminator + newline
    separators = str.maketrans({"*": element_separator, ":": component_separator})
    return "".join(segment.translate(separators) + ending for segment in segments).encode("ascii")


def _isa(practice: Practice, receiver: str, usage: str, number: int, made: date) -> str:
    blank = " " * 10
    parties = f"ZZ*{practice.tax_id:<15}*ZZ*{receiver:<15}"
    return (
        f"ISA*00*{blank}*00*{blank}*{parties}*{made:%y%m%d}*0930*^*00501*{number:09d}*0*{usage}*:"
    )


def _gs(kind: ClaimKind, practice: Practice, receiver: str, number: int, made: date) -> str:
    parties = f"{practice.tax_id}*{receiver}"
    return f"GS*HC*{parties}*{made:%Y%m%d}*0930*{number}*X*{GUIDES[kind]}"


def _transaction_set(kind: ClaimKind, number: int, body: list[str]) -> list[str]:
    control_number = f"{number:04d}"
    return [
        f"ST*837*{control_number}*{GUIDES[kind]}",
        *body,
        f"SE*{len(body) + 2}*{control_number}",
    ]


def _subscribers(
    kind: ClaimKind, claims: Sequence[SampleClaim], before: int, service_date: date
) -> Iterator[str]:
    level = 2
    for number, claim in enumerate(claims, start=before + 1):
        served = service_date - timedelta(days=number % 7)
        yield from subscriber_segments(kind, ClaimInPlace(claim, number, served), level)
        level += 2 if claim.dependent else 1
