"""`python -m infra.samples --kind 837P --claims 5000 --usage T > file`"""

import argparse
import sys
from datetime import date

from infra.samples.claim_files import SERVICE_DATE, ClaimKind, claim_file, sample_claims
from infra.samples.claim_levels import OFFICE_ALLY


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.samples", description=__doc__)
    parser.add_argument("--kind", type=ClaimKind, choices=list(ClaimKind), default="837P")
    parser.add_argument("--claims", type=int, default=10, help="how many (10)")
    parser.add_argument("--claims-per-set", type=int, help="claims in one ST (all)")
    parser.add_argument("--usage", choices=("T", "P"), default="T", help="ISA15 (T)")
    parser.add_argument("--receiver", default=OFFICE_ALLY, help=f"ISA08 and GS03 ({OFFICE_ALLY})")
    parser.add_argument("--service-date", type=date.fromisoformat, default=SERVICE_DATE)
    parser.add_argument("--control-number", type=int, default=1, help="ISA13 and GS06 (1)")
    parser.add_argument("--prefix", default="CC", help="how patient control numbers begin (CC)")
    wanted = parser.parse_args()
    content = claim_file(
        wanted.kind,
        sample_claims(wanted.claims, prefix=wanted.prefix),
        usage=wanted.usage,
        receiver=wanted.receiver,
        interchange_control_number=wanted.control_number,
        claims_per_set=wanted.claims_per_set,
        service_date=wanted.service_date,
    )
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main()
