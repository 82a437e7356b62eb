from decimal import Decimal

import pytest

from infra.samples.claim_files import ClaimKind, SampleClaim, claim_file
from infra.sandbox.clearinghouse.scenarios import PAY, SCENARIOS, scenario_of
from tests.clearinghouse.back_office import answers_to, only, segments
from tests.clearinghouse.readme import table_under

TWO_LINES = (Decimal("120.00"), Decimal("80.00"))


def answers_for(prefix: str) -> dict[str, bytes]:
    claim = SampleClaim(f"{prefix}1", Decimal("200.00"), TWO_LINES)
    return answers_to(claim_file(ClaimKind.PROFESSIONAL, [claim]))


def kinds(answers: dict[str, bytes]) -> set[str]:
    marks = ("_999.", "IN_C", "277ca", "EDI_STATUS_20261012.txt", "12.277", ".835", "ErrorReport")
    return {mark for mark in marks for name in answers if mark in name}


def status_codes(answers: dict[str, bytes], part: str) -> list[tuple[str, str]]:
    """Code and action of the claim's own STC: the last one."""
    found = [each for each in segments(only(answers, part)) if each[0] == "STC"]
    return [(found[-1][1], found[-1][3])]


def claim_payments(text: str) -> list[list[str]]:
    return [each[1:5] for each in segments(text) if each[0] == "CLP"]


def adjustments(text: str) -> list[str]:
    return ["*".join(each[1:]) for each in segments(text) if each[0] == "CAS"]


ALL = {"_999.", "IN_C", "277ca", "EDI_STATUS_20261012.txt", "12.277", ".835"}


@pytest.mark.parametrize(
    ("prefix", "payment", "adjusted"),
    [
        ("PAY", ["PAY1", "1", "200", "145"], ["CO*45*24", "PR*3*15", "CO*45*16"]),
        ("PND", ["PND1", "1", "200", "145"], ["CO*45*24", "PR*3*15", "CO*45*16"]),
        ("UND", ["UND1", "1", "200", "81"], ["CO*45*24", "PR*3*15", "CO*97*80"]),
        ("DED", ["DED1", "1", "200", "0"], ["PR*1*120", "PR*1*80"]),
        ("DEN", ["DEN1", "4", "200", "0"], ["CO*197*120", "CO*197*80"]),
    ],
)
def test_adjudicated_claims_get_every_answer_and_their_835(
    prefix: str, payment: list[str], adjusted: list[str]
) -> None:
    answers = answers_for(prefix)
    assert kinds(answers) == ALL
    assert claim_payments(only(answers, ".835")) == [payment]
    assert adjustments(only(answers, ".835")) == adjusted
    assert status_codes(answers, "12.277") == [("A2:20:PR", "WQ")]
    assert " ACCEPTED  CLAIM ACCEPTED" in only(answers, "EDI_STATUS_20261012.txt")


def test_rej_ends_at_the_clearinghouse() -> None:
    answers = answers_for("REJ")
    assert kinds(answers) == {"_999.", "IN_C", "277ca"}
    assert status_codes(answers, "277ca") == [("A7:126:QC", "U")]
    assert "FE69,FE70" in only(answers, "IN_C")


def test_prj_ends_at_the_payer() -> None:
    answers = answers_for("PRJ")
    assert kinds(answers) == ALL - {".835"}
    assert status_codes(answers, "277ca") == [("A0:16:PR", "WQ")]
    assert status_codes(answers, "12.277") == [("A7:33:IL", "U")]


def test_pnd_is_listed_as_pending_first() -> None:
    answers = answers_for("PND")
    assert "-------PENDING CLAIM DETAIL" in only(answers, "IN_C")
    assert "\t1 # of Claims Pended\n" in only(answers, "IN_C")
    assert "ACCEPTED CLAIM DETAIL" not in only(answers, "IN_C")
    assert status_codes(answers, "277ca") == [("A1:56", "WQ")]


def test_sil_hears_nothing_of_its_payer() -> None:
    answers = answers_for("SIL")
    assert kinds(answers) == {"_999.", "IN_C", "277ca"}
    assert "-------ACCEPTED CLAIM DETAIL" in only(answers, "IN_C")


def test_mut_silences_the_whole_file() -> None:
    claims = [SampleClaim("PAY1"), SampleClaim("MUT2")]
    assert answers_to(claim_file(ClaimKind.PROFESSIONAL, claims)) == {}


def test_syn_loses_its_transaction_set_at_the_clm_segment() -> None:
    claims = [SampleClaim("PAY1"), SampleClaim("SYN2", dependent=True), SampleClaim("PAY3")]
    content = claim_file(ClaimKind.PROFESSIONAL, claims, claims_per_set=1)
    answers = answers_to(content)
    first_set = content.decode().split("ST*837*0002*")[1]
    clm_number = (
        first_set.split("~").index(next(s for s in first_set.split("~") if "CLM*" in s)) + 1
    )
    assert (
        f"AK2*837*0002*005010X222A1~IK3*CLM*{clm_number}*2300*8~CTX*CLM01:SYN2~"
        "IK4*1*1028*6*SYN2~IK5*R*5~"
    ) in only(answers, "_999.")
    assert "SYN2" not in only(answers, "IN_C")
    assert [payment[0] for payment in claim_payments(only(answers, ".835"))] == ["PAY1", "PAY3"]


def test_rev_is_paid_and_then_taken_back_by_a_second_era() -> None:
    answers = answers_for("REV")
    paid, reversed_ = (answers[name].decode() for name in sorted(answers) if name.endswith(".835"))
    assert claim_payments(paid) == [["REV1", "1", "200", "145"]]
    assert claim_payments(reversed_) == [["REV1", "22", "-200", "-145"]]
    assert "CO*45*-24" in adjustments(reversed_)
    assert [each[:3] for each in segments(reversed_) if each[0] == "BPR"] == [["BPR", "H", "0"]]
    assert [each[4] for each in segments(reversed_) if each[0] == "PLB"] == ["-145"]


def test_any_other_number_is_paid() -> None:
    assert scenario_of("CC26030200001") is PAY
    assert scenario_of("") is PAY
    assert scenario_of("den00001") is SCENARIOS["DEN"]


def test_the_readme_tells_every_scenario_as_the_code_does() -> None:
    assert table_under("Scenarios") == [
        f"| {each.prefix} | {each.story} |" for each in SCENARIOS.values()
    ]
