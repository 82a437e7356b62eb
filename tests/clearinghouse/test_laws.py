"""What holds for every file, whatever stands in it."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from infra.samples.claim_files import ClaimKind, SampleClaim, claim_file, sample_claims
from infra.samples.parties import PAYERS
from infra.sandbox.clearinghouse.scenarios import SCENARIOS
from tests.clearinghouse.back_office import answers_to, only, segments

amounts = st.decimals(Decimal("0.01"), Decimal(99999), places=2)
claims = st.builds(
    SampleClaim,
    st.builds("{}{}".format, st.sampled_from(sorted(SCENARIOS)), st.integers(1, 999)),
    amounts,
    st.lists(amounts, max_size=4).map(tuple),
    st.sampled_from(PAYERS),
    st.booleans(),
)


def figures(segment: list[str], *places: int) -> Decimal:
    return sum((Decimal(segment[place]) for place in places if place < len(segment)), Decimal(0))


def adjusted(block: list[list[str]]) -> Decimal:
    return sum((figures(each, *range(3, 20, 3)) for each in block if each[0] == "CAS"), Decimal(0))


def blocks(found: list[list[str]], name: str) -> list[list[list[str]]]:
    """The runs of segments that begin with `name`, each up to the next one."""
    runs: list[list[list[str]]] = []
    for segment in found:
        if segment[0] == name:
            runs.append([])
        if runs:
            runs[-1].append(segment)
    return runs


@settings(max_examples=40, deadline=None)
@given(st.lists(claims, min_size=1, max_size=6), st.sampled_from(ClaimKind))
def test_every_835_balances(given_claims: list[SampleClaim], kind: ClaimKind) -> None:
    answers = answers_to(claim_file(kind, given_claims))
    for content in (answers[name] for name in answers if name.endswith(".835")):
        for payment in blocks(segments(content.decode()), "ST"):
            claim_blocks = blocks([each for each in payment if each[0] != "PLB"], "CLP")
            for claim in claim_blocks:
                assert figures(claim[0], 3) == figures(claim[0], 4) + adjusted(claim)
                for line in blocks(claim, "SVC"):
                    assert figures(line[0], 2) == figures(line[0], 3) + adjusted(line)
            (bpr,) = [each for each in payment if each[0] == "BPR"]
            carried = sum((figures(each, 4) for each in payment if each[0] == "PLB"), Decimal(0))
            total = sum((figures(claim[0], 4) for claim in claim_blocks), Decimal(0))
            assert figures(bpr, 2) == total - carried
            assert figures(bpr, 2) >= 0


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_mangled_file_never_stops_the_clearinghouse(data: st.DataObject) -> None:
    lines = claim_file(ClaimKind.INSTITUTIONAL, sample_claims(3)).decode().splitlines()
    keep = data.draw(st.lists(st.sampled_from(lines[1:]), min_size=5, max_size=60))
    ends = [line for line in lines if line[:3] in ("SE*", "GE*", "IEA")]
    content = "".join([*lines[:3], *keep, *ends]).encode()
    assert answers_to(content)


@given(st.binary(max_size=400))
def test_any_bytes_get_an_error_report(content: bytes) -> None:
    assert "FS_HCFA_1600000101_ErrorReport.txt" in answers_to(content)


def test_other_delimiters_get_the_same_answers() -> None:
    plain = claim_file(ClaimKind.PROFESSIONAL, sample_claims(4))
    unusual = claim_file(
        ClaimKind.PROFESSIONAL,
        sample_claims(4),
        element_separator="|",
        component_separator="<",
        segment_terminator="\n",
        newline="",
    )
    assert unusual != plain
    expected = {name: each for name, each in answers_to(plain).items() if ".zip" not in name}
    answers = {name: each for name, each in answers_to(unusual).items() if ".zip" not in name}
    assert answers == expected


def test_a_usual_delimiter_that_is_data_does_not_break_an_answer() -> None:
    content = claim_file(ClaimKind.PROFESSIONAL, sample_claims(1), element_separator="|")
    answers = answers_to(content.replace(b"|SPECIMEN|", b"|SPEC*IMEN|"))
    assert "NM1*QC*1*SPEC IMEN*ROBIN*" in only(answers, "277ca")


def test_five_thousand_claims_are_all_answered() -> None:
    content = claim_file(ClaimKind.PROFESSIONAL, sample_claims(5000), claims_per_set=1)
    answers = answers_to(content)
    (era,) = [each for name, each in answers.items() if name.endswith(".835")]
    assert era.count(b"~CLP*") == 5000
