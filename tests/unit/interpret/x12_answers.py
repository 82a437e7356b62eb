"""X12 answers for tests: 999, 277CA and 835, as far as their meaning needs them."""

from collections.abc import Sequence

from tests.builders_x12 import interchange

ACKNOWLEDGMENT = "005010X231A1"
CLAIM_ACKNOWLEDGMENT = "005010X214"
REMITTANCE = "005010X221A1"


def acknowledgment(*body: str, ta1: str | None = "A", set_body: bool = True) -> bytes:
    """A 999 of AK1 to AK9 `body`; `ta1` is TA104 with a note for anything but A."""
    note = "000" if ta1 == "A" else "020"
    segment = f"TA1*000000412*260302*1405*{ta1}*{note}" if ta1 else None
    sets = [(f"ST*999*0001*{ACKNOWLEDGMENT}", *body)] if set_body else []
    return interchange("FA", ACKNOWLEDGMENT, *sets, ta1=segment, control_number=412)


def accepted_999(group_control_number: str = "412") -> bytes:
    ak1 = f"AK1*HC*{group_control_number}*005010X222A1"
    return acknowledgment(ak1, "AK2*837*0001*005010X222A1", "IK5*A", "AK9*A*1*1*1")


def claim_levels(
    *claims: Sequence[str],
    source: str = "AY",
    batch: Sequence[str] = ("TRN*2*BATCH1", "STC*A1:19*20260302*WQ*100"),
    provider: Sequence[str] = ("TRN*1*0",),
) -> tuple[str, ...]:
    """The body of one 277CA: 2000A, 2000B, one 2000C and a 2000D for each of `claims`."""
    return (
        f"ST*277*0001*{CLAIM_ACKNOWLEDGMENT}",
        "BHT*0085*08*ANSWER1*20260302*1412*TH",
        "HL*1**20*1",
        f"NM1*{source}*2*SOURCE*****46*330897513",
        "TRN*1*T1",
        "HL*2*1*21*1",
        "NM1*41*2*SAMPLE PRACTICE*****46*123456789",
        *batch,
        "HL*3*2*19*1",
        "NM1*85*2*SAMPLE PRACTICE*****XX*1234567893",
        *provider,
        *(segment for claim in claims for segment in claim),
    )


def claim_answer(account: str, *statuses: str, more: Sequence[str] = ()) -> tuple[str, ...]:
    """A 2000D loop; each of `statuses` is an STC without its id."""
    stc = [f"STC*{status}" for status in statuses]
    return ("HL*4*3*PT", "NM1*QC*1*SPECIMEN*ROBIN", f"TRN*2*{account}", *stc, *more)


def claim_acknowledgment(*bodies: Sequence[str]) -> bytes:
    return interchange("HN", CLAIM_ACKNOWLEDGMENT, *bodies, newline="\n")


def payment_set(
    *claims: Sequence[str],
    control_number: str = "0001",
    trace: str = "EFT900",
    amount: str = "100",
    payer_originator: str = "1999888777",
    paid_on: str = "20260320",
) -> tuple[str, ...]:
    """One 835 transaction set with these CLP loops."""
    return (
        f"ST*835*{control_number}*{REMITTANCE}",
        f"BPR*I*{amount}*C*ACH*CCP*01*111000025*DA*33*1234567890**01*111000025*DA*22*{paid_on}",
        f"TRN*1*{trace}*{payer_originator}",
        "N1*PR*TESTCARE*XV*TC456",
        "N1*PE*SAMPLE PRACTICE*XX*1234567893",
        "LX*1",
        *(segment for claim in claims for segment in claim),
    )


def remittance(*sets: Sequence[str], newline: str = "\n") -> bytes:
    return interchange("HP", REMITTANCE, *sets, newline=newline)
