"""The arithmetic of a year at the workload that was put in: concurrency, partitions, SFTP time."""

from dataclasses import dataclass

from infra.scale.capacity import Units
from infra.scale.cost import API, APPLY, PUBLISH, SWEEP, VISIT, WATCH, Biller
from infra.scale.flow import MORE_ACCOUNTS, Carried, Idle

PEAK_HOURS = 1
"""A day's batches all come within this time."""


@dataclass(frozen=True, slots=True)
class Year:
    biller: Biller
    carried: Carried
    idle: Idle

    def text(self) -> str:
        work, limits = self.biller.inputs.workload, self.biller.inputs.assumptions
        at_once = self.at_once()
        lines = [
            f"- A working day brings {self.claims_a_day():,.0f} claims, "
            f"{self.claims_a_day() / work['accounts']:.0f} an account. All figures below take them "
            f"to come within {PEAK_HOURS} hour: {self.claims_a_second():.1f} claims a second.",
            f"- **Functions at once** (runs a second times seconds a run): the API "
            f"{at_once[API]:.1f}, visits {at_once[VISIT]:.1f} of 20 allowed, responses "
            f"{at_once[APPLY]:.1f} of 50. Lambda's default limit is 1,000.",
            f"- **A round**: a sweep of {work['accounts']:.0f} accounts takes "
            f"{self.round_seconds(SWEEP):.0f} s every {self.biller.minutes_between(SWEEP):.0f} "
            f"minutes, a watch {self.round_seconds(WATCH):.0f} s every "
            f"{self.biller.minutes_between(WATCH):.0f}. At {self.most_accounts():,.0f} accounts "
            "one of them would not end before the next.",
            f"- **SFTP**: a visit that finds nothing takes {self.visit_seconds():.1f} s, so an "
            f"account is connected {self.connected_share():.1%} of the time.",
            f"- **The table** takes {self.units_a_second().write:.0f} write and "
            f"{self.units_a_second().read:.0f} read units a second; one partition alone takes "
            f"{limits['partition_write_units']:,.0f} and {limits['partition_read_units']:,.0f}.",
            f"- **Hot keys**: {self.hot_keys()}",
        ]
        return "## What that means\n\n" + "\n".join(lines) + "\n"

    def hot_keys(self) -> str:
        return (
            "a batch, each of its pages, a response and a link have partitions of their own. All "
            "share the feed of events: notices wait in the queue `UNTOLD`, and "
            f"{self.appends_a_second():.1f} times a second some join the feed, under its head "
            "`FEED` and in its last partition, `FEED#` and a number, with "
            f"{self.publishing_a_second():.0f} write units a second, the notices' own included. "
            f"All share the queue `RECEIVED`, where {self.batches_a_second():.2f} batches a second "
            "go in and out, the queue `UPLOADS`, where only files too large for a request do, and "
            "the list `ACCOUNTS`, which every round reads. An account's counter of control numbers "
            "is written once a transmission."
        )

    def claims_a_day(self) -> float:
        work = self.biller.inputs.workload
        return work["claims_a_year"] / work["working_days"]

    def claims_a_second(self) -> float:
        return self.claims_a_day() / (PEAK_HOURS * 3_600)

    def batches_a_second(self) -> float:
        return self.claims_a_second() * self.carried.batches / self.carried.claims

    def units_a_second(self) -> Units:
        counted = sum(self.carried.work.units.values(), Units())
        per_second = self.claims_a_second() / self.carried.claims
        return Units(counted.read * per_second, counted.write * per_second)

    def appends_a_second(self) -> float:
        calls = self.carried.work.calls[PUBLISH, "dynamodb", "TransactWriteItems"]
        return calls * self.claims_a_second() / self.carried.claims

    def publishing_a_second(self) -> float:
        """Write units, of all that publishing writes."""
        units = self.carried.work.units.get(PUBLISH, Units())
        return units.write * self.claims_a_second() / self.carried.claims

    def at_once(self) -> dict[str, float]:
        """Little's law; visits that find nothing come on top of those that carry."""
        per_second = self.claims_a_second() / self.carried.claims
        busy = {
            handler: self.biller.seconds(self.carried.work, handler) * per_second
            for handler in (API, VISIT, APPLY)
        }
        work = self.biller.inputs.workload
        idle_visits = work["accounts"] / (work["minutes_between_visits"] * 60)
        busy[VISIT] += idle_visits * self.visit_seconds()
        return busy

    def visit_seconds(self) -> float:
        return self.biller.seconds(self.idle.visit, VISIT)

    def connected_share(self) -> float:
        return self.visit_seconds() / (self.biller.inputs.workload["minutes_between_visits"] * 60)

    def round_seconds(self, handler: str) -> float:
        return self._seconds_an_account(handler) * self.biller.inputs.workload["accounts"]

    def most_accounts(self) -> float:
        """Until a round lasts as long as the time to the next."""
        return min(
            self.biller.minutes_between(handler) * 60 / self._seconds_an_account(handler)
            for handler in (SWEEP, WATCH)
        )

    def _seconds_an_account(self, handler: str) -> float:
        one, more = (
            self.biller.seconds(self.idle.rounds[accounts], handler)
            for accounts in (1, 1 + MORE_ACCOUNTS)
        )
        return (more - one) / MORE_ACCOUNTS
