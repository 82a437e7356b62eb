from datetime import date

import pytest

from chalicelib.clearinghouses.office_ally.names import read_name
from chalicelib.clearinghouses.reading import Reading, Source, UnreadableResponseError
from chalicelib.domain.fact import ClaimReference, FactKind, TransmissionReference
from chalicelib.interpret.claim_ack_277ca import read_claim_ack_277ca
from chalicelib.interpret.claim_status_categories import CATEGORIES, Meaning
from tests.builders import ACCOUNT
from tests.builders_x12 import interchange
from tests.unit.interpret.x12_answers import claim_acknowledgment, claim_answer, claim_levels

BY_CLEARINGHOUSE = "user_1598000101_HCFA_277ca_20260302.txt"
BY_PAYER = "1598000207_EDI_STATUS_20260305.277"
NEUTRAL = "answer.277"
REJECTED_BATCH = ("TRN*2*BATCH1", "STC*A8:746*20260302*U*100")
REJECTED_PROVIDER = ("TRN*1*0", "STC*A8:562:85*20260302*U*100")

FACTS = {
    (Meaning.ACCEPTED, BY_CLEARINGHOUSE): FactKind.ACCEPTED_BY_CLEARINGHOUSE,
    (Meaning.ACCEPTED, BY_PAYER): FactKind.ACCEPTED_BY_PAYER,
    (Meaning.FORWARDED, BY_CLEARINGHOUSE): FactKind.ACCEPTED_BY_CLEARINGHOUSE,
    (Meaning.FORWARDED, BY_PAYER): FactKind.ACCEPTED_BY_CLEARINGHOUSE,
    (Meaning.REJECTED, BY_CLEARINGHOUSE): FactKind.REJECTED_BY_CLEARINGHOUSE,
    (Meaning.REJECTED, BY_PAYER): FactKind.REJECTED_BY_PAYER,
    (Meaning.PENDED, BY_CLEARINGHOUSE): FactKind.PENDED,
    (Meaning.PENDED, BY_PAYER): FactKind.PENDED,
}


def read(*bodies: tuple[str, ...], name: str = NEUTRAL) -> Reading:
    return read_claim_ack_277ca(Source(read_name(name), claim_acknowledgment(*bodies), ACCOUNT))


def kinds(reading: Reading) -> list[FactKind]:
    return [statement.kind for statement in reading.statements]


@pytest.mark.parametrize("name", [BY_CLEARINGHOUSE, BY_PAYER])
@pytest.mark.parametrize(("category", "meaning"), CATEGORIES.items())
def test_every_category_means_what_the_table_says(
    category: str, meaning: Meaning, name: str
) -> None:
    reading = read(claim_levels(claim_answer("CC1", f"{category}:20*20260302*WQ*100")), name=name)
    assert kinds(reading) == [FACTS[meaning, name]]
    assert reading.not_understood == ()


@pytest.mark.parametrize("category", ["A9", "F0", "E0", "D0", "R3", "", "a1"])
def test_an_unknown_category_accepts_nothing_and_is_noted(category: str) -> None:
    reading = read(claim_levels(claim_answer("CC1", f"{category}:20*20260302*WQ*100")))
    assert reading.statements == ()
    assert len(reading.not_understood) == 1


@pytest.mark.parametrize(
    "statuses",
    [
        ("A1:20*20260302*U*100",),
        ("A7:562*20260302*WQ*100",),
        ("A2:20*20260302*WQ*100", "A6:21*20260302*WQ"),
        ("A2:20*20260302*WQ*100******A7:21",),
        ("ZZ:20*20260302*U*100",),
        ("A2:20*20260302*WQ*100~SVC*HC:99213*100~STC*A7:512*20260302*U",),
    ],
)
def test_a_rejection_wins_over_everything_beside_it(statuses: tuple[str, ...]) -> None:
    reading = read(claim_levels(claim_answer("CC1", *statuses)))
    assert kinds(reading) == [FactKind.REJECTED_BY_CLEARINGHOUSE]


def test_an_unknown_category_beside_an_acceptance_accepts_nothing() -> None:
    claim = claim_answer("CC1", "A2:20*20260302*WQ*100", "ZZ:20*20260302*WQ")
    assert read(claim_levels(claim)).statements == ()


def test_received_but_awaiting_eligibility_is_pended() -> None:
    assert kinds(read(claim_levels(claim_answer("CC1", "A1:56*20260302*WQ*100")))) == [
        FactKind.PENDED
    ]


@pytest.mark.parametrize(
    ("entity", "kind"),
    [("AY", FactKind.ACCEPTED_BY_CLEARINGHOUSE), ("PR", FactKind.ACCEPTED_BY_PAYER)],
)
def test_without_a_telling_name_the_source_tells_the_stage(entity: str, kind: FactKind) -> None:
    body = claim_levels(claim_answer("CC1", "A2:20*20260302*WQ*100"), source=entity)
    assert kinds(read(body)) == [kind]


def test_the_name_goes_before_the_source() -> None:
    body = claim_levels(claim_answer("CC1", "A2:20*20260302*WQ*100"), source="PR")
    assert kinds(read(body, name=BY_CLEARINGHOUSE)) == [FactKind.ACCEPTED_BY_CLEARINGHOUSE]


