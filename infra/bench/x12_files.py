"""Large 837P and 835 files whose claims differ from each other. Invented, always the same."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from random import Random

from infra.samples.parties import FIRST_NAMES, LAST_NAMES

CLAIMS_PER_SET = 4_000
_MADE = date(2026, 9, 30)
_ISA = "ISA*00*          *00*          *ZZ*123456789      *ZZ*330897513      *260930*0930*^*00501"
_GS = "GS*{kind}*123456789*330897513*20260930*0930*1*X*{guide}~"
_DIAGNOSES = ("E119", "I10", "J020", "M5450", "Z0000", "R079", "K219", "F411", "N390", "L309")
_PROCEDURES = ("99213", "99214", "99203", "90834", "97110", "36415", "80053", "85025", "J3301")
_NPIS = ("1234567893", "1000000012", "1000000020", "1000000038")
_REASONS = ("1", "2", "3", "29", "96", "97", "204")

Claims = Callable[[Random, int], str]


def claims_837(size: int) -> Iterator[bytes]:
    """An 837P of about `size` bytes, a chunk for each claim."""
    return _file("HC", "005010X222A1", size)


def remittances_835(size: int) -> Iterator[bytes]:
    """An 835 of about `size` bytes, a chunk for each claim; everything adds up."""
    return _file("HP", "005010X221A1", size)


def _file(kind: str, guide: str, size: int) -> Iterator[bytes]:
    random, written = Random(7), 0  # noqa: S311  (sample data)
    header, claim = (_HEADERS[kind], _CLAIMS[kind])
    yield f"{_ISA}*000000001*0*P*:~{_GS.format(kind=kind, guide=guide)}".encode()
    for number in count(1):
        segments = 2
        for chunk in _set(random, header(number, guide), claim):
            segments += chunk.count(b"~")
            written += len(chunk)
            yield chunk
            if written >= size:
                break
        yield f"SE*{segments - 1}*{number:04d}~".encode()
        if written >= size:
            yield f"GE*{number}*1~IEA*1*000000001~".encode()
            return


def _set(random: Random, header: str, claim: Claims) -> Iterator[bytes]:
    yield header.encode()
    for number in range(1, CLAIMS_PER_SET + 1):
        yield claim(random, number).encode()


def _claims_header(number: int, guide: str) -> str:
    return (
        f"ST*837*{number:04d}*{guide}~BHT*0019*00*REF{number}*20260930*0930*CH~"
        "NM1*41*2*SAMPLE PRACTICE*****46*123456789~PER*IC*PAT SAMPLE*TE*5555550100~"
        "NM1*40*2*OFFICE ALLY*****46*330897513~HL*1**20*1~PRV*BI*PXC*207Q00000X~"
        "NM1*85*2*SAMPLE PRACTICE*****XX*1234567893~N3*100 MAIN ST~N4*ANYTOWN*GA*301010001~"
        "REF*EI*123456789~"
    )


def _claim(random: Random, number: int) -> str:
    charges = [random.randint(2_000, 40_000) / 100 for _ in range(random.randint(1, 4))]
    served = _MADE - timedelta(days=random.randint(1, 60))
    identity = random.randrange(10**9)
    optional = f"REF*G1*A{identity}~" if random.random() < 0.3 else ""
    lines = "".join(
        _line(random, at, charge, served, identity) for at, charge in enumerate(charges, start=1)
    )
    return (
        f"HL*{number + 1}*1*22*0~SBR*P*18*{identity % 9973}******CI~"
        f"NM1*IL*1*{_last(random)}*{_first(random)}****MI*M{identity:09d}~"
        f"N3*{random.randint(1, 9999)} {_last(random)} ST~"
        f"N4*ANYTOWN*GA*{random.randint(30000, 31999)}~"
        f"DMG*D8*{_born(random)}*{random.choice('FM')}~NM1*PR*2*TESTCARE*****PI*TC456~"
        f"CLM*C{identity:09d}*{sum(charges):.2f}***11:B:1*Y*A*Y*Y~{optional}{_diagnoses(random)}"
        f"NM1*82*1*{_last(random)}*{_first(random)}****XX*{random.choice(_NPIS)}~"
        f"PRV*PE*PXC*208D00000X~{lines}"
    )


def _line(random: Random, at: int, charge: float, served: date, identity: int) -> str:
    return (
        f"LX*{at}~SV1*HC:{random.choice(_PROCEDURES)}:25"
        f"*{charge:.2f}*UN*{random.randint(1, 4)}***1~"
        f"DTP*472*D8*{served:%Y%m%d}~REF*6R*{identity:09d}{at:02d}~"
    )


def _diagnoses(random: Random) -> str:
    codes = random.sample(_DIAGNOSES, random.randint(1, 4))
    return (
        "HI*" + "*".join(f"{'ABF' if at else 'ABK'}:{code}" for at, code in enumerate(codes)) + "~"
    )


def _remittance_header(number: int, _: str) -> str:
    return (
        f"ST*835*{number:04d}~BPR*I*0*C*NON************20260930~TRN*1*EFT{number:06d}*1123456789~"
        "DTM*405*20260930~N1*PR*TESTCARE~N3*1 PAYER PLAZA~N4*ANYTOWN*GA*30101~"
        "PER*BL*HELP DESK*TE*5555550100~N1*PE*SAMPLE PRACTICE*XX*1234567893~LX*1~"
    )


def _payment(random: Random, _: int) -> str:
    """A claim that is denied in full, so that the set's payment of nothing adds up."""
    identity = random.randrange(10**9)
    charges = [random.randint(2_000, 40_000) / 100 for _ in range(random.randint(1, 4))]
    served = _MADE - timedelta(days=random.randint(20, 90))
    lines = "".join(
        f"SVC*HC:{random.choice(_PROCEDURES)}*{charge:.2f}*0**1~DTM*472*{served:%Y%m%d}~"
        f"CAS*{random.choice(('CO', 'PR'))}*{random.choice(_REASONS)}*{charge:.2f}~"
        f"REF*6R*{identity:09d}{at:02d}~LQ*HE*N{random.randint(1, 700)}~"
        for at, charge in enumerate(charges, start=1)
    )
    return (
        f"CLP*C{identity:09d}*4*{sum(charges):.2f}*0**12*P{identity:010d}*11*1~"
        f"NM1*QC*1*{_last(random)}*{_first(random)}****MI*M{identity:09d}~"
        f"DTM*232*{served:%Y%m%d}~DTM*050*{_MADE:%Y%m%d}~{lines}"
    )


def _last(random: Random) -> str:
    return f"{random.choice(LAST_NAMES)}{random.choice('ABCDEFGHIJKLMNOP')}"


def _first(random: Random) -> str:
    return random.choice(FIRST_NAMES)


def _born(random: Random) -> str:
    return f"{date(1941, 3, 14) + timedelta(days=random.randint(0, 24_000)):%Y%m%d}"


_HEADERS: dict[str, Callable[[int, str], str]] = {"HC": _claims_header, "HP": _remittance_header}
_CLAIMS: dict[str, Claims] = {"HC": _claim, "HP": _payment}
