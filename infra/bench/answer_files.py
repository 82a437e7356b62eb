"""A File Summary, a 277CA and an 835 that like every claim of a file, as text, for measuring."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from infra.samples.claim_files import SERVICE_DATE, SampleClaim

FILE_ID = "1598000101"
PROCESSED_ON = "03/02/2026"
_LABELS = {
    "CLAIM#": 7,
    "OA CLAIMID": 12,
    "PATIENT ID": 18,
    "LAST,FIRST": 20,
    "DOB": 13,
    "FROM DOS": 11,
    "TO DOS": 11,
    "CPT": 8,
    "DIAG": 9,
    "TAX ID": 12,
    "ACCNT#": 14,
    "PHYS.ID": 11,
    "PAYER": 7,
    "ERRORS": 30,
}


def file_summary(numbers: Sequence[str], file_name: str) -> tuple[str, bytes]:
    """Name and content; `numbers` are the claims' CLM01, `file_name` is the name as submitted."""
    rows = [_row(place, number) for place, number in enumerate(numbers, start=1)]
    lines = [
        "Claims Upload File Summary",
        f"     File Name:{FILE_ID}_{file_name}",
        f"Date Processed: {PROCESSED_ON}",
        f"\t{len(rows)} # of Claims Initially Accepted",
        "\t0 # of Claims Rejected",
        "-------ACCEPTED CLAIM DETAIL",
        "".join(label.ljust(width) for label, width in _LABELS.items()),
        *rows,
        "=" * 162,
    ]
    return f"FS_HCFA_{FILE_ID}_IN_C.txt", "\n".join(lines).encode()


def claim_acknowledgment(numbers: Sequence[str]) -> tuple[str, bytes]:
    """Name and content of the clearinghouse's own 277CA."""
    body = [
        "ST*277*0001*005010X214",
        "BHT*0085*08*ANSWER1*20260302*1412*TH",
        "HL*1**20*1",
        "NM1*AY*2*CLEARINGHOUSE*****46*330897513",
        "HL*2*1*21*1",
        "NM1*41*2*SAMPLE PRACTICE*****46*123456789",
        "HL*3*2*19*1",
        "NM1*85*2*SAMPLE PRACTICE*****XX*1234567893",
        *(
            segment
            for place, number in enumerate(numbers, start=4)
            for segment in _hl(place, number)
        ),
    ]
    return f"sample_{FILE_ID}_HCFA_277ca_20260302.txt", _interchange("HN", "005010X214", body)


def remittance(claims: Sequence[SampleClaim], first: int = 1) -> tuple[str, bytes]:
    """Name and content of an 835 that pays each claim in full; it names no file of ours. `first` is
    the place of the first claim in its claim file."""
    total = sum((claim.charge for claim in claims), Decimal(0))
    body = [
        "ST*835*0001*005010X221A1",
        f"BPR*I*{total}*C*ACH*CCP*01*111000025*DA*33*1234567890**01*111000025*DA*22*20260320",
        "TRN*1*EFT900*1999888777",
        "N1*PR*TESTCARE*XV*TC456",
        "N1*PE*SAMPLE PRACTICE*XX*1234567893",
        "LX*1",
        *(
            segment
            for place, claim in enumerate(claims, start=first)
            for segment in _clp(place, claim)
        ),
    ]
    return "1598700001_ERA_835_5010_20260320.835", _interchange("HP", "005010X221A1", body)


def _clp(place: int, claim: SampleClaim) -> tuple[str, str]:
    """Sample claims are served in turn on the seven days up to a file's day of service."""
    served = SERVICE_DATE - timedelta(days=place % 7)
    paid = f"{claim.charge}*{claim.charge}"
    return (
        f"CLP*{claim.patient_control_number}*1*{paid}**12*ICN{place}",
        f"DTM*232*{served:%Y%m%d}",
    )


def _interchange(function: str, guide: str, body: Sequence[str]) -> bytes:
    padded = "ISA*00*          *00*          *ZZ*330897513      *ZZ*123456789      "
    segments = [
        f"{padded}*260302*1412*^*00501*000000001*0*P*:",
        f"GS*{function}*330897513*123456789*20260302*1412*1*X*{guide}",
        *body,
        f"SE*{len(body) + 1}*0001",
        "GE*1*1",
        "IEA*1*000000001",
    ]
    return "".join(f"{segment}~\n" for segment in segments).encode()


def _row(place: int, number: str) -> str:
    cells = {
        "CLAIM#": f"{place})",
        "OA CLAIMID": str(4_900_000_000 + place),
        "PATIENT ID": "SB0000001",
        "LAST,FIRST": "SAMPLE,ALEX",
        "DOB": "01/02/1980",
        "FROM DOS": "02/24/2026",
        "TO DOS": "02/24/2026",
        "CPT": "99213",
        "TAX ID": "123456789",
        "ACCNT#": number,
        "PHYS.ID": "1234567893",
        "PAYER": "SB123",
    }
    return "".join(cells.get(label, "").ljust(width) for label, width in _LABELS.items())


def _hl(place: int, number: str) -> tuple[str, ...]:
    return (
        f"HL*{place}*3*PT",
        "NM1*QC*1*SAMPLE*ALEX",
        f"TRN*2*{number}",
        "STC*A2:20*20260302*WQ*150",
    )
