"""What one synthetic claim is, and as many different ones as wanted."""

from dataclasses import dataclass
from decimal import Decimal

from infra.samples.parties import PAYERS, SAMPLEBLUE, Payer

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class SampleClaim:
    """One claim: CLM01, CLM02 and the charge of each service line, all in dollars.

    No `lines` means one line over the whole charge. The lines are not forced to add up to the
    charge: an unbalanced claim is a useful sample. `dependent` puts the patient under the
    subscriber (loop 2000C).
    """

    patient_control_number: str
    charge: Decimal = Decimal("150.00")
    lines: tuple[Decimal, ...] = ()
    payer: Payer = SAMPLEBLUE
    dependent: bool = False

    @property
    def line_charges(self) -> tuple[Decimal, ...]:
        return self.lines or (self.charge,)


def sample_claims(count: int, *, prefix: str = "CC", first: int = 1) -> tuple[SampleClaim, ...]:
    """`count` claims that differ, named `prefix` and eight digits counted from `first`."""
    return tuple(_numbered_claim(prefix, number) for number in range(first, first + count))


def _numbered_claim(prefix: str, number: int) -> SampleClaim:
    charge = Decimal(80 + number * 7 % 400) + CENT * (number % 4 * 25)
    first_line = (charge / 3).quantize(CENT)
    return SampleClaim(
        f"{prefix}{number:08d}",
        charge,
        (first_line, charge - first_line) if number % 3 == 0 else (),
        PAYERS[number % len(PAYERS)],
        dependent=number % 5 == 0,
    )
