"""Synthetic 835s, each an invented case that billers meet."""

from tests.unit.x12.remittance_files import remittance_file


def header(
    number: int, amount: str, trace: str, payer: str, method: str = "ACH"
) -> tuple[str, ...]:
    """ST to LX of a payment to the sample practice."""
    return (
        f"ST*835*{number:04d}",
        f"BPR*I*{amount}*C*{method}************20260320",
        f"TRN*1*{trace}*1123456789",
        f"N1*PR*{payer}",
        "N3*PO BOX 100",
        "N4*ANYTOWN*GA*11111",
        "PER*BL*HELP DESK*TE*5555550100",
        "N1*PE*SAMPLE PRACTICE*XX*1234567893",
        "LX*1",
    )


def patient(last_name: str, first_name: str, member_id: str) -> str:
    return f"NM1*QC*1*{last_name}*{first_name}****MI*{member_id}"


PAID = (
    *header(1, "80", "EFT202603200001", "SAMPLEBLUE"),
    "CLP*CC26030200001*1*120*100*5*12*PCCN000001",
    patient("SAMPLE", "ALEX", "SB0000001"),
    "AMT*AU*110",
    "SVC*HC:99213:25*120*100",
    "DTM*472*20260224",
    "CAS*CO*45*15",
    "CAS*PR*3*5",
    "REF*6R*CC26030200001L1",
    "AMT*B6*105",
    "PLB*1234567893*20261231*WO:PCCN000777*20",
)
REVERSED_AND_CORRECTED = (
    *header(2, "61.2", "EFT202603200002", "SAMPLEBLUE"),
    "CLP*CC26010500007*22*-150*-48.8**12*PCCN000000",
    patient("SPECIMEN", "ROBIN", "SB0000002"),
    "SVC*HC:90834*-150*-48.8",
    "DTM*472*20260102",
    "CAS*CO*45*-101.2",
    "CLP*CC26010500007*19*150*110**12*PCCN000009",
    patient("SPECIMEN", "ROBIN", "SB0000002"),
    "SVC*HC:90834*150*110",
    "DTM*472*20260102",
    "CAS*CO*45*40",
)
DENIED = (
    *header(3, "0", "NOPAY77", "TESTCARE", "NON"),
    "CLP*CC26030200003*4*400*0**12*PCCN000003",
    patient("ROE", "", "TC0000003"),
    "MOA***MA130*N382",
    "SVC*HC:99213*300*0",
    "DTM*150*20260224",
    "DTM*151*20260226",
    "CAS*CO*29*300",
    "LQ*HE*N30",
    "SVC*HC:99999*100*0",
    "CAS*OA*P99*100",
)
WITHOUT_LINES = (
    *header(4, "907.25", "CHK55", "EXAMPLE MUTUAL", "CHK"),
    "CLP*HOSPITAL01*2*1840*907.25*80.5*MC*PCCN000044",
    "CAS*OA*23*852.25",
    "CAS*PR*1*80.5",
    patient("FICTION", "KIM", "EM0000004"),
    "MIA*0***500.75",
    "DTM*232*20260105",
    "DTM*233*20260109",
    "PLB*1234567893*20261231*L6*0*CS:NOTE1*0",
)
SUMMARIZED = (
    *header(6, "907.25", "EFT66", "EXAMPLE MUTUAL"),
    "TS3*1234567893*11*20261231*1*1840********90**1840**700*600**15*20*5*2*10",
    "TS2*500*200*100*20*30*40*3*50*60*4.5*1*5*5*0*70*1.2*80*90*99",
    "CLP*HOSPITAL02*1*1840*907.25*80.5*MC*PCCN000066",
    "CAS*OA*23*852.25",
    "CAS*PR*1*80.5",
    patient("FICTION", "KIM", "EM0000004"),
    "LX*2",
    "TS3*1000000012*12*20251231*1*0",
    "CLP*HOSPITAL03*4*0*0**MC*PCCN000067",
    patient("FICTION", "KIM", "EM0000004"),
)
OUT_OF_BALANCE = (
    *header(5, "50", "EFT5", "SAMPLEBLUE"),
    "CLP*CC5*1*100*60**12*PCCN000005",
    patient("TESTER", "KIM", "SB0000005"),
    "SVC*HC:99213*100*60",
    "CAS*CO*45*30",
)
CASES = {
    "paid_less_a_take_back": remittance_file(PAID),
    "reversal_and_correction": remittance_file(REVERSED_AND_CORRECTED),
    "denied": remittance_file(DENIED),
    "without_lines": remittance_file(WITHOUT_LINES),
    "out_of_balance": remittance_file(OUT_OF_BALANCE),
    "summaries": remittance_file(SUMMARIZED),
    "several_payers": remittance_file(PAID, REVERSED_AND_CORRECTED, DENIED, WITHOUT_LINES),
}
