"""An 837P of two billing providers; claims of a subscriber and of two dependents."""

from tests.builders_x12 import interchange

GUIDE = "005010X222A1"
HEAD = (
    f"ST*837*0001*{GUIDE}",
    "BHT*0019*00*OLD1*20260301*0900*CH",
    "NM1*41*2*SAMPLE PRACTICE*****46*123456789",
    "PER*IC*PAT SAMPLE*TE*5555550100",
    "NM1*40*2*SAMPLE HOUSE*****46*330897513",
)
FIRST_PROVIDER = (
    "HL*1**20*1",
    "PRV*BI*PXC*207Q00000X",
    "CUR*85*USD",
    "NM1*85*2*SAMPLE PRACTICE*****XX*1234567893",
    "N3*100 MAIN ST",
    "N4*ANYTOWN*GA*301010001",
    "REF*EI*123456789",
    "NM1*87*2",
    "N3*PO BOX 7",
    "N4*ANYTOWN*GA*30101",
)
SUBSCRIBER = (
    "HL*2*1*22*1",
    "SBR*P*18*******CI",
    "NM1*IL*1*SPECIMEN*ROBIN****MI*SB0000001",
    "N3*22 SPECIMEN ST",
    "N4*ANYTOWN*GA*30101",
    "DMG*D8*19700102*F",
    "NM1*PR*2*SAMPLEBLUE*****PI*SB123",
    "REF*G2*PROVIDER7",
)


def claim(name: str, line: int = 1) -> tuple[str, ...]:
    """A claim over 100 dollars with one line."""
    return (
        f"CLM*{name}*100***11:B:1*Y*A*Y*Y",
        "HI*ABK:I10",
        f"LX*{line}",
        "SV1*HC:G0438*100*UN*1***1",
        "DTP*472*D8*20260228",
    )


def dependent(number: int, name: str) -> tuple[str, ...]:
    """Loop 2000C as HL `number`."""
    return (
        f"HL*{number}*2*23*0",
        "PAT*19",
        f"NM1*QC*1*SPECIMEN*{name}",
        "N3*22 SPECIMEN ST",
        "N4*ANYTOWN*GA*30101",
        "DMG*D8*20100102*M",
    )


SECOND_PROVIDER = (
    "HL*5**20*1",
    "NM1*85*2*EXAMPLE CLINIC*****XX*1000000012",
    "N3*4 MODEL LN",
    "N4*ANYTOWN*GA*301010002",
    "REF*EI*987654321",
    "HL*6*5*22*0",
    "SBR*P*18*******CI",
    "NM1*IL*1*TESTER*KIM****MI*SB0000009",
    "N3*1 EXAMPLE RD",
    "N4*ANYTOWN*GA*30101",
    "DMG*D8*19800102*F",
    "NM1*PR*2*SAMPLEBLUE*****PI*SB123",
)
SEGMENTS = (
    *HEAD,
    *FIRST_PROVIDER,
    *SUBSCRIBER,
    *claim("OWN1"),
    *claim("OWN2"),
    *dependent(3, "KIM"),
    *claim("KIM1"),
    *dependent(4, "ALEX"),
    *claim("ALEX1"),
    *SECOND_PROVIDER,
    *claim("OTHER1"),
)
NESTED = interchange("HC", GUIDE, SEGMENTS, newline="\n")
