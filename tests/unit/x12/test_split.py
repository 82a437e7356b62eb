from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.delimiters import UnreadableInterchange
from chalicelib.x12.envelope_writer import Envelope
from chalicelib.x12.split import split
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.builders_x12 import replaced
from tests.samples.pyx12_judge import complaints
from tests.unit.x12.claims_of import claims_of, in_chunks
from tests.unit.x12.nested_levels import (
    FIRST_PROVIDER,
    GUIDE,
    HEAD,
    NESTED,
    SECOND_PROVIDER,
    SUBSCRIBER,
    claim,
    dependent,
)

ENVELOPE = Envelope(
    sender_qualifier="30",
    sender_id="123456789",
    receiver_qualifier="30",
    receiver_id="330897513",
    group_sender="123456789",
    group_receiver="OA",
    control_number=4711,
    usage_indicator="P",
    created_at=datetime(2026, 10, 7, 14, 5, tzinfo=UTC),
)


def taken(data: bytes, *positions: int, envelope: Envelope = ENVELOPE) -> bytes:
    return b"".join(split([data], positions, envelope))


def sets_of(data: bytes) -> list[list[str]]:
    interchange = check_claim_file(data).interchange
    assert interchange is not None
    sets = interchange.groups[0].sets
    return [data[each.start : each.end].decode().replace("\n", "").split("~")[:-1] for each in sets]


NEW_HEAD = [HEAD[0], "BHT*0019*00*0000047110001*20261007*1405*CH", *HEAD[2:]]


def test_a_claim_of_the_subscriber_stands_alone_with_provider_and_subscriber() -> None:
    (only,) = sets_of(taken(NESTED, 2))
    levels = [*FIRST_PROVIDER, "HL*2*1*22*0", *SUBSCRIBER[1:]]
    assert only == [*NEW_HEAD, *levels, *claim("OWN2"), "SE*29*0001"]


def test_a_claim_of_a_dependent_carries_the_patient_too() -> None:
    (only,) = sets_of(taken(NESTED, 4))
    levels = [*FIRST_PROVIDER, *SUBSCRIBER, "HL*3*2*23*0", *dependent(4, "ALEX")[1:]]
    assert only == [*NEW_HEAD, *levels, *claim("ALEX1"), "SE*35*0001"]


def test_a_new_provider_forgets_the_levels_of_the_one_before() -> None:
    (only,) = sets_of(taken(NESTED, 5))
    provider = ["HL*1**20*1", *SECOND_PROVIDER[1:5], "HL*2*1*22*0", *SECOND_PROVIDER[6:]]
    assert only == [*NEW_HEAD, *provider, *claim("OTHER1"), "SE*23*0001"]


def test_every_claim_gets_a_set_and_a_batch_reference_of_its_own() -> None:
    sets = sets_of(taken(NESTED, 1, 3, 5))
    assert [each[0] for each in sets] == [f"ST*837*000{n}*{GUIDE}" for n in (1, 2, 3)]
    assert [each[1].split("*")[3] for each in sets] == [f"000004711000{n}" for n in (1, 2, 3)]


def test_order_and_repetition_of_the_positions_do_not_matter() -> None:
    assert taken(NESTED, 5, 1, 5) == taken(NESTED, 1, 5)


