"""What costs whether claims come or not: by account and year, and by stack and year."""

from infra.scale.cost import PUBLISH, ROUNDS, SWEEP, VISIT, WATCH, Bill, Biller
from infra.scale.flow import MORE_ACCOUNTS, Idle

MINUTES_A_YEAR = 365 * 24 * 60
MONTHS = 12


def rounds_a_year(biller: Biller, handler: str) -> float:
    return MINUTES_A_YEAR / biller.minutes_between(handler)


def of_an_account(biller: Biller, idle: Idle) -> Bill:
    """Visits that find nothing, its part of every round, and its password; dollars a year."""
    one, more = (_rounds(biller, idle, accounts) for accounts in (1, 1 + MORE_ACCOUNTS))
    its_part = (more + one.times(-1)).times(1 / MORE_ACCOUNTS)
    visits = biller.bill(idle.visit, [VISIT]).times(rounds_a_year(biller, SWEEP))
    secret = Bill({"Secrets Manager": biller.inputs.prices["secret_month"] * MONTHS})
    return visits + its_part + secret


def of_the_stack(biller: Biller, idle: Idle, alarms: int) -> Bill:
    """Rounds of one account, the publishing that they ask for, and what is there by the month;
    dollars a year."""
    p, a = biller.inputs.prices, biller.inputs.assumptions
    by_the_month = a["own_metrics"] * p["metric_month"] + alarms * p["alarm_month"]
    by_the_month += p["dashboard_month"]
    hints = rounds_a_year(biller, SWEEP) + rounds_a_year(biller, WATCH)
    publishing = biller.bill(idle.publishing, [PUBLISH]).times(hints)
    there = Bill(
        {
            "CloudWatch": by_the_month * MONTHS,
            "SQS": a["queue_polls_a_year"] * p["sqs_request"],
            "KMS": p["key_month"] * MONTHS + a["key_calls_a_year"] * p["key_call"],
        }
    )
    return _rounds(biller, idle, 1) + publishing + there


def _rounds(biller: Biller, idle: Idle, accounts: int) -> Bill:
    """All rounds of a year over so many accounts."""
    counted = idle.rounds[accounts]
    bills = (biller.bill(counted, [h]).times(rounds_a_year(biller, h)) for h in ROUNDS)
    return sum(bills, Bill())
