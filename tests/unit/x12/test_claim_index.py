from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.claim_index import IndexedClaim
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.builders_x12 import interchange

GUIDE = "005010X222A1"
ST = (f"ST*837*0001*{GUIDE}", "BHT*0019*00*REF1*20260302*1412*CH")
BILLING = ("HL*1**20*1", "NM1*85*2*SAMPLE PRACTICE*****XX*1234567893", "REF*EI*123456789")
SUBSCRIBER = (
    "HL*2*1*22*0",
    "SBR*P*18",
    "NM1*IL*1*SPECIMEN*****MI*M1",
    "NM1*PR*2*TESTCARE*****PI*TC456",
)
CLAIM = ("CLM*CC1*150***11:B:7*Y", "NM1*82*1*TESTER*****XX*1000000012", "LX*1", "SV1*HC:99213*150")


def claims_of(*body: str, guide: str = GUIDE) -> tuple[IndexedClaim, ...]:
    return check_claim_file(interchange("HC", guide, (*ST, *body))).claims


def only_claim(*body: str) -> IndexedClaim:
    (claim,) = claims_of(*body)
    return claim


def test_a_claim_carries_what_it_is_tracked_by() -> None:
    claim = only_claim(*BILLING, *SUBSCRIBER, *CLAIM, "DTP*472*D8*20260301")
    assert (claim.position, claim.segment_number) == (1, 12)
    assert (claim.transaction_set_control_number, claim.patient_control_number) == ("0001", "CC1")
    assert (claim.charge, claim.frequency_code) == ("150", "7")
    assert (claim.payer_id, claim.billing_npi, claim.billing_tax_id) == (
        "TC456",
        "1234567893",
        "123456789",
    )
    assert claim.rendering_npi == "1000000012"
    assert claim.service_from == claim.service_to == "2026-03-01"


def test_offset_and_length_cut_the_claim_out_of_the_file() -> None:
    data = claim_file(ClaimKind.PROFESSIONAL, sample_claims(12), claims_per_set=5, newline="\r\n")
    claims = check_claim_file(data).claims
    assert len(claims) == 12
    for claim in claims:
        cut = data[claim.offset : claim.offset + claim.length]
        assert cut.startswith(f"CLM*{claim.patient_control_number}*".encode())
        assert cut.count(b"CLM*") == 1
        assert data[claim.offset + claim.length :].startswith((b"HL*", b"SE*"))


def test_another_payer_behind_the_claim_is_not_its_payer() -> None:
    other = (
        "SBR*S*18",
        "NM1*IL*1*SPECIMEN",
        "NM1*PR*2*SAMPLEBLUE*****PI*SB123",
        "NM1*82*1*X*****XX*9",
    )
    claim = only_claim(*BILLING, *SUBSCRIBER, *CLAIM[:2], *other, *CLAIM[2:])
    assert (claim.payer_id, claim.rendering_npi) == ("TC456", "1000000012")


def test_a_rendering_provider_of_one_line_is_not_that_of_the_claim() -> None:
    claim = only_claim(*BILLING, *SUBSCRIBER, CLAIM[0], *CLAIM[2:], "NM1*82*1*X*****XX*1000000020")
    assert claim.rendering_npi is None


def test_ids_of_pay_to_plan_and_subscriber_are_not_the_billing_tax_id() -> None:
    plan = ("NM1*PE*2*PLAN*****PI*P1", "REF*EI*999999999")
    member = ("REF*SY*888888888",)
    claim = only_claim(*BILLING, *plan, *SUBSCRIBER[:3], *member, SUBSCRIBER[3], *CLAIM)
    assert claim.billing_tax_id == "123456789"


def test_a_social_security_number_may_stand_for_the_billing_tax_id() -> None:
    billing = (*BILLING[:2], "REF*SY*000000001")
    assert only_claim(*billing, *SUBSCRIBER, *CLAIM).billing_tax_id == "000000001"


def test_a_patient_below_the_subscriber_has_the_subscribers_payer() -> None:
    patient = ("HL*3*2*23*0", "PAT*19", "NM1*QC*1*SPECIMEN")
    claim = only_claim(*BILLING, "HL*2*1*22*1", *SUBSCRIBER[1:], *patient, *CLAIM)
    assert claim.payer_id == "TC456"


def test_what_an_earlier_level_said_does_not_leak_into_the_next() -> None:
    second = ("HL*3**20*1", "NM1*85*2*OTHER*****XX*1000000038", "HL*4*3*22*0", "SBR*P*18")
    _, claim = claims_of(*BILLING, *SUBSCRIBER, *CLAIM, *second, "CLM*CC2*10***11:B:1")
    assert (claim.billing_npi, claim.billing_tax_id, claim.payer_id) == ("1000000038", "", "")
    assert claim.rendering_npi is None


def test_service_dates_span_all_lines() -> None:
    days = ("DTP*472*D8*20260305", "LX*2", "DTP*472*RD8*20260228-20260301", "DTP*573*D8*20200101")
    claim = only_claim(*BILLING, *SUBSCRIBER, *CLAIM, *days)
    assert (claim.service_from, claim.service_to) == ("2026-02-28", "2026-03-05")


def test_statement_dates_alone_are_service_dates() -> None:
    statement = (CLAIM[0], "DTP*434*RD8*20260301-20260304")
    (claim,) = claims_of(*BILLING, *SUBSCRIBER, *statement, guide="005010X223A2")
    assert (claim.service_from, claim.service_to) == ("2026-03-01", "2026-03-04")


def test_names_without_the_wanted_ids_leave_them_empty() -> None:
    subscriber = SUBSCRIBER[:3]
    claim = only_claim(*BILLING, *subscriber, "CLM*CC1*150***11:B", "NM1*82*1*TESTER")
    assert (claim.payer_id, claim.rendering_npi, claim.frequency_code) == ("", None, "")


def test_statement_dates_of_an_institutional_claim_are_service_dates() -> None:
    data = claim_file(ClaimKind.INSTITUTIONAL, sample_claims(1))
    (claim,) = check_claim_file(data).claims
    assert claim.service_from == claim.service_to == "2026-10-04"


def test_a_claim_without_dates_or_names_has_none() -> None:
    claim = only_claim("HL*1**20*1", "HL*2*1*22*0", "CLM*CC1*150")
    assert (claim.service_from, claim.service_to, claim.rendering_npi) == (None, None, None)
    assert (claim.payer_id, claim.billing_npi, claim.frequency_code) == ("", "", "")
