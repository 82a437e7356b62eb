"""The demo files in `samples/`; `python -m infra.samples.demo_files` writes them anew.

The patient control numbers carry the simulated clearinghouse's scenario prefixes, so that the
demo shows claims paid, paid in part, denied and rejected at both places.
"""

from decimal import Decimal
from pathlib import Path

from infra.samples.claim_files import ClaimKind, SampleClaim, claim_file
from infra.samples.parties import TESTCARE

FOLDER = Path(__file__).parents[2] / "samples"

PROFESSIONAL = (
    SampleClaim("PAY26100501", Decimal("150.00")),
    SampleClaim("UND26100502", Decimal("200.00"), (Decimal("120.00"), Decimal("80.00"))),
    SampleClaim("DEN26100503", Decimal("175.50"), payer=TESTCARE),
    SampleClaim("REJ26100504", Decimal("90.00"), payer=TESTCARE),
    SampleClaim("PRJ26100505", Decimal("240.00"), dependent=True),
    SampleClaim("DED26100506", Decimal("130.25"), payer=TESTCARE, dependent=True),
)
INSTITUTIONAL = (
    SampleClaim("PAY26100511", Decimal("1840.00"), (Decimal("640.00"), Decimal("1200.00"))),
    SampleClaim("DEN26100512", Decimal("960.00"), payer=TESTCARE),
    SampleClaim("PND26100513", Decimal("415.75")),
)
DENTAL = (
    SampleClaim("PAY26100521", Decimal("85.00")),
    SampleClaim("REV26100522", Decimal("310.00"), (Decimal("110.00"), Decimal("200.00"))),
    SampleClaim("REJ26100523", Decimal("64.00"), payer=TESTCARE, dependent=True),
)


def demo_files() -> dict[str, bytes]:
    """File name → content of each demo file."""
    return {
        "professional.837": claim_file(ClaimKind.PROFESSIONAL, PROFESSIONAL),
        "institutional.837": claim_file(
            ClaimKind.INSTITUTIONAL, INSTITUTIONAL, interchange_control_number=2
        ),
        "dental.837": claim_file(ClaimKind.DENTAL, DENTAL, interchange_control_number=3),
    }


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, content in demo_files().items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
