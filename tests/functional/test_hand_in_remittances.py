"""835s that a person downloaded at the clearinghouse: one way in, whatever they come as."""

from datetime import UTC, datetime

import pytest

from chalicelib.domain.era import EraForm
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import DroppedFile
from chalicelib.domain.response import ResponseKind, ResponseOrigin, ResponseState
from chalicelib.domain.worklist import WorkKind
from chalicelib.interpret import zip_levels
from chalicelib.interpret.zip_archive import Member
from chalicelib.services.answers import apply_response, unpack_response
from chalicelib.services.intake.receive_dropped_file import UndeliverableDropError
from tests.builders import ACCOUNT, MORNING, REACH, later
from tests.functional.courier import House
from tests.functional.era import (
    OWN_TEXT,
    amounts,
    an_835,
    apply_all,
    era_name,
    era_objects,
    hand_in,
    import_file,
    text_name,
    zip_of_files,
)

MARCH = f"era/{ACCOUNT}/2026/03"


def test_a_file_is_archived_before_anybody_looks_into_it(house: House) -> None:
    receipt = hand_in(house, an_835("T1"), era_name(1))
    assert house.archive.response(receipt.response) == an_835("T1")
    assert house.hints.responses == [receipt.response.response_id]
    assert era_objects(house) == {}


def test_a_bare_835_comes_into_the_archive_of_its_month(house: House) -> None:
    response = import_file(house, an_835("T1"), era_name(1))
    assert (response.kind, response.state) == (ResponseKind.REMITTANCE_835, ResponseState.APPLIED)
    assert era_objects(house)[f"{MARCH}/1598700001_ERA_5010_20260320.835"] == an_835("T1")
    (row,) = house.remittances.all_of(ACCOUNT)
    assert (row.origin, row.month) == (ResponseOrigin.UPLOADED, "2026-03")
    assert row.raw_sha256 == response.content_sha256


def test_the_same_file_again_is_the_same_response(house: House) -> None:
    first = hand_in(house, an_835("T1"), era_name(1))
    house.clock.advance(later(days=40) - MORNING)
    again = hand_in(house, an_835("T1"), "another name.835")
    assert not first.known_before
    assert again.known_before
    assert again.response == first.response
    assert len(house.archive.objects.by_key) == 1


def test_a_dropped_file_is_taken_in_and_removed(house: House) -> None:
    dropped = house.drop_folder.drop(f"drop-era/{ACCOUNT}/{era_name(1)}", an_835("T1"))
    house.courier.take_in_drop(dropped)
    apply_all(house)
    (row,) = house.remittances.all_of(ACCOUNT)
    assert row.origin is ResponseOrigin.DROPPED
    assert house.drop_folder.waiting(later(days=99)) == ()


@pytest.mark.parametrize("key", ["drop-era/x.835", "drop-era/acc_none/x.835"])
def test_what_is_dropped_for_no_account_stays_and_is_counted(house: House, key: str) -> None:
    dropped = house.drop_folder.drop(key, an_835("T1"))
    with pytest.raises(UndeliverableDropError):
        house.courier.take_in_drop(dropped)
    assert house.drop_folder.waiting(later(days=1)) == (dropped,)
    assert house.meter.total("UndeliverableDrops") == 1


def test_what_is_larger_than_any_answer_is_not_read(house: House) -> None:
    dropped = house.drop_folder.drop(f"drop-era/{ACCOUNT}/x.zip", bytes(50_000_001))
    with pytest.raises(UndeliverableDropError, match="50,000,000"):
        house.courier.take_in_drop(dropped)


def test_a_drop_whose_event_was_lost_is_swept_up(house: House) -> None:
    house.drop_folder.drop(f"drop-era/{ACCOUNT}/x.835", an_835("T1"))
    house.clock.advance(later(hours=1) - MORNING)
    house.courier.sweep()
    apply_all(house)
    assert len(amounts(house)) == 1