def test_a_statement_carries_all_that_the_claim_loop_says() -> None:
    status = "A7:562:85*20260303*U*100******A7:21**NPI not on file"
    more = ("REF*1K*PAYER77", "SVC*HC:99213*100", "STC*A7:512*20260302*U")
    (statement,) = read(claim_levels(claim_answer("CC1", status, more=more))).statements
    ours = TransmissionReference(batch_reference="BATCH1")
    assert statement.about == ClaimReference("CC1", ours, ("1234567893",))
    assert statement.codes == ("A7:562:85", "A7:21", "A7:512")
    assert statement.message == "NPI not on file"
    assert statement.effective_on == date(2026, 3, 3)
    assert statement.payer_claim_control_number == "PAYER77"


def test_a_number_in_the_name_narrows_the_claim_too() -> None:
    body = claim_levels(claim_answer("CC1", "A2:20*20260302*WQ*100"))
    (statement,) = read(body, name=BY_PAYER).statements
    ours = TransmissionReference(file_id="1598000207", batch_reference="BATCH1")
    assert statement.about == ClaimReference("CC1", ours, ("1234567893",))


def test_a_claim_without_any_reference_to_our_file_stands_alone() -> None:
    body = claim_levels(claim_answer("CC1", "A2:20*20260302*WQ*100"), batch=("TRN*2*",))
    assert read(body).statements[0].about == ClaimReference("CC1", None, ("1234567893",))


def test_a_claim_without_status_or_number_is_noted() -> None:
    body = claim_levels(claim_answer("CC1"), claim_answer("", "A2:20*20260302*WQ*100"))
    reading = read(body)
    assert reading.statements == ()
    assert len(reading.not_understood) == 2


def test_places_are_unique_over_several_sets() -> None:
    body = claim_levels(
        claim_answer("CC1", "A2:20*20260302*WQ*1"), claim_answer("CC2", "A2:20*20260302*WQ*1")
    )
    positions = [each.position for each in read(body, body).statements]
    assert len(set(positions)) == len(positions) == 4


@pytest.mark.parametrize(
    "body",
    [claim_levels(batch=REJECTED_BATCH), claim_levels(provider=REJECTED_PROVIDER)],
    ids=["2200B", "2200C"],
)
def test_a_rejection_without_claims_rejects_the_whole_file(body: tuple[str, ...]) -> None:
    reading = read(body)
    (statement,) = reading.statements
    assert statement.kind is FactKind.REJECTED_BY_CLEARINGHOUSE
    assert statement.about == TransmissionReference(batch_reference="BATCH1")
    assert statement.codes[0].startswith("A8:")
    assert reading.not_understood == ()


def test_a_rejection_above_listed_claims_leaves_the_word_to_them() -> None:
    claim = claim_answer("CC1", "A7:562*20260302*U*100")
    reading = read(claim_levels(claim, batch=REJECTED_BATCH))
    (statement,) = reading.statements
    assert isinstance(statement.about, ClaimReference)


def test_a_payer_cannot_reject_the_part_of_another_payer() -> None:
    reading = read(claim_levels(batch=REJECTED_BATCH), name=BY_PAYER)
    assert (reading.statements, reading.not_understood) == ((), (0,))


def test_one_rejected_set_among_others_does_not_reject_the_whole_file() -> None:
    accepted = claim_levels(
        claim_answer("CC1", "A2:20*20260302*WQ*100"), batch=("TRN*2*BATCH2", "STC*A1:19**WQ")
    )
    reading = read(claim_levels(batch=REJECTED_BATCH), accepted)
    assert kinds(reading) == [FactKind.ACCEPTED_BY_CLEARINGHOUSE]
    assert reading.not_understood == (0,)


def test_a_rejected_provider_beside_a_listed_one_is_noted() -> None:
    listed = claim_levels(claim_answer("CC1", "A2:20*20260302*WQ*100"))
    unlisted = ("HL*5*2*19*0", "NM1*85*2*OTHER PRACTICE*****XX*1999999984", *REJECTED_PROVIDER)
    reading = read((*listed, *unlisted))
    assert kinds(reading) == [FactKind.ACCEPTED_BY_CLEARINGHOUSE]
    assert reading.not_understood == (0,)


def test_one_rejected_provider_of_two_does_not_reject_the_whole_file() -> None:
    other = ("HL*4*2*19*0", "NM1*85*2*OTHER PRACTICE*****XX*1999999984", *REJECTED_PROVIDER)
    reading = read((*claim_levels(provider=("TRN*1*0", "STC*A1:19**WQ")), *other))
    assert (reading.statements, reading.not_understood) == ((), (0,))


def test_an_accepted_batch_without_claims_states_nothing() -> None:
    reading = read(claim_levels())
    assert (reading.statements, reading.not_understood) == ((), ())


def test_a_file_without_277ca_is_refused() -> None:
    content = interchange("HP", "005010X221A1", ("ST*835*0001",))
    with pytest.raises(UnreadableResponseError):
        read_claim_ack_277ca(Source(read_name(NEUTRAL), content, ACCOUNT))
