import io
import re
import zipfile
from datetime import date

import pytest

from infra.samples.claim_files import ClaimKind, SampleClaim, claim_file
from infra.samples.demo_files import demo_files
from infra.samples.parties import TESTCARE
from infra.sandbox.clearinghouse.answers.answer import Answer
from infra.sandbox.clearinghouse.answers.era_bundle import write_era_bundle
from infra.sandbox.clearinghouse.simulated_clearinghouse import SimulatedClearinghouse
from tests.clearinghouse.back_office import answers_to, only, segments
from tests.clearinghouse.visitor import Visitor
from tests.samples.pyx12_judge import complaints

DEMO = demo_files()
FILE_SUMMARY_ROW = re.compile(r"^\d+\) +(?P<claim_id>\d{10}) ")
TA1 = re.compile("TA1[^~]*~")


def file_summary_rows(text: str) -> dict[str, str]:
    """CLM01 → the ERRORS column, by the columns of a genuine report."""
    rows = [line for line in text.splitlines() if FILE_SUMMARY_ROW.match(line)]
    return {row[121:135].strip(): row[153:].strip() for row in rows}


def test_a_mixed_file_gets_every_answer_under_its_right_name(
    clearinghouse: SimulatedClearinghouse, visitor: Visitor
) -> None:
    visitor.submit("OATEST_837P_demo.txt", DEMO["professional.837"])
    answers = visitor.await_answers(7)
    assert sorted(answers) == [
        "1600000101_OATEST_837P_demo_999.999",
        "1600000151_EDI_STATUS_20261012.277",
        "1600000152_EDI_STATUS_20261012.277",
        "1600000153_EDI_STATUS_20261012.txt",
        "1600000154_ERA_835_5010_20261012.835",
        "1600000154_ERA_STATUS_5010_20261012.txt",
        "1600000154_ERA_STATUS_5010_20261012.zip",
        "FS_HCFA_1600000101_IN_C.txt",
        "practice_1600000101_HCFA_277ca_20261012.txt",
    ]
    assert "TEST FILE" in only(answers, "FS_HCFA")
    assert clearinghouse.receipts()[0].test


@pytest.mark.parametrize(("kind", "form"), [("837P", "HCFA"), ("837I", "UB"), ("837D", "ADA")])
def test_the_form_stands_in_the_names(kind: str, form: str) -> None:
    answers = answers_to(claim_file(ClaimKind(kind), [SampleClaim("PAY1")]), f"{kind}.txt")
    assert f"FS_{form}_1600000101_IN_C.txt" in answers
    assert f"sample_1600000101_{form}_277ca_20261012.txt" in answers
    assert f"  Type of File: {form}\n" in only(answers, "FS_")
    assert "TEST FILE" not in only(answers, "FS_")


@pytest.mark.parametrize("name", sorted(DEMO))
def test_pyx12_finds_nothing_wrong_in_any_x12_answer(name: str) -> None:
    kind = {"p": "837P", "i": "837I", "d": "837D"}[name[0]]
    x12 = [
        content.decode()
        for content in answers_to(DEMO[name], f"{kind}.txt").values()
        if content.startswith(b"ISA")
    ]
    assert len(x12) >= 4
    assert [each for text in x12 for each in complaints(TA1.sub("", text))] == []


def test_pyx12_finds_nothing_wrong_in_a_rejecting_999() -> None:
    claims = [SampleClaim("PAY1"), SampleClaim("SYN2"), SampleClaim("PAY3")]
    content = claim_file(ClaimKind.PROFESSIONAL, claims, claims_per_set=1)
    text = only(answers_to(content), "_999.999")
    assert "IK5*R*5" in text
    assert complaints(TA1.sub("", text)) == []


def test_the_999_refers_to_the_envelope_as_office_ally_does() -> None:
    content = claim_file(
        ClaimKind.PROFESSIONAL, [SampleClaim("PAY1")], interchange_control_number=412
    )
    text = only(answers_to(content), "_999.999")
    isa, ta1, gs, st, ak1, ak2, ik5, ak9, *_ = segments(text)
    assert "\n" not in text
    assert (isa[6], isa[8].strip(), isa[13]) == ("330897513      ", "123456789", "000000412")
    assert ta1 == ["TA1", "000000412", "261006", "0930", "A", "000"]
    assert (gs[1], gs[6], gs[8]) == ("FA", "600000101", "005010X231A1")
    assert st == ["ST", "999", "0001", "005010X231A1"]
    assert ak1 == ["AK1", "HC", "412", "005010X222A1"]
    assert ak2 == ["AK2", "837", "0001", "005010X222A1"]
    assert ik5 == ["IK5", "A"]
    assert ak9 == ["AK9", "A", "1", "1", "1"]


def test_the_file_summary_splits_by_payer_and_tells_each_claim() -> None:
    text = only(answers_to(DEMO["professional.837"]), "FS_HCFA")
    assert "The file 1600000101_837P_1.txt was split into 2 file(s) \n" in text
    assert re.search(r"^1600000151\t\tSAMPLEBLUE \(SB123\) +3 +\$590\.00$", text, re.M)
    assert re.search(r"^1600000152\t\tTESTCARE \(TC456\) +3 +\$395\.75$", text, re.M)
    assert "\t5 # of Claims Initially Accepted\n\t1 # of Claims Rejected\n" in text
    assert "\t+---> 1 # errors FE69 - Patient Street Address Required\n" in text
    assert file_summary_rows(text) == {
        "PAY26100501": "",
        "UND26100502": "",
        "DEN26100503": "",
        "REJ26100504": "FE69,FE70",
        "PRJ26100505": "",
        "DED26100506": "",
    }
    assert text.index("-------ERROR CLAIM DETAIL") < text.index("-------ACCEPTED CLAIM DETAIL")
    assert "master file with fileID:1600000101\n" in text