def test_the_time_in_bht_is_utc() -> None:
    eastern = datetime(2026, 3, 1, 22, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert b"*20260302*0330*CH" in taken(NESTED, 1, envelope=replace(ENVELOPE, created_at=eastern))


DELIMITERS = st.sampled_from(["*:~", "|<\x1d", "+>!", "*:\n"])


@given(
    kind=st.sampled_from(ClaimKind),
    positions=st.sets(st.integers(1, 8), min_size=1),
    per_set=st.integers(1, 8),
    newline=st.sampled_from(["", "\n", "\r\n"]),
    delimiters=DELIMITERS,
    chunk=st.integers(1, 5000),
)
def test_chosen_claims_keep_their_bytes_and_make_a_sound_file(
    kind: ClaimKind,
    positions: set[int],
    per_set: int,
    newline: str,
    delimiters: str,
    chunk: int,
) -> None:
    data = claim_file(
        kind,
        sample_claims(8),
        claims_per_set=per_set,
        newline=newline,
        element_separator=delimiters[0],
        component_separator=delimiters[1],
        segment_terminator=delimiters[2],
    )
    part = b"".join(split(in_chunks(data, chunk), positions, ENVELOPE))
    claims, checked = claims_of(data), check_claim_file(part)
    assert checked.findings == ()
    assert claims_of(part) == [claims[position - 1] for position in sorted(positions)]
    assert checked.delimiters == check_claim_file(data).delimiters


@pytest.mark.parametrize("kind", [ClaimKind.PROFESSIONAL, ClaimKind.INSTITUTIONAL])
def test_an_independent_judge_finds_the_parts_valid(kind: ClaimKind) -> None:
    data = claim_file(kind, sample_claims(6), newline="")
    assert complaints(taken(data, 2, 5, 6).decode()) == []


def test_an_independent_judge_finds_nested_levels_valid() -> None:
    assert complaints(taken(NESTED, 1, 3, 4, 5).decode().replace("\n", "")) == []


def test_several_interchanges_count_on_and_may_use_other_delimiters() -> None:
    second = claim_file(ClaimKind.PROFESSIONAL, sample_claims(2, prefix="XX"), newline="")
    second = second.translate(bytes.maketrans(b"*:~", b"|<\x1d"))
    part = taken(NESTED + second, 1, 7)
    assert claims_of(part)[0] == claims_of(NESTED)[0]
    expected = claims_of(second)[1].translate(bytes.maketrans(b"|<\x1d", b"*:~"))
    assert claims_of(part)[1] == expected
    assert check_claim_file(part).findings == ()


def test_groups_of_other_transactions_are_passed_over() -> None:
    other = claim_file(ClaimKind.PROFESSIONAL, sample_claims(2)).replace(b"X222A1", b"X298")
    assert taken(other + NESTED, 1) == taken(NESTED, 1)


def test_a_file_without_repetition_separator_gets_one() -> None:
    older = replaced(NESTED, b"*^*00501*", b"*U*00501*")
    assert b"*^*00501*" in taken(older, 1)
    torn = replaced(older, b"SPECIMEN*ROBIN", b"SPECI^MEN*ROBIN")
    with pytest.raises(ValueError, match="delimiter"):
        taken(torn, 1)


@pytest.mark.parametrize("positions", [(), (6,), (1, 6), (0,)])
def test_claims_that_are_not_there_are_refused(positions: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="no claim"):
        taken(NESTED, *positions)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"HL*2*1*22*1", b"HL*2*5*22*1"),
        (b"HL*3*2*23*0", b"HL*3*1*23*0"),
        (b"HL*1**20*1", b"HL*1*1*20*1"),
        (b"HL*2*1*22*1", b"HL*2*1*21*1"),
        (b"HL*3*2*23*0", b"HL*3*2*24*0"),
    ],
)
def test_a_claim_is_never_given_to_a_provider_on_a_guess(old: bytes, new: bytes) -> None:
    with pytest.raises(ValueError, match="claim 3 "):
        taken(replaced(NESTED, old, new), 3)


def test_two_guides_do_not_go_into_one_group() -> None:
    dental = claim_file(ClaimKind.DENTAL, sample_claims(1))
    with pytest.raises(ValueError, match="two guides"):
        taken(NESTED + dental, 1, 6)


@pytest.mark.parametrize("cut", [b"CLM*OWN2", b"SE*", b"DTP*"])
def test_half_a_file_is_not_taken_for_a_whole_one(cut: bytes) -> None:
    with pytest.raises(UnreadableInterchange):
        taken(NESTED[: NESTED.index(cut)], 1)


def test_a_set_that_never_ends_is_noticed() -> None:
    with pytest.raises(UnreadableInterchange):
        taken(NESTED.replace(b"SE*", b"XX*"), 1)


def test_five_thousand_sets_fit_and_one_more_is_refused() -> None:
    data = claim_file(ClaimKind.PROFESSIONAL, sample_claims(5001), newline="")
    most = b"".join(split([data], range(1, 5001), ENVELOPE))
    assert most.endswith(b"GE*5000*4711~IEA*1*000004711~")
    with pytest.raises(ValueError, match="at most 5000"):
        taken(data, *range(1, 5002))
