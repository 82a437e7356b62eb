"""Writing X12: segments, transaction sets and the envelope, all on one line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from infra.sandbox.clearinghouse.house import House
from infra.sandbox.clearinghouse.submitter import Submitter

BLANK = " " * 10


@dataclass(frozen=True, slots=True)
class Envelope:
    """`group_control_number` is a file id: GS06 holds no more than its last nine digits."""

    functional_id: str
    guide: str
    house: House
    receiver: Submitter
    interchange_control_number: str
    group_control_number: int
    made: datetime


def segment(*elements: object) -> str:
    """One segment without its terminator; empty elements at the end are left out."""
    return "*".join(str(each) for each in elements).rstrip("*")


def amount(value: Decimal) -> str:
    """A decimal as X12 wants it: no zeros at the end, no point when it is whole."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def transaction_set(code: str, number: int, body: Sequence[str], guide: str = "") -> list[str]:
    """ST, the body, SE with the right count."""
    control_number = f"{number:04d}"
    return [
        segment("ST", code, control_number, guide),
        *body,
        segment("SE", len(body) + 2, control_number),
    ]


def interchange(
    envelope: Envelope, sets: Sequence[Sequence[str]], interchange_acknowledgment: str = ""
) -> bytes:
    """The whole file; a TA1 stands between ISA and GS. Without sets there is no group."""
    group_control_number = envelope.group_control_number % 1_000_000_000
    lines = [_isa(envelope)]
    if interchange_acknowledgment:
        lines.append(interchange_acknowledgment)
    if sets:
        lines.append(_gs(envelope, group_control_number))
        lines.extend(line for each in sets for line in each)
        lines.append(segment("GE", len(sets), group_control_number))
    lines.append(segment("IEA", int(bool(sets)), envelope.interchange_control_number))
    return _terminated(lines)


def _isa(envelope: Envelope) -> str:
    parties = f"ZZ*{envelope.house.identifier:<15}*ZZ*{envelope.receiver.identifier:<15}"
    made = f"{envelope.made:%y%m%d}*{envelope.made:%H%M}"
    number = envelope.interchange_control_number
    usage = envelope.receiver.usage if envelope.house.repeats_usage else "P"
    return f"ISA*00*{BLANK}*00*{BLANK}*{parties}*{made}*^*00501*{number}*0*{usage}*:"


def _gs(envelope: Envelope, number: int) -> str:
    made = f"{envelope.made:%Y%m%d}*{envelope.made:%H%M}"
    parties = f"{envelope.house.identifier}*{envelope.receiver.identifier}"
    return f"GS*{envelope.functional_id}*{parties}*{made}*{number}*X*{envelope.guide}"


def _terminated(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}~" for line in lines).encode("latin-1")
