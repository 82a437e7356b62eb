"""What costs whether claims come or not: by account and year, and by stack and year."""

from infra.scale.cost import ROUNDS, VISIT, Bill, Biller
from infra.scale.flow import MORE_ACCOUNTS, Idle
from infra.scale.inputs import Inputs

MINUTES_A_YEAR = 365 * 24 * 60
MONTHS = 12


def rounds_a_year(inputs: Inputs) -> float:
    return MINUTES_A_YEAR / inputs.workload["minutes_between_visits"]


def of_an_account(biller: Biller, idle: Idle) -> Bill:
    """Visits that find nothing, its part of every round, and its password; dollars a year."""
    one, more = (biller.bill(idle.rounds[n], ROUNDS) for n in (1, 1 + MORE_ACCOUNTS))
    its_part = (more + one.times(-1)).times(1 / MORE_ACCOUNTS)
    visit = biller.bill(idle.visit, [VISIT])
    times = rounds_a_year(biller.inputs)
    secret = Bill({"Secrets Manager": biller.inputs.prices["secret_month"] * MONTHS})
    return (visit + its_part).times(times) + secret


def of_the_stack(biller: Biller, idle: Idle, alarms: int) -> Bill:
    """Rounds of one account, and what is there by the month; dollars a year."""
    p, a = biller.inputs.prices, biller.inputs.assumptions
    rounds = biller.bill(idle.rounds[1], ROUNDS).times(rounds_a_year(biller.inputs))
    by_the_month = a["own_metrics"] * p["metric_month"] + alarms * p["alarm_month"]
    by_the_month += p["dashboard_month"]
    return rounds + Bill(
        {
            "CloudWatch": by_the_month * MONTHS,
            "SQS": a["queue_polls_a_year"] * p["sqs_request"],
            "KMS": p["key_month"] * MONTHS + a["key_calls_a_year"] * p["key_call"],
        }
    )
