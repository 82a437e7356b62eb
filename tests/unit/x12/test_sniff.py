import pytest

from chalicelib.x12.sniff import sniff_x12
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.builders_x12 import interchange, isa, x12

TA1 = "TA1*000000001*260302*1412*A*000"


@pytest.mark.parametrize(
    ("st", "guide", "kind"),
    [
        ("ST*999*0001*005010X231A1", "005010X231A1", "999"),
        ("ST*997*0001", "005010", "997"),
        ("ST*277*0001*005010X214", "005010X214", "277CA"),
        ("ST*277*0001", "005010X214", "277CA"),
        ("ST*835*0001*005010X221A1", "005010X221A1", "835"),
        ("ST*277*0001*005010X212", "005010X212", None),
        ("ST*271*0001*005010X279A1", "005010X279A1", None),
    ],
)
def test_the_first_set_tells_the_kind(st: str, guide: str, kind: str | None) -> None:
    assert sniff_x12(interchange("FA", guide, (st,), ta1=TA1)) == kind


def test_a_ta1_alone_is_a_ta1() -> None:
    assert sniff_x12(x12(isa(), TA1, "IEA*0*000000001")) == "TA1"


def test_the_first_set_tells_the_kind_in_whatever_interchange_it_stands() -> None:
    alone = x12(isa(), TA1, "IEA*0*000000001")
    assert sniff_x12(alone + interchange("FA", "005010X231A1", ("ST*999*0001",))) == "999"


@pytest.mark.parametrize("kind", ClaimKind)
def test_claim_files_of_all_kinds_are_837(kind: ClaimKind) -> None:
    assert sniff_x12(claim_file(kind, sample_claims(1))) == "837"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"Dear Pat", b"ISA*", x12(isa())])
def test_what_is_no_x12_or_says_nothing_has_no_kind(data: bytes) -> None:
    assert sniff_x12(data) is None
