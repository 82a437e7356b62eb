"""Two balanced 835 transaction sets to start from."""

from tests.builders_x12 import interchange

GUIDE = "005010X221A1"
HEADER = (
    f"ST*835*0001*{GUIDE}",
    "BPR*I*125.5*C*ACH*CCP*01*111000025*DA*33*1234567890**01*111000025*DA*22*20260320",
    "TRN*1*EFT900*1999888777",
    "REF*EV*330897513",
    "DTM*405*20260319",
    "N1*PR*TESTCARE*XV*TC456",
    "N3*1 PAYER PLAZA",
    "N4*ANYTOWN*GA*30101",
    "REF*2U*TC999",
    "PER*BL*HELP DESK*TE*5555550100",
    "N1*PE*SAMPLE PRACTICE*XX*1234567893",
    "REF*TJ*123456789",
    "LX*1",
)
PAID = (
    "CLP*CC1*1*150*130.5*10*12*PAYER77*11*1",
    "CAS*CO*45*4.5",
    "NM1*QC*1*SPECIMEN*ROBIN",
    "DTM*232*20260301",
    "DTM*233*20260302",
    "SVC*HC:99213:25:59*100*90**1",
    "DTM*472*20260301",
    "CAS*PR*1*6*1*2*4",
    "REF*6R*CC1L1",
    "LQ*HE*N14",
    "LQ*HE*M15",
    "SVC*HC:G0444*50*45**1",
    "DTM*150*20260301",
    "DTM*151*20260302",
    "CAS*CO*45*5",
)
DENIED = ("CLP*CC2*4*80*0**12*PAYER78", "CAS*CO*29*80")
ADJUSTED = "PLB*1234567893*20261231*WO:PAYER77*6*L6*-1"
BALANCED = (*HEADER, *PAID, *DENIED, ADJUSTED)
SECOND = (
    f"ST*835*0002*{GUIDE}",
    "BPR*I*-20*D*CHK************20260321",
    "TRN*1*CHK1*1999888777",
    "N1*PR*SAMPLEBLUE",
    "N1*PE*SAMPLE PRACTICE*FI*123456789",
    "CLP*CC3*22*-40*-20**12*PAYER79",
    "SVC*HC:99213*-40*-20",
    "CAS*CO*45*-20",
)


def remittance_file(*sets: tuple[str, ...]) -> bytes:
    """An 835 file of these sets."""
    return interchange("HP", GUIDE, *sets, newline="\n")
