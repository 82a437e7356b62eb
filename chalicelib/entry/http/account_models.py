"""Accounts and their connections as the API shows them."""

from datetime import datetime

from pydantic import Field

from chalicelib.domain.act import AccountAct
from chalicelib.domain.host_key import fingerprint, is_host_key
from chalicelib.domain.outage import Outage
from chalicelib.domain.transmission import Transmission
from chalicelib.entry.http.diagnosis_models import DiagnosisOut
from chalicelib.entry.http.json_body import Asked
from chalicelib.entry.model import Model
from chalicelib.services.show.list_accounts import ListedAccount
from chalicelib.services.show.show_account import AccountView
from chalicelib.services.show.show_catch_up import CatchUpView


class OutageOut(Model):
    since: datetime
    problem: str
    restored_at: datetime | None
    files_held: int
    ended_at: datetime | None

    @classmethod
    def of(cls, outage: Outage | None) -> "OutageOut | None":
        return None if outage is None else cls.model_validate(outage, from_attributes=True)


class ActOut(Model):
    kind: str
    by: str
    at: datetime
    reason: str
    detail: str

    @classmethod
    def of(cls, act: AccountAct) -> "ActOut":
        return cls.model_validate(act, from_attributes=True)


class AccountOut(Model):
    """`last_problem` is null while visits succeed; `notices` are empty while all is well. Host keys
    are told by their fingerprints; `host_key_shown` is of a server that is not trusted.
    `silent_since` is null while the clearinghouse speaks; `diagnosis` is the latest that was asked.
    """

    account_id: str
    practice_ids: tuple[str, ...]
    clearinghouse: str
    mode: str
    host: str
    port: int
    host_key: str | None
    host_key_shown: str | None
    last_visit_at: datetime | None
    last_good_visit_at: datetime | None
    last_good_login_at: datetime | None
    last_problem: str | None
    logins_left: int
    next_visit_at: datetime | None
    password_set_at: datetime | None
    outage: OutageOut | None
    last_catch_up: OutageOut | None
    notices: tuple[str, ...]
    acts: tuple[ActOut, ...]
    silent_since: datetime | None
    diagnosis: DiagnosisOut | None

    @classmethod
    def of(cls, view: AccountView) -> "AccountOut":
        account, health = view.account, view.health
        return cls(
            account_id=account.account_id,
            practice_ids=account.practice_ids,
            clearinghouse=account.clearinghouse,
            mode=account.mode,
            host=account.host,
            port=account.port,
            host_key=_fingerprint(account.host_key),
            host_key_shown=_fingerprint(health.host_key_shown),
            last_visit_at=health.last_visit_at,
            last_good_visit_at=health.last_good_visit_at,
            last_good_login_at=health.last_good_login_at,
            last_problem=health.last_problem,
            logins_left=health.logins_left,
            next_visit_at=health.next_visit_at,
            password_set_at=health.password_set_at,
            outage=OutageOut.of(health.outage),
            last_catch_up=OutageOut.of(health.last_catch_up),
            notices=view.notices,
            acts=tuple(ActOut.of(act) for act in view.acts),
            silent_since=view.watch.silent_since,
            diagnosis=DiagnosisOut.of(view.watch.diagnosis) if view.watch.diagnosis else None,
        )


class ListedAccountOut(Model):
    """`last_problem` is null while visits succeed."""

    account_id: str
    practice_ids: tuple[str, ...]
    clearinghouse: str
    mode: str
    last_visit_at: datetime | None
    last_good_visit_at: datetime | None
    last_good_login_at: datetime | None
    last_problem: str | None
    logins_left: int
    next_visit_at: datetime | None
    outage: OutageOut | None

    @classmethod
    def of(cls, listed: ListedAccount) -> "ListedAccountOut":
        account, health = listed.account, listed.health
        return cls(
            account_id=account.account_id,
            practice_ids=account.practice_ids,
            clearinghouse=account.clearinghouse,
            mode=account.mode,
            last_visit_at=health.last_visit_at,
            last_good_visit_at=health.last_good_visit_at,
            last_good_login_at=health.last_good_login_at,
            last_problem=health.last_problem,
            logins_left=health.logins_left,
            next_visit_at=health.next_visit_at,
            outage=OutageOut.of(health.outage),
        )


class AccountsOut(Model):
    accounts: tuple[ListedAccountOut, ...]
    next_cursor: str | None = None


class HeldFileOut(Model):
    """`held_seconds` counts from when the file was ready until it was sent, or until now."""

    transmission_id: str
    batch_id: str
    received_at: datetime
    planned_at: datetime
    sent_at: datetime | None
    outage_since: datetime | None
    held_seconds: int

    @classmethod
    def of(cls, transmission: Transmission, now: datetime) -> "HeldFileOut":
        until = transmission.sent_at or now
        return cls(
            transmission_id=transmission.transmission_id,
            batch_id=transmission.batch_id,
            received_at=transmission.received_at,
            planned_at=transmission.planned_at,
            sent_at=transmission.sent_at,
            outage_since=transmission.outage_since,
            held_seconds=round((until - transmission.planned_at).total_seconds()),
        )


class CatchUpOut(Model):
    outage: OutageOut | None
    last_catch_up: OutageOut | None
    waiting: tuple[HeldFileOut, ...]
    sent: tuple[HeldFileOut, ...]
    next_cursor: str | None

    @classmethod
    def of(cls, view: CatchUpView) -> "CatchUpOut":
        return cls(
            outage=OutageOut.of(view.outage),
            last_catch_up=OutageOut.of(view.last_catch_up),
            waiting=tuple(HeldFileOut.of(each, view.seen_at) for each in view.waiting),
            sent=tuple(HeldFileOut.of(each, view.seen_at) for each in view.sent.items),
            next_cursor=view.sent.next_cursor,
        )


class ResumeIn(Asked):
    reason: str = Field(min_length=1, max_length=500)


class HostKeyIn(Asked):
    fingerprint: str = Field(min_length=1, max_length=100)
    reason: str = Field(min_length=1, max_length=500)


def _fingerprint(line: str | None) -> str | None:
    return fingerprint(line) if line and is_host_key(line) else None
