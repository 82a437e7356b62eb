"""What keys are made of: no two kinds of items begin alike."""

from dataclasses import dataclass
from enum import StrEnum


class Prefix(StrEnum):
    PRACTICE = "PRACTICE"
    ACCOUNT = "ACCOUNT"
    HEALTH = "HEALTH"
    CONTROL_NUMBER = "CONTROL_NUMBER"
    LEASE = "LEASE"
    ACT = "ACT"
    KEYED_REQUEST = "KEYED_REQUEST"
    API_KEY = "API_KEY"
    API_KEYS = "API_KEYS"
    AUDIT = "AUDIT"
    COUNTER = "COUNTER"
    USER = "USER"
    USERS = "USERS"
    BATCH = "BATCH"
    TRANSMISSION = "TRANSMISSION"
    TALLY = "TALLY"
    CLAIM = "CLAIM"
    CLAIMS = "CLAIMS"
    CLOSURE = "CLOSURE"
    DRILL = "DRILL"
    DRILLS = "DRILLS"
    DRILLS_RUNNING = "DRILLS_RUNNING"
    ENROLMENT = "ENROLMENT"
    EXPLANATION = "EXPLANATION"
    HANDOVER = "HANDOVER"
    PORTAL_EXPORT = "PORTAL_EXPORT"
    SIGNATURE = "SIGNATURE"
    FACTS = "FACTS"
    UPLOAD = "UPLOAD"
    UPLOADS = "UPLOADS"
    LINK = "LINK"
    RESPONSE = "RESPONSE"
    SEEN = "SEEN"
    REMITTANCE = "REMITTANCE"
    PAYMENTS = "PAYMENTS"
    RECEIVED = "RECEIVED"
    WATCHED = "WATCHED"
    WATCH = "WATCH"
    NOTICE = "NOTICE"
    UNTOLD = "UNTOLD"
    FEED = "FEED"
    FOLLOWER = "FOLLOWER"
    WEBHOOK = "WEBHOOK"
    WEBHOOKS = "WEBHOOKS"
    DELIVERY = "DELIVERY"
    DELIVERIES = "DELIVERIES"
    DELIVERIES_DUE = "DELIVERIES_DUE"
    LATENESS = "LATENESS"
    WAITING = "WAITING"
    UNANSWERED = "UNANSWERED"
    HELD = "HELD"
    UNAPPLIED = "UNAPPLIED"
    ACCOUNTS = "ACCOUNTS"
    ACTS = "ACTS"
    BATCHES = "BATCHES"
    RESPONSES = "RESPONSES"
    TRANSMISSIONS = "TRANSMISSIONS"
    TALLIES = "TALLIES"
    STATEMENT = "STATEMENT"
    STATEMENTS = "STATEMENTS"
    STATEMENTS_DUE = "STATEMENTS_DUE"
    WORK = "WORK"
    WORKLIST = "WORKLIST"
    AWAITING = "AWAITING"
    TIED = "TIED"
    REMITTANCES = "REMITTANCES"
    PAYMENT = "PAYMENT"
    ERA = "ERA"
    ERA_MONTH = "ERA_MONTH"
    ERA_UNDESCRIBED = "ERA_UNDESCRIBED"
    EXPORT = "EXPORT"
    EXPORTS_WAITING = "EXPORTS_WAITING"

    def of(self, *parts: str) -> str:
        return "#".join((self.value, *parts))


@dataclass(frozen=True, slots=True)
class Key:
    pk: str
    sk: str


ANY = ("",)
"""Ends a key with "#": the beginning of all keys that go on after it."""
