"""An account is closed when everything holds; take one thing away, and it is refused by name."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain.account import AccountMode, AccountState
from chalicelib.domain.batch import IntakeState
from chalicelib.domain.closing.check import NAMED
from chalicelib.domain.closing.closure import ClosureState
from chalicelib.domain.closing.items import By, ExportKind, Item
from chalicelib.domain.closing.records import HandOverKind
from chalicelib.domain.era import EraForm
from chalicelib.domain.errors import (
    ClaimOfAnotherAccountError,
    ClosureBegunError,
    NotFoundError,
    NotSignableError,
    SignedAlreadyError,
)
from chalicelib.domain.identifiers import (
    CLAIMS_PER_PAGE,
    AccountId,
    BatchId,
    ClaimId,
    sha256_of,
    statement_id,
)
from chalicelib.domain.response import ResponseOrigin
from chalicelib.domain.transmission import TransmissionState
from chalicelib.services.access.decider import Decider
from chalicelib.services.closing import survey_claims
from chalicelib.services.closing.begin_closure import DayToComeError
from chalicelib.services.closing.hand_over_claims import Handing
from chalicelib.services.closing.issue_certificate import ClosureBlockedError
from chalicelib.services.closing.record_enrolment import EnrolmentSaid
from chalicelib.services.closing.upload_export import UnusableExportError
from chalicelib.services.completeness import find_open_claims
from tests.builders import ACCOUNT, MORNING, REACH, a_work_item, an_account
from tests.functional.closable import (
    CSV,
    DECIDER,
    QUIET_DAYS,
    a_closable_house,
    a_payer_is_silent,
    active_payers,
    blocking,
    check_of,
    keep_eras,
    look_back,
    open_claims,
    put_on_record,
    take_in,
)
from tests.functional.courier import House, a_claim_file
from tests.functional.dying import dying_at
from tests.unit.interpret.x12_answers import payment_set, remittance

Change = Callable[[House], object]
ANOTHER = Decider("cck_another", REACH)


def test_when_everything_holds_there_is_a_certificate() -> None:
    house = a_closable_house()
    assert blocking(house) == set()
    closed = house.courier.issue_certificate(ACCOUNT, DECIDER)
    content = house.courier.show_closure.certificate(ACCOUNT, REACH)[1]
    said = json.loads(content)
    assert closed.state is ClosureState.CLOSED
    assert closed.certificate_sha256 == said["sha256"]
    assert {each["item"] for each in said["certificate"]["items"]} == set(Item)
    head = house.statements.head(ACCOUNT)
    assert said["certificate"]["statement"] == {"number": head.number, "sha256": head.sha256}
    assert house.accounts.get(ACCOUNT).state is AccountState.CLOSED
    assert house.accounts.all_acts[-1].detail == said["sha256"]


def a_batch_waits(house: House) -> None:
    house.hand_in(a_claim_file("PAY00009", control_number=9))
    house.courier.draw_statement(ACCOUNT)


def a_file_was_sent_of_late(house: House) -> None:
    (sent,) = house.transmissions.rows.by_key.values()
    late = replace(sent, sent_at=house.clock.now() - timedelta(days=59))
    house.transmissions.rows.by_key[sent.transmission_id] = late


def a_send_is_uncertain(house: House) -> None:
    (sent,) = house.transmissions.rows.by_key.values()
    uncertain = replace(sent, state=TransmissionState.UNCERTAIN)
    house.transmissions.rows.by_key[sent.transmission_id] = uncertain


def a_claim_is_not_handed_over(house: House) -> None:
    house.closures.handovers.clear()
    house.courier.write_documents(ACCOUNT, REACH)


def an_answer_is_undecided(house: House) -> None:
    house.worklist.add([a_work_item()])


def a_document_is_gone(kind: HandOverKind) -> Change:
    return lambda house: _remove(house, f"/handover/{kind}-")


def a_document_is_old(house: House) -> None:
    (claim,) = open_claims(house)
    handing = Handing(claim, HandOverKind.OPEN_CLAIM, "Another", "Call tomorrow.")
    house.courier.hand_over_claims(ACCOUNT, [handing], DECIDER)


def nobody_signed(item: Item) -> Change:
    return lambda house: house.closures.signatures.by_key.pop((ACCOUNT, item))


def an_835_is_not_archived(house: House) -> None:
    for key in [key for key in house.era_files.forms.by_key if key[3] is EraForm.RAW]:
        del house.era_files.forms.by_key[key]


def a_month_has_no_manifest(house: House) -> None:
    (month,) = house.era_files.months(ACCOUNT)
    house.era_files.describe(month, replace(month, described=0))


def no_drill_was_made(house: House) -> None:
    house.drills.rows.by_key.clear()


def an_object_is_altered(house: House) -> None:
    raw = next(f for f in house.era_files.forms.all() if f.form is EraForm.RAW)
    house.archive.objects.by_key[raw.key] += b" "
    look_back(house)


def an_object_is_gone(house: House) -> None:
    _remove(house, "batches/")
    look_back(house)


def a_file_came_after_the_drill(house: House) -> None:
    house.clock.advance(timedelta(minutes=1))
    (response, *_) = house.responses.rows.by_key.values()
    late = replace(response, collected_at=house.clock.now())
    house.responses.rows.by_key[response.response_id] = late
    house.clock.advance(timedelta(hours=1))
    house.courier.draw_statement(ACCOUNT)


def an_835_was_archived_after_the_drill(house: House) -> None:
    for key, form in house.era_files.forms.by_key.items():
        late = replace(form, archived_at=house.clock.now())
        house.era_files.forms.by_key[key] = late


def a_file_was_handed_in_after_the_drill(house: House) -> None:
    """One that is refused gets no answer."""
    house.clock.advance(timedelta(minutes=1))
    refused = house.hand_in(a_claim_file("NEW00001", usage="P")).batch
    assert refused.state is IntakeState.REFUSED
    house.clock.advance(timedelta(hours=1))
    house.courier.draw_statement(ACCOUNT)


def a_text_is_missing(house: House) -> None:
    for key in [key for key in house.era_files.forms.by_key if key[3] is not EraForm.RAW]:
        del house.era_files.forms.by_key[key]


def an_835_came_lately(house: House) -> None:
    eras = [r for r in house.responses.rows.by_key.values() if r.kind == "835"]
    late = replace(eras[0], collected_at=MORNING + timedelta(days=2))
    house.responses.rows.by_key[late.response_id] = late


def nobody_looked_for_835s(house: House) -> None:
    health = house.accounts.health(ACCOUNT)
    house.accounts.health_by_id[ACCOUNT] = replace(health, last_good_visit_at=MORNING)


def an_export_is_missing(kind: ExportKind) -> Change:
    return lambda house: _remove(house, f"/exports/{kind}/")


def a_payer_is_not_enrolled(house: House) -> None:
    house.closures.enrolments.popitem()


def an_enrolment_is_not_in_force_yet(house: House) -> None:
    (payer, *_) = active_payers(house)
    tomorrow = house.clock.now().date() + timedelta(days=1)
    said = EnrolmentSaid(payer, "Other Clearinghouse", tomorrow, "Pat Sample")
    house.courier.record_enrolment(ACCOUNT, said, DECIDER)


def no_statement_was_drawn(house: House) -> None:
    house.statements.chain_heads.by_key.clear()


def a_statement_does_not_balance(house: House) -> None:
    head = house.statements.head(ACCOUNT)
    rows = house.statements.rows.by_key
    named = statement_id(ACCOUNT, head.number)
    rows[named] = replace(rows[named], imbalance_count=1)


def a_statement_is_old(house: House) -> None:
    head = house.statements.head(ACCOUNT)
    rows = house.statements.rows.by_key
    named = statement_id(ACCOUNT, head.number)
    rows[named] = replace(rows[named], counted_until=MORNING)


def the_password_is_there(house: House) -> None:
    house.secrets.store(ACCOUNT, "right")


def _remove(house: House, part: str) -> None:
    for key in [key for key in house.archive.objects.by_key if part in key]:
        del house.archive.objects.by_key[key]


LISTED_ONCE = {
    "batches": "all_of",
    "closures": "records",
    "era_files": "months",
    "remittances": "all_of",
    "responses": "all_of",
    "tallies": "all_of",
    "transmissions": "all_of",
}

TAKEN_AWAY: list[tuple[Change, set[Item]]] = [
    (
        a_batch_waits,
        {
            Item.NO_BATCH_AWAITING,
            Item.CLAIMS_SETTLED,
            Item.ERA_VERIFIED,
            Item.STATEMENT_BALANCED,
        },
    ),
    (a_send_is_uncertain, {Item.NO_UNCERTAIN_SEND, Item.NO_BATCH_AWAITING}),
    (a_claim_is_not_handed_over, {Item.CLAIMS_SETTLED}),
    (an_answer_is_undecided, {Item.NOTHING_UNDECIDED}),
    (a_document_is_gone(HandOverKind.OPEN_CLAIM), {Item.OPEN_CLAIMS_DOCUMENT}),
    (a_document_is_gone(HandOverKind.APPEAL), {Item.APPEALS_DOCUMENT}),
    (a_document_is_old, {Item.OPEN_CLAIMS_DOCUMENT}),
    (nobody_signed(Item.APPEALS_REVIEWED), {Item.APPEALS_REVIEWED}),
    (nobody_signed(Item.SIXTY_DAY_CLOSEOUT), {Item.SIXTY_DAY_CLOSEOUT}),
    (a_file_was_sent_of_late, {Item.SIXTY_DAY_CLOSEOUT}),
    (an_835_is_not_archived, {Item.ERA_ARCHIVED, Item.ERA_BOTH_FORMS}),
    (a_month_has_no_manifest, {Item.ERA_ARCHIVED}),
    (no_drill_was_made, {Item.ERA_VERIFIED}),
    (an_object_is_altered, {Item.ERA_VERIFIED}),
    (an_object_is_gone, {Item.ERA_VERIFIED}),
    (a_file_came_after_the_drill, {Item.ERA_VERIFIED}),
    (an_835_was_archived_after_the_drill, {Item.ERA_VERIFIED}),
    (a_file_was_handed_in_after_the_drill, {Item.ERA_VERIFIED}),
    (a_text_is_missing, {Item.ERA_BOTH_FORMS}),
    (a_payer_is_silent, {Item.ERA_COMPLETE}),
    (an_835_came_lately, {Item.ERA_ROUTE_QUIET}),
    (nobody_looked_for_835s, {Item.ERA_ROUTE_QUIET}),
    *((an_export_is_missing(kind), {Item(f"export_{kind}")}) for kind in ExportKind),
    (a_payer_is_not_enrolled, {Item.ENROLMENTS_ELSEWHERE}),
    (an_enrolment_is_not_in_force_yet, {Item.ENROLMENTS_ELSEWHERE}),
    (no_statement_was_drawn, {Item.STATEMENT_BALANCED}),
    (a_statement_does_not_balance, {Item.STATEMENT_BALANCED}),
    (a_statement_is_old, {Item.STATEMENT_BALANCED}),
    (the_password_is_there, {Item.CREDENTIALS_REVOKED}),
]


@pytest.mark.parametrize(
    ("take_away", "named"), TAKEN_AWAY, ids=["-".join(sorted(named)) for _, named in TAKEN_AWAY]
)
def test_without_any_one_element_it_is_refused_by_name(take_away: Change, named: set[Item]) -> None:
    house = a_closable_house()
    take_away(house)
    with pytest.raises(ClosureBlockedError) as refused:
        house.courier.issue_certificate(ACCOUNT, DECIDER)
    assert {check.item for check in refused.value.blockers} == named
    assert all(check.words for check in refused.value.blockers)
    assert house.accounts.get(ACCOUNT).state is AccountState.OPEN
    assert not house.archive.has(f"statements/{ACCOUNT}/certificate.json")


def test_every_item_is_among_those_that_were_taken_away() -> None:
    assert set().union(*(named for _, named in TAKEN_AWAY)) == set(Item)


@pytest.mark.parametrize("item", [item for item in Item if item.by is By.EITHER])
def test_what_the_machine_can_not_find_a_person_may_sign(item: Item) -> None:
    house = a_closable_house()
    house.closures.exports.by_key.clear()
    house.secrets.store(ACCOUNT, "right")
    assert item in blocking(house)
    house.courier.sign_item(ACCOUNT, item, "Pat Sample", "There is none.", DECIDER)
    assert item not in blocking(house)
    assert check_of(house, item).signature is not None


@pytest.mark.parametrize("item", [item for item in Item if item.by is By.MACHINE])
def test_what_the_machine_checks_nobody_can_sign(item: Item) -> None:
    house = a_closable_house()
    with pytest.raises(NotSignableError):
        house.courier.sign_item(ACCOUNT, item, "Pat Sample", "It is so.", DECIDER)


@pytest.mark.parametrize("form", [EraForm.RAW, EraForm.TEXT])
def test_what_a_response_leaves_when_it_is_applied_once_more_was_not_verified(
    form: EraForm,
) -> None:
    house = a_closable_house()
    for key in [key for key in house.era_files.forms.by_key if key[3] is form]:
        del house.era_files.forms.by_key[key]
    eras = [r for r in house.responses.rows.by_key.values() if r.kind == "835"]
    house.process_again(eras[0].response_id)
    keep_eras(house)
    assert blocking(house) == {Item.ERA_VERIFIED}


def test_a_gap_that_is_explained_blocks_no_more() -> None:
    house = a_closable_house()
    a_payer_is_silent(house)
    (gap_id,) = check_of(house, Item.ERA_COMPLETE).named
    reason = "The payer changed its system that month."
    house.courier.explain_gap(ACCOUNT, gap_id, DECIDER, reason)
    assert blocking(house) == set()
    assert house.accounts.all_acts[-1].reason == reason


def test_a_claim_from_before_the_chosen_day_does_not_count() -> None:
    house = House()
    take_in(house)
    house.clock.advance(timedelta(days=1))
    house.courier.begin_closure(ACCOUNT, MORNING.date() + timedelta(days=1), 30, DECIDER)
    check = check_of(house, Item.CLAIMS_SETTLED)
    assert (check.blocks, check.found) == (False, 0)


def test_a_file_that_waits_counts_however_old_it_is() -> None:
    house = House()
    house.hand_in(a_claim_file())
    house.clock.advance(timedelta(days=1))
    house.courier.begin_closure(ACCOUNT, MORNING.date() + timedelta(days=1), 30, DECIDER)
    assert check_of(house, Item.NO_BATCH_AWAITING).blocks


def test_a_payment_without_a_payer_is_named_by_itself() -> None:
    house = a_closable_house()
    (known,) = house.remittances.rows.all()
    identifier = known.advice.remittance_id
    nobody = replace(known, advice=replace(known.advice, payer_identifier=""))
    house.remittances.rows.by_key[identifier] = nobody
    assert check_of(house, Item.ENROLMENTS_ELSEWHERE).named == (identifier,)
    said = EnrolmentSaid(identifier, "Other Clearinghouse", date(2026, 3, 1), "Pat Sample")
    house.courier.record_enrolment(ACCOUNT, said, DECIDER)
    assert not check_of(house, Item.ENROLMENTS_ELSEWHERE).blocks


def a_live_account(house: House) -> None:
    live = replace(house.accounts.get(ACCOUNT), mode=AccountMode.LIVE)
    house.accounts.rows.by_key[ACCOUNT] = live


def test_what_one_look_does_not_come_to_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find_open_claims, "PAGES_A_LOOK", 1)
    monkeypatch.setattr(survey_claims, "CLAIMS_A_LOOK", CLAIMS_PER_PAGE)
    house = House()
    a_live_account(house)
    numbers = [f"PAY{number:05d}" for number in range(CLAIMS_PER_PAGE + 30)]
    house.hand_in(a_claim_file(*numbers, usage="P"))
    house.courier.begin_closure(ACCOUNT, MORNING.date(), QUIET_DAYS, DECIDER)
    put_on_record(house)
    for item in (Item.ERA_COMPLETE, Item.ENROLMENTS_ELSEWHERE):
        check = check_of(house, item)
        assert (check.blocks, check.missing) == (True, 30)
        assert check.words.endswith("30 claims were not looked at.")
    settled = check_of(house, Item.CLAIMS_SETTLED)
    assert (settled.missing, len(settled.named)) == (CLAIMS_PER_PAGE + 30, NAMED)


def test_payers_of_many_small_files_are_all_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey_claims, "CLAIMS_A_LOOK", 3)
    house = House()
    for number in range(3):
        house.hand_in(a_claim_file(f"PAY0000{number}", control_number=number + 1))
    house.courier.begin_closure(ACCOUNT, MORNING.date(), QUIET_DAYS, DECIDER)
    put_on_record(house)
    assert not check_of(house, Item.ENROLMENTS_ELSEWHERE).blocks
    house.hand_in(a_claim_file("PAY00003", control_number=4))
    assert check_of(house, Item.ENROLMENTS_ELSEWHERE).missing == 1


def test_a_file_that_was_being_taken_in_when_its_process_died_blocks() -> None:
    house = a_closable_house()
    batch = next(iter(house.batches.rows.by_key.values()))
    half = replace(batch, batch_id=BatchId("bat_half"), state=IntakeState.RECEIVED, claim_count=0)
    house.batches.rows.by_key[half.batch_id] = half
    assert check_of(house, Item.NO_BATCH_AWAITING).named == ("bat_half",)


def test_an_835_by_hand_does_not_break_the_quiet_of_the_route() -> None:
    house = a_closable_house()
    eras = [r for r in house.responses.rows.by_key.values() if r.kind == "835"]
    by_hand = replace(eras[0], collected_at=house.clock.now(), origin=ResponseOrigin.UPLOADED)
    house.responses.rows.by_key[by_hand.response_id] = by_hand
    assert not check_of(house, Item.ERA_ROUTE_QUIET).blocks


def test_begun_again_with_the_same_choices_nothing_changes(house: House) -> None:
    begin = house.courier.begin_closure
    first = begin(ACCOUNT, MORNING.date(), 30, DECIDER)
    house.clock.advance(timedelta(days=1))
    assert begin(ACCOUNT, MORNING.date(), 30, DECIDER) == first
    with pytest.raises(ClosureBegunError):
        begin(ACCOUNT, MORNING.date(), 31, DECIDER)
    assert [act.kind for act in house.accounts.all_acts] == ["closure_begun"]


def test_a_day_to_come_can_not_be_chosen(house: House) -> None:
    tomorrow = MORNING.date() + timedelta(days=1)
    with pytest.raises(DayToComeError):
        house.courier.begin_closure(ACCOUNT, tomorrow, 30, DECIDER)
    assert house.closures.find(ACCOUNT) is None
    assert house.courier.begin_closure(ACCOUNT, MORNING.date(), 30, DECIDER).since == MORNING.date()


def test_a_beginning_whose_act_was_lost_is_told_as_it_was(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = house.courier.begin_closure
    with dying_at(monkeypatch, house.accounts, "add_act"):
        begin(ACCOUNT, MORNING.date(), 30, DECIDER)
    house.clock.advance(timedelta(days=1))
    begun = begin(ACCOUNT, MORNING.date(), 30, ANOTHER)
    (act,) = house.accounts.all_acts
    assert (act.kind, act.by, act.at) == ("closure_begun", DECIDER.name, begun.begun_at)


def test_without_a_beginning_there_is_nothing_to_work_on(house: House) -> None:
    courier = house.courier
    for work in (
        lambda: courier.show_closure(ACCOUNT, REACH),
        lambda: courier.sign_item(ACCOUNT, Item.APPEALS_REVIEWED, "P", "S", DECIDER),
        lambda: courier.upload_export(ACCOUNT, ExportKind.CHARTS, CSV, DECIDER),
        lambda: courier.hand_over_claims(ACCOUNT, [], DECIDER),
        lambda: courier.write_documents(ACCOUNT, REACH),
        lambda: courier.issue_certificate(ACCOUNT, DECIDER),
    ):
        with pytest.raises(NotFoundError):
            work()


def test_a_signature_stands_as_it_was_given() -> None:
    house = a_closable_house()
    sign, item = house.courier.sign_item, Item.APPEALS_REVIEWED
    known = sign(ACCOUNT, item, "Pat Sample", "I have looked it through.", DECIDER)
    assert known in house.closures.records(ACCOUNT).signatures
    with pytest.raises(SignedAlreadyError):
        sign(ACCOUNT, item, "Pat Sample", "Really.", DECIDER)


def test_a_closeout_that_was_signed_too_early_is_signed_anew_once_it_is_over() -> None:
    house = a_closable_house()
    a_file_was_sent_of_late(house)
    item = Item.SIXTY_DAY_CLOSEOUT
    check = check_of(house, item)
    assert (check.blocks, check.words.count("2026-05-03")) == (True, 1)
    early = house.closures.records(ACCOUNT).signature(item)
    house.clock.advance(timedelta(days=1))
    sign, words = house.courier.sign_item, "I have looked it through."
    anew = sign(ACCOUNT, item, "Pat Sample", words, DECIDER)
    assert early is not None
    assert anew.at > early.at
    assert not check_of(house, item).blocks
    house.clock.advance(timedelta(days=1))
    assert sign(ACCOUNT, item, "Pat Sample", words, DECIDER) == anew
    with pytest.raises(SignedAlreadyError):
        sign(ACCOUNT, item, "Kim Sample", words, DECIDER)
    signed = [act for act in house.accounts.all_acts if str(item) in act.detail]
    assert [act.at for act in signed] == [early.at, anew.at]


def test_a_signature_that_was_not_taken_is_no_act(monkeypatch: pytest.MonkeyPatch) -> None:
    house = a_closable_house()
    sign, item = house.courier.sign_item, Item.APPEALS_REVIEWED
    house.clock.advance(timedelta(hours=1))
    with pytest.raises(SignedAlreadyError):
        sign(ACCOUNT, item, "Pat Sample", "Really.", ANOTHER)
    nobody_signed(item)(house)
    with dying_at(monkeypatch, house.closures, "sign"):
        sign(ACCOUNT, item, "Pat Sample", "Really.", ANOTHER)
    assert "Really." not in {act.reason for act in house.accounts.all_acts}


def test_a_signature_whose_act_was_lost_is_told_as_it_was_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = a_closable_house()
    sign, item = house.courier.sign_item, Item.APPEALS_REVIEWED
    nobody_signed(item)(house)
    before = house.accounts.all_acts
    with dying_at(monkeypatch, house.accounts, "add_act"):
        sign(ACCOUNT, item, "Pat Sample", "Really.", DECIDER)
    house.clock.advance(timedelta(hours=1))
    for _ in range(2):
        given = sign(ACCOUNT, item, "Pat Sample", "Really.", ANOTHER)
    (act,) = (each for each in house.accounts.all_acts if each not in before)
    assert (act.by, act.at, act.reason) == (DECIDER.name, given.at, "Really.")


def test_a_claim_of_another_account_is_not_handed_over() -> None:
    house = a_closable_house()
    house.open_account(an_account(account_id=AccountId("acc_other")))
    other = house.hand_in(a_claim_file("OTHER001"), account_id=AccountId("acc_other")).batch
    claims = [c.claim_id for c in house.claims.rows.all() if c.batch_id == other.batch_id]
    (mine, *_) = [c.claim_id for c in house.claims.rows.all() if c.account_id == ACCOUNT]
    before = house.closures.records(ACCOUNT)
    for wrong, error in (
        (claims[0], ClaimOfAnotherAccountError),
        (ClaimId("clm_none_00001"), NotFoundError),
    ):
        handings = [Handing(each, HandOverKind.APPEAL, "Kim", "Appeal.") for each in (mine, wrong)]
        with pytest.raises(error):
            house.courier.hand_over_claims(ACCOUNT, handings, DECIDER)
    assert house.closures.records(ACCOUNT) == before


def test_a_document_tells_owner_and_next_action_and_its_name_tells_nothing() -> None:
    house = a_closable_house()
    _, document = house.courier.write_documents.one(ACCOUNT, HandOverKind.OPEN_CLAIM, REACH)
    header, line = document.content.decode().splitlines()
    assert header.startswith("claim_id,patient_control_number,payer_id")
    assert "SILENT03" in line
    assert "Kim Billing,Call the payer in two weeks." in line
    assert not [key for key in house.archive.objects.by_key if "SILENT03" in key]


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01", b"one\r\ntwo\r\n", b'a,b\r\n"open', b"a,b\n"]
)
def test_what_is_no_table_is_no_export_of_one(content: bytes) -> None:
    house = a_closable_house()
    with pytest.raises(UnusableExportError):
        house.courier.upload_export(ACCOUNT, ExportKind.CLAIM_HISTORY, content, DECIDER)


def test_the_same_export_again_is_one_file_and_another_is_counted_too() -> None:
    house = a_closable_house()
    upload = house.courier.upload_export
    again = upload(ACCOUNT, ExportKind.CLAIM_HISTORY, CSV, DECIDER)
    assert (again.rows, again.size, again.sha256) == (2, len(CSV), sha256_of(CSV))
    upload(ACCOUNT, ExportKind.CLAIM_HISTORY, b"\xef\xbb\xbfa,b\n\xc3\xa4,2\n", DECIDER)
    assert check_of(house, Item.EXPORT_CLAIM_HISTORY).words == "2 files, 65 bytes, 3 rows."


def test_in_a_look_nothing_is_listed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    house = a_closable_house()
    a_live_account(house)
    listed: Counter[str] = Counter()

    def counted(port: str, method: str) -> Callable[..., object]:
        real = getattr(getattr(house, port), method)

        def count(*arguments: object) -> object:
            listed[port] += 1
            return real(*arguments)

        return count

    for port, method in LISTED_ONCE.items():
        monkeypatch.setattr(getattr(house, port), method, counted(port, method))
    house.courier.show_closure(ACCOUNT, REACH)
    assert listed == dict.fromkeys(LISTED_ONCE, 1)


def test_a_claim_that_is_paid_while_it_is_handed_over_needs_no_owner() -> None:
    house = House()
    take_in(house)
    house.courier.begin_closure(ACCOUNT, MORNING.date(), QUIET_DAYS, DECIDER)
    put_on_record(house)
    (claim,) = open_claims(house)
    clp = ("CLP*SILENT03*1*150*150**12*ICN1", "DTM*232*20260301", "CAS*CO*45*0")
    name = "1598700009_ERA_835_5010_20260320.835"
    house.answer(name, remittance(payment_set(clp, amount="150")))
    keep_eras(house)
    assert claim not in open_claims(house)
    assert not check_of(house, Item.CLAIMS_SETTLED).blocks