def test_file_summary_rows_stand_in_the_columns_of_a_genuine_report() -> None:
    claims = [SampleClaim("PAY1", dependent=True), SampleClaim("REJ26100500002", payer=TESTCARE)]
    text = only(answers_to(claim_file(ClaimKind.PROFESSIONAL, claims)), "FS_HCFA")
    assert [line.rstrip() for line in text.splitlines() if FILE_SUMMARY_ROW.match(line)] == [
        "1)     4900000002  TC0000002         TESTER,JORDAN       05/17/1943   "
        "10/03/2026 10/03/2026 G0444   J020     123456789   "
        "REJ261005000021000000038 TC456  FE69,FE70",
        "1)     4900000001  SB0000001         SAMPLE,JORDAN       11/17/1977   "
        "10/04/2026 10/04/2026 G0442   E119     123456789   PAY1          1000000020 SB123",
    ]


def test_edi_status_is_shifted_by_its_ten_digit_ids_and_wraps_messages() -> None:
    text = only(answers_to(DEMO["professional.837"]), "_EDI_STATUS_20261012.txt")
    lines = text.split("\r\n")
    (rejected,) = [number for number, line in enumerate(lines) if "REJECTED" in line]
    row = lines[rejected]
    assert (row[4:14], row[15:25]) == ("1600000151", "4900000005")
    assert (row[27:41].strip(), row[143:151]) == ("PRJ26100505", "REJECTED")
    assert row[153:] == "MEMBER NUMBER NOT FOUND FOR THE DATE OF SERVICE. CHECK THE"
    assert lines[rejected + 1].strip() == "CARD AND SEND A NEW CLAIM"
    assert lines[rejected + 2].strip() == ":"


def test_each_payer_answers_under_its_childs_file_id() -> None:
    answers = answers_to(DEMO["professional.837"])
    sources = {
        file_id: re.findall(r"NM1\*PR\*2\*\w+\*{5}PI\*(\w+)~", only(answers, f"{file_id}_EDI"))
        for file_id in (1600000151, 1600000152)
    }
    assert sources == {1600000151: ["SB123"], 1600000152: ["TC456"]}


def test_277ca_traces_lead_back_to_batch_and_claim() -> None:
    claims = [SampleClaim("PAY1"), SampleClaim("REJ2")]
    content = claim_file(
        ClaimKind.PROFESSIONAL, claims, claims_per_set=1, interchange_control_number=7
    )
    found = segments(only(answers_to(content), "277ca"))
    traces = [segment[2] for segment in found if segment[:2] == ["TRN", "2"]]
    assert traces == ["0000000070001", "PAY1", "0000000070002", "REJ2"]
    assert [segment[1] for segment in found if segment[0] == "QTY"] == ["90", "QA", "AA", "QC"]
    assert ["REF", "D9", "4900000001"] in found


@pytest.mark.parametrize(
    "content",
    [b"", b"Dear clearinghouse", DEMO["professional.837"][:900], DEMO["dental.837"] * 2],
    ids=["empty", "prose", "cut", "two interchanges"],
)
def test_what_is_no_x12_file_gets_an_error_report_alone(content: bytes) -> None:
    answers = answers_to(content, "837P_odd.txt")
    assert list(answers) == ["FS_HCFA_1600000101_ErrorReport.txt"]
    text = only(answers, "ErrorReport")
    assert "File Name:837P_odd.txt\n" in text
    assert "File ID:1600000101\n" in text
    assert "Description: " in text


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("IEA*1*000000001", "IEA*1*000000002", "TA1*000000001*261006*0930*R*001~IEA*0*"),
        ("IEA*1*000000001", "IEA*2*000000001", "TA1*000000001*261006*0930*R*021~IEA*0*"),
        ("GE*2*1~", "GE*3*1~", "AK9*R*3*2*0*5~"),
        ("GE*2*1~", "GE*2*9~", "AK9*R*2*2*0*4~"),
    ],
)
def test_a_wrong_envelope_is_rejected_and_nothing_follows(
    right: str, wrong: str, expected: str
) -> None:
    claims = [SampleClaim("PAY1"), SampleClaim("PAY2")]
    content = claim_file(ClaimKind.PROFESSIONAL, claims, claims_per_set=1).decode()
    answers = answers_to(content.replace(right, wrong).encode())
    assert list(answers) == ["1600000101_837P_1_999.999"]
    assert expected in only(answers, "_999.999")


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [("SE*26*0001", "SE*25*0001", "4"), ("SE*26*0001", "SE*26*0009", "3")],
)
def test_a_wrong_set_trailer_loses_that_set_only(right: str, wrong: str, code: str) -> None:
    claims = [SampleClaim("PAY1"), SampleClaim("PAY2")]
    content = claim_file(ClaimKind.PROFESSIONAL, claims, claims_per_set=1).decode()
    assert right in content
    answers = answers_to(content.replace(right, wrong).encode())
    assert f"AK2*837*0001*005010X222A1~IK5*R*{code}~" in only(answers, "_999.999")
    assert "AK9*P*2*2*1~" in only(answers, "_999.999")
    assert list(file_summary_rows(only(answers, "FS_HCFA"))) == ["PAY2"]


def test_a_zip_holds_the_simulated_day_and_no_wall_clocks_time() -> None:
    day = date(2026, 3, 20)
    packed = write_era_bundle(day, Answer("era.835", b"ISA"), Answer("era.txt", b"text"))
    with zipfile.ZipFile(io.BytesIO(packed)) as bundle:
        assert {member.date_time for member in bundle.infolist()} == {(2026, 3, 20, 0, 0, 0)}
