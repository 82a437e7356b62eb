"""Keys, users, the audit log and counts, on the fakes and on DynamoDB."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.adapters.dynamodb.api_keys import DynamoApiKeys
from chalicelib.adapters.dynamodb.audit_log import DynamoAuditLog
from chalicelib.adapters.dynamodb.counters import DynamoCounters
from chalicelib.adapters.dynamodb.users import DynamoUsers
from chalicelib.domain.access.audit import AuditEntry
from chalicelib.domain.access.role import Role
from chalicelib.domain.access.user import Emergency
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.identifiers import ApiKeyId, PracticeId, UserId
from chalicelib.domain.ports import ApiKeys, AuditLog, Counters, Users
from chalicelib.domain.wanted import ALWAYS, Span
from tests.builders import MORNING, PRACTICE, a_user, an_api_key, an_audit_entry, later
from tests.contract.races import RUNNERS, race
from tests.fakes import FakeApiKeys, FakeAuditLog, FakeCounters, FakeUsers

OTHER = PracticeId("prc_other")


def period(begin: int | None, end: int | None) -> Span:
    """Of minutes after MORNING."""
    return Span(*(None if each is None else later(minutes=each) for each in (begin, end)))


@pytest.fixture(params=["fake", "dynamodb"])
def api_keys(request: pytest.FixtureRequest) -> ApiKeys:
    if request.param == "fake":
        return FakeApiKeys()
    return DynamoApiKeys(request.getfixturevalue("table"))


@pytest.fixture(params=["fake", "dynamodb"])
def users(request: pytest.FixtureRequest) -> Users:
    if request.param == "fake":
        return FakeUsers()
    return DynamoUsers(request.getfixturevalue("table"))


@pytest.fixture(params=["fake", "dynamodb"])
def audit_log(request: pytest.FixtureRequest) -> AuditLog:
    if request.param == "fake":
        return FakeAuditLog()
    return DynamoAuditLog(request.getfixturevalue("table"))


@pytest.fixture(params=["fake", "dynamodb"])
def counters(request: pytest.FixtureRequest) -> Counters:
    if request.param == "fake":
        return FakeCounters()
    return DynamoCounters(request.getfixturevalue("table"))


class TestApiKeys:
    def test_a_key_is_found_by_its_hash_and_by_its_id(self, api_keys: ApiKeys) -> None:
        key = an_api_key(good_until=later(days=90), label="nightly")
        api_keys.add(key)
        assert api_keys.find(key.key_sha256) == api_keys.get(key.key_id) == key

    def test_an_unknown_key_is_none_and_an_unknown_id_not_found(self, api_keys: ApiKeys) -> None:
        assert api_keys.find("0" * 64) is None
        with pytest.raises(NotFoundError):
            api_keys.get(ApiKeyId("key_none"))

    def test_a_key_of_other_practices_never_replaces_another(self, api_keys: ApiKeys) -> None:
        api_keys.add(an_api_key())
        with pytest.raises(ConflictError):
            api_keys.add(an_api_key(practice_ids=(OTHER,)))
        assert api_keys.find(an_api_key().key_sha256) == an_api_key()

    def test_keys_are_listed_newest_first(self, api_keys: ApiKeys) -> None:
        for number in range(3):
            api_keys.add(an_api_key(key=number, created_at=later(minutes=number)))
        made = [key.created_at for key in api_keys.all()]
        assert made == [later(minutes=2), later(minutes=1), later(minutes=0)]

    def test_a_change_holds_only_against_what_was_read(self, api_keys: ApiKeys) -> None:
        key = an_api_key()
        api_keys.add(key)
        revoked = api_keys.advance(key, replace(key, revoked_at=MORNING))
        assert api_keys.get(key.key_id) == revoked
        with pytest.raises(ConflictError):
            api_keys.advance(key, replace(key, last_used_at=MORNING))
        assert api_keys.get(key.key_id).revoked_at == MORNING


class TestUsers:
    def test_a_user_is_found_by_the_id_that_follows_from_the_subject(self, users: Users) -> None:
        user = a_user(emergency=Emergency(MORNING, later(hours=1), "the only one here"))
        users.add(user)
        assert users.find(user.user_id) == user
        assert users.find(UserId("usr_none")) is None

    def test_nobody_is_in_twice(self, users: Users) -> None:
        users.add(a_user())
        with pytest.raises(ConflictError):
            users.add(a_user(role=Role.ADMIN))

    def test_users_are_listed_newest_first(self, users: Users) -> None:
        users.add(a_user("first"))
        users.add(a_user("second", created_at=later(minutes=1)))
        assert [user.subject for user in users.all()] == ["second", "first"]

    def test_a_change_holds_only_against_what_was_read(self, users: Users) -> None:
        user = a_user()
        users.add(user)
        users.advance(user, replace(user, disabled_at=MORNING))
        with pytest.raises(ConflictError):
            users.advance(user, replace(user, role=Role.ADMIN))


class TestAuditLog:
    def test_an_entry_stands_under_each_of_its_practices(self, audit_log: AuditLog) -> None:
        entry = an_audit_entry(practice_ids=(PRACTICE, OTHER))
        audit_log.add(entry)
        for practice_id in (PRACTICE, OTHER):
            assert audit_log.of_practice(practice_id, "2026-03", ALWAYS, 9, None).items == (entry,)
        assert (
            audit_log.of_practice(PracticeId("prc_third"), "2026-03", ALWAYS, 9, None).items == ()
        )
        assert audit_log.of_practice(PRACTICE, "2026-02", ALWAYS, 9, None).items == ()

    def test_what_was_written_is_never_written_over(self, audit_log: AuditLog) -> None:
        audit_log.add(an_audit_entry())
        audit_log.add(an_audit_entry(source="elsewhere"))
        (entry,) = audit_log.of_practice(PRACTICE, "2026-03", ALWAYS, 9, None).items
        assert entry.source == an_audit_entry().source

    def test_entries_are_read_newest_first_in_pages(self, audit_log: AuditLog) -> None:
        for minute in range(5):
            audit_log.add(an_audit_entry(at=later(minutes=minute)))
        seen, cursor = [], None
        for _ in range(3):
            page = audit_log.of_practice(PRACTICE, "2026-03", ALWAYS, 2, cursor)
            seen += [entry.at for entry in page.items]
            cursor = page.next_cursor
        assert seen == [later(minutes=minute) for minute in (4, 3, 2, 1, 0)]
        assert cursor is None

    def test_a_period_begins_with_its_first_instant_and_ends_before_its_last(
        self, audit_log: AuditLog
    ) -> None:
        for minute in range(5):
            audit_log.add(an_audit_entry(at=later(minutes=minute)))
        for begin, end, minutes in ((1, 3, (2, 1)), (1, None, (4, 3, 2, 1)), (None, 1, (0,))):
            page = audit_log.of_practice(PRACTICE, "2026-03", period(begin, end), 9, None)
            assert [entry.at for entry in page.items] == [later(minutes=m) for m in minutes]
            assert page.next_cursor is None
        assert audit_log.of_practice(PRACTICE, "2026-03", period(2, 2), 9, None).items == ()
        long = Span(datetime(999, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))
        assert len(audit_log.of_practice(PRACTICE, "2026-03", long, 9, None).items) == 5

    def test_entries_of_one_instant_are_all_of_a_period_or_none_and_all_are_paged(
        self, audit_log: AuditLog
    ) -> None:
        for minute in (1, 2, 3):
            for request in range(3):
                entry = an_audit_entry(request_id=f"request-{request}", at=later(minutes=minute))
                audit_log.add(entry)
        seen: list[AuditEntry] = []
        cursor = None
        for _ in range(3):
            page = audit_log.of_practice(PRACTICE, "2026-03", period(2, 3), 1, cursor)
            seen += page.items
            cursor = page.next_cursor
        assert cursor is None
        assert {entry.at for entry in seen} == {later(minutes=2)}
        assert len({entry.entry_id for entry in seen}) == 3

    def test_a_cursor_goes_on_within_whatever_period(self, audit_log: AuditLog) -> None:
        for minute in range(5):
            audit_log.add(an_audit_entry(at=later(minutes=minute)))
        cursor = audit_log.of_practice(PRACTICE, "2026-03", ALWAYS, 2, None).next_cursor
        for begin, end, minutes in ((1, 5, (2, 1)), (0, 2, (1, 0)), (3, 5, ())):
            page = audit_log.of_practice(PRACTICE, "2026-03", period(begin, end), 9, cursor)
            assert [entry.at for entry in page.items] == [later(minutes=m) for m in minutes]

    def test_a_cursor_of_another_practice_or_none_at_all_is_refused(
        self, audit_log: AuditLog
    ) -> None:
        for minute in range(2):
            audit_log.add(an_audit_entry(at=later(minutes=minute)))
        cursor = audit_log.of_practice(PRACTICE, "2026-03", ALWAYS, 1, None).next_cursor
        for bad in (cursor, "x", "bnVsbA=="):
            with pytest.raises(ValueError, match=r"."):
                audit_log.of_practice(OTHER, "2026-03", ALWAYS, 1, bad)


class TestCounters:
    def test_amounts_add_up_under_their_name(self, counters: Counters) -> None:
        ends = MORNING + timedelta(minutes=1)
        assert [counters.add("a", 5, ends), counters.add("a", 3, ends)] == [5, 8]
        assert counters.add("b", 1, ends) == 1

    def test_nothing_is_lost_in_a_race(self, counters: Counters) -> None:
        race(lambda _: [counters.add("a", 1, MORNING) for _ in range(5)])
        assert counters.add("a", 0, MORNING) == 5 * RUNNERS
