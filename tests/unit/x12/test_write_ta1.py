import pytest

from chalicelib.x12.acknowledgment_999 import InterchangeAcknowledgment, read_acknowledgment
from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.findings import WARNING
from chalicelib.x12.write_ta1 import ta1, write_ta1
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.builders_x12 import replaced
from tests.unit.x12.test_write_999 import ENVELOPE, built, in_set

GOOD = claim_file(ClaimKind.PROFESSIONAL, sample_claims(1))


def answered(data: bytes) -> list[str]:
    return write_ta1(check_claim_file(data), ENVELOPE).decode().split("~")


def test_a_sound_interchange_is_accepted() -> None:
    assert answered(GOOD) == [
        "ISA*00*          *00*          *ZZ*330897513      *ZZ*123456789      *260302*1412*^*00501"
        "*598000102*0*P*:",
        "TA1*000000001*261006*0930*A*000",
        "IEA*0*598000102",
        "",
    ]


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        (b"IEA*1*000000001", b"IEA*1*000000002", "001"),
        (b"IEA*1*000000001", b"IEA*3*000000001", "021"),
        (b"IEA*1*000000001~", b"", "023"),
        (b"IEA*1*000000001~", b"IEA*1*000000001~TEXT~", "024"),
    ],
)
def test_an_error_of_the_interchange_rejects_it_with_its_note(
    old: bytes, new: bytes, note: str
) -> None:
    assert answered(replaced(GOOD, old, new))[1] == f"TA1*000000001*261006*0930*R*{note}"


def test_errors_of_groups_and_sets_are_none_of_the_interchange() -> None:
    assert answered(replaced(GOOD, b"GE*1", b"GE*2"))[1].endswith("*A*000")


def test_an_error_goes_before_a_warning() -> None:
    checked = built(in_set(1, code="TA105:014", level=WARNING), in_set(1, code="TA105:022"))
    assert checked.interchange is not None
    assert ta1(checked.interchange, checked.findings)[-2:] == ["R", "022"]
    assert ta1(checked.interchange, checked.findings[:1])[-2:] == ["E", "014"]


def test_our_own_reader_reads_it_back() -> None:
    found = read_acknowledgment(write_ta1(check_claim_file(GOOD), ENVELOPE))
    assert found.interchange_control_number == "598000102"
    assert found.interchanges == (InterchangeAcknowledgment("000000001", "A", "000"),)
    assert found.groups == ()


def test_what_has_no_isa_cannot_be_answered() -> None:
    with pytest.raises(ValueError, match="cannot be acknowledged"):
        write_ta1(check_claim_file(b""), ENVELOPE)