def test_a_gone_drop_is_not_found(house: House) -> None:
    with pytest.raises(NotFoundError):
        house.courier.take_in_drop(DroppedFile(f"drop-era/{ACCOUNT}/gone.835"))


@pytest.mark.parametrize("name", ["DOE JANE 1961.835", "C:\\in\\DOE 1.835", "DOE_ERA_835_x.835"])
def test_a_name_that_a_person_chose_is_kept_nowhere(house: House, name: str) -> None:
    response = import_file(house, zip_of_files((name, an_835("T1"))), "DOE JANE.zip")
    names = [response.name, *(each.name for each in house.responses.all_of(ACCOUNT))]
    assert not any("DOE" in told for told in [*names, *house.archive.objects.by_key])


def test_names_of_people_still_pair_an_835_with_its_text(house: House) -> None:
    import_file(house, OWN_TEXT, "march-01.txt")
    import_file(house, an_835("T1"), "march-01.835")
    (file,) = {form.stem for form in house.era_files.of_month(ACCOUNT, "2026-03")}
    assert file.startswith("handed-in-")


class TestMonthZip:
    def test_all_that_is_in_it_is_kept_and_listed(self, house: House) -> None:
        day = zip_of_files((era_name(2), an_835("T2")), (text_name(2), OWN_TEXT))
        month = zip_of_files(
            (era_name(1), an_835("T1")),
            ("copies/" + era_name(1), an_835("T1")),
            ("days/1598700002_ERA_STATUS_5010_20260320.zip", day),
            ("thumbs.db", b"\x00\x01junk"),
            ("empty.835", b""),
        )
        response = import_file(house, month, "march.zip")
        assert (response.kind, response.statements) == (ResponseKind.ARCHIVE, 4)
        assert [trace for trace, _ in amounts(house)] == ["T1", "T2"]
        listed = house.courier.show_responses.list(ACCOUNT, REACH, 50, None)[1].items
        junk = {each.size for each in listed if each.state is ResponseState.UNKNOWN}
        assert junk == {0, len(b"\x00\x01junk")}
        assert all(house.archive.response(each) is not None for each in listed)
        assert era_objects(house)[f"{MARCH}/1598700002_ERA_5010_20260320.txt"] == OWN_TEXT

    def test_a_thousand_files_are_work_of_their_own_each(self, house: House) -> None:
        files = [(era_name(n), an_835(f"T{n:04d}")) for n in range(1, 1001)]
        month = zip_of_files(*files, *((f"again/{name}", content) for name, content in files))
        receipt = hand_in(house, month, "march.zip")
        applied = house.courier.apply_response(house.hints.responses.pop())
        assert applied.statements == 1000
        assert len(house.hints.responses) == 1000
        assert amounts(house) == []
        apply_all(house)
        assert len(amounts(house)) == 1000
        assert house.responses.unapplied(ACCOUNT) == ()
        assert house.responses.get(receipt.response.response_id).state is ResponseState.APPLIED

    def test_members_whose_hints_are_lost_are_swept_up(self, house: House) -> None:
        files = [(era_name(n), an_835(f"T{n:04d}")) for n in range(30)]
        hand_in(house, zip_of_files(*files), "march.zip")
        house.courier.apply_response(house.hints.responses.pop())
        house.hints.responses.clear()
        house.clock.advance(later(hours=1) - MORNING)
        house.courier.sweep()
        apply_all(house)
        assert len(amounts(house)) == 30

    def test_the_deepest_is_kept_but_not_opened(self, house: House) -> None:
        packed = zip_of_files((era_name(1), an_835("T1")))
        for _ in range(3):
            packed = zip_of_files(("inner.zip", packed))
        import_file(house, packed, "outer.zip")
        assert amounts(house) == []
        (item,) = house.courier.show_worklist.list(ACCOUNT, REACH, 9, None)[1].items
        assert "not opened" in item.detail

    @pytest.mark.parametrize("at_once", [0, 20])
    def test_a_zip_that_holds_itself_is_told_and_not_opened_again(
        self, house: House, monkeypatch: pytest.MonkeyPatch, at_once: int
    ) -> None:
        """Such files exist; here one is told to."""
        monkeypatch.setattr(apply_response, "MOST_AT_ONCE", at_once)
        outer = zip_of_files(("self.zip", b""), (era_name(1), an_835("T1")))
        inside = {outer: (Member("self.zip", outer), Member(era_name(1), an_835("T1")))}
        monkeypatch.setattr(unpack_response, "members", inside.__getitem__)
        response = import_file(house, outer, "outer.zip")
        assert [trace for trace, _ in amounts(house)] == ["T1"]
        assert (response.state, response.unmatched) == (ResponseState.APPLIED, 1)
        items = house.courier.show_worklist.list(ACCOUNT, REACH, 9, None)[1].items
        (item,) = (each for each in items if each.kind is WorkKind.UNREADABLE_PLACE)
        assert (item.response_id, item.position) == (response.response_id, 1)
        assert "itself" in item.detail

    @pytest.mark.parametrize("at_once", [0, 20])
    @pytest.mark.parametrize("apart", [False, True])
    def test_zips_that_hold_each_other_are_opened_once_each(
        self, house: House, monkeypatch: pytest.MonkeyPatch, at_once: int, apart: bool
    ) -> None:
        monkeypatch.setattr(apply_response, "MOST_AT_ONCE", at_once)
        one, other = zip_of_files(("1", b"1")), zip_of_files(("2", b"2"))
        inside = {
            one: (Member("other.zip", other), Member(era_name(1), an_835("T1"))),
            other: (Member("one.zip", one), Member(era_name(2), an_835("T2"))),
        }
        monkeypatch.setattr(unpack_response, "members", inside.__getitem__)
        if apart:
            hand_in(house, other)
        first = import_file(house, one)
        assert [trace for trace, _ in amounts(house)] == ["T1", "T2"]
        house.process_again(first.response_id)
        apply_all(house)
        assert house.responses.unapplied(ACCOUNT) == ()

    def test_zips_in_zips_may_hold_so_much_in_all_only(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(zip_levels, "MOST_IN_ALL", 7)
        inner = zip_of_files((era_name(1), an_835("T1")), ("x", b"x"))
        middle = zip_of_files(("inner.zip", inner))
        response = import_file(house, zip_of_files(("1.zip", middle), ("2.zip", inner)))
        assert response.state is ResponseState.APPLIED
        larger = zip_of_files(("1.zip", middle), ("2.zip", middle), ("y", b"y"))
        refused = import_file(house, larger)
        assert (refused.state, refused.kind) == (ResponseState.UNKNOWN, ResponseKind.UNKNOWN)
        assert "in all" in str(refused.reason)

    def test_files_of_one_name_in_folders_keep_their_own_months(self, house: House) -> None:
        files = [
            (f"{folder}/era.{ending}", content)
            for folder, day in (("jan", b"260115"), ("feb", b"260220"))
            for ending, content in (
                ("txt", OWN_TEXT + day),
                ("835", an_835(day.decode()).replace(b"*260302*", b"*%b*" % day, 1)),
            )
        ]
        alone = ("texts/era.txt", OWN_TEXT + b"of whichever month")
        import_file(house, zip_of_files(*files, alone), "both.zip")
        by_month = {
            month: sorted(form.form for form in house.era_files.of_month(ACCOUNT, month))
            for month in ("2026-01", "2026-02")
        }
        assert by_month == {
            "2026-01": [EraForm.RAW, EraForm.TEXT, EraForm.TEXT],
            "2026-02": [EraForm.RAW, EraForm.TEXT],
        }

    def test_an_encrypted_zip_is_kept_and_told(self, house: House) -> None:
        content = bytearray(zip_of_files((era_name(1), an_835("T1"))))
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            content[content.index(mark) + offset] |= 1
        response = import_file(house, bytes(content), "march.zip")
        assert response.state is ResponseState.UNKNOWN
        assert "encrypted" in str(response.reason)
        assert house.archive.response(response) == bytes(content)
        (item,) = house.courier.show_worklist.list(ACCOUNT, REACH, 9, None)[1].items
        assert item.response_id == response.response_id

    def test_what_came_by_itself_before_is_not_doubled(self, house: House) -> None:
        house.answer(era_name(1), an_835("T1"))
        import_file(house, zip_of_files((era_name(1), an_835("T1"))), "march.zip")
        import_file(house, zip_of_files((era_name(1), an_835("T1")), ("x", b"x")), "again.zip")
        assert [trace for trace, _ in amounts(house)] == ["T1"]
        raw = [key for key in era_objects(house) if key.endswith(".835")]
        assert raw == [f"{MARCH}/1598700001_ERA_5010_20260320.835"]


class TestMonths:
    """A month is UTC by the clearinghouse's time of the file."""

    @pytest.mark.parametrize(
        ("put_out", "month"),
        [
            (datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC), "2026-03"),
            (datetime(2026, 4, 1, 0, 0, tzinfo=UTC), "2026-04"),
            (datetime.fromisoformat("2026-03-31T20:30:00-07:00"), "2026-04"),
            (datetime.fromisoformat("2026-04-01T05:30:00+14:00"), "2026-03"),
        ],
    )
    def test_a_collected_file(self, house: House, put_out: datetime, month: str) -> None:
        house.server.put_out(era_name(1), an_835("T1"), put_out)
        house.visit()
        apply_all(house)
        assert [each.month for each in house.era_files.months(ACCOUNT)] == [month]
        (row,) = house.remittances.all_of(ACCOUNT)
        assert row.month == month
        assert row.raw_key.startswith(f"era/{ACCOUNT}/{month.replace('-', '/')}/")

    def test_the_day_in_a_name_goes_before_that_in_the_interchange(self, house: House) -> None:
        import_file(house, an_835("T1"), era_name(1, "20251231"))
        assert [each.month for each in house.era_files.months(ACCOUNT)] == ["2025-12"]

    def test_a_time_to_come_is_nobodys(self, house: House) -> None:
        response = import_file(house, b"whatever", "1_ERA_20991231.txt")
        assert response.modified_at == house.clock.now()


class TestText:
    def test_ours_is_made_where_there_is_none(self, house: House) -> None:
        import_file(house, an_835("T1"), era_name(1))
        made = era_objects(house)[f"{MARCH}/1598700001_ERA_5010_20260320.made.txt"]
        assert b"T1" in made

    @pytest.mark.parametrize("text_first", [True, False])
    def test_the_clearinghouses_own_goes_before_ours(self, house: House, text_first: bool) -> None:
        files = [(OWN_TEXT, text_name(1)), (an_835("T1"), era_name(1))]
        for content, name in files if text_first else files[::-1]:
            import_file(house, content, name)
        (row,) = house.remittances.all_of(ACCOUNT)
        view = house.courier.show_remittances(row.advice.remittance_id, REACH)
        assert view.text is not None
        assert view.text.form is EraForm.TEXT
        assert era_objects(house)[view.text.key] == OWN_TEXT
        assert any(key.endswith(".made.txt") for key in era_objects(house)) is not text_first

    def test_a_text_without_its_835_is_kept_and_listed(self, house: House) -> None:
        import_file(house, OWN_TEXT, text_name(1))
        (form,) = house.era_files.of_month(ACCOUNT, "2026-03")
        assert form.form is EraForm.TEXT
        assert era_objects(house)[form.key] == OWN_TEXT


def test_nobody_hands_in_for_an_account_that_is_not_there(house: House) -> None:
    with pytest.raises(NotFoundError):
        hand_in(house, an_835("T1"), account_id=AccountId("acc_none"))
