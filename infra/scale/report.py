"""docs/scale.md, written from what was counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from infra.scale.capacity import Units
from infra.scale.cost import API, APPLY, GB, PUBLISH, VISIT, Bill, Biller
from infra.scale.counted import Counted
from infra.scale.flow import Carried, Idle
from infra.scale.standing import MONTHS, of_an_account, of_the_stack
from infra.scale.year import Year

CARRYING = (API, VISIT, APPLY, PUBLISH)
THOUSAND = 1_000
TARGET = 0.10

HEAD = """# Scale

Written by `make scale`: do not edit. Calls and units are counted while the real flow runs, from
hand-over to paid, over the embedded AWS and a simulated clearinghouse. Prices, the workload and
what can't be counted are put in [by hand](../infra/scale/inputs.yaml). Nothing here was measured in
a real AWS account.
"""


@dataclass(frozen=True, slots=True)
class Findings:
    """`usual` is what one batch of a usual day costs, `others` are other sizes of batches."""

    biller: Biller
    usual: Carried
    others: Sequence[Carried]
    idle: Idle
    alarms: int

    def carrying(self, carried: Carried) -> Bill:
        """Dollars per 1,000 claims from hand-over to paid, the client's reading included."""
        bill = self.biller.bill(carried.work, CARRYING)
        reads = carried.batches * self.biller.inputs.workload["api_reads_per_batch"]
        reading = Bill({"API Gateway": reads * self.biller.inputs.prices["api_request"]})
        return (bill + reading).times(THOUSAND / carried.claims)

    def keeping(self, carried: Carried) -> Bill:
        """Dollars per 1,000 claims for what they leave behind, over the years that it is kept."""
        p, months = self.biller.inputs.prices, self.biller.inputs.workload["years_kept"] * MONTHS
        table = p["table_gb_month"] + p["table_backup_gb_month"]
        kept = {
            "keeping the table": carried.table_bytes / GB * table * months,
            "keeping the archive": carried.archive_bytes / GB * p["s3_gb_month"] * months,
        }
        return Bill(kept).times(THOUSAND / carried.claims)

    def claims(self, carried: Carried) -> Bill:
        return self.carrying(carried) + self.keeping(carried)

    def all_in(self, secret: bool = True) -> Bill:
        """Dollars per 1,000 claims with everything that stands, at the workload that was put in."""
        work = self.biller.inputs.workload
        account = of_an_account(self.biller, self.idle)
        if not secret:
            account = Bill({n: d for n, d in account.dollars.items() if n != "Secrets Manager"})
        standing = account.times(work["accounts"]) + of_the_stack(
            self.biller, self.idle, self.alarms
        )
        return self.claims(self.usual) + standing.times(THOUSAND / work["claims_a_year"])


def report(findings: Findings) -> str:
    sections = (HEAD, _asked(findings), _dollars(findings), _standing(findings), _total(findings))
    year = Year(findings.biller, findings.usual, findings.idle)
    return "\n".join((*sections, year.text()))


def _asked(findings: Findings) -> str:
    carried = findings.usual
    per = THOUSAND / carried.claims
    rows = [_asked_row(carried.work, handler, per) for handler in CARRYING]
    left = (
        f"They leave {carried.table_bytes * per / 1e6:.2f} MB in the table, indexes included, and "
        f"{carried.archive_objects * per:.0f} objects of {carried.archive_bytes * per / 1e6:.1f} "
        "MB in the archive."
    )
    head = ("function", "runs", "DynamoDB calls", "read units", "write units", "S3 put", "S3 get")
    title = f"## What 1,000 claims ask of AWS, in batches of {_size(carried)}"
    return f"{title}\n\n{_table((*head, 'messages'), rows)}\n{left}\n"


def _asked_row(work: Counted, handler: str, per: float) -> tuple[str, ...]:
    def calls(service: str, *operations: str) -> str:
        counted = (
            n
            for (caller, called, operation), n in work.calls.items()
            if (caller, called) == (handler, service) and operation in (operations or (operation,))
        )
        return f"{sum(counted) * per:.0f}"

    units = work.units.get(handler, Units())
    return (
        f"`{handler.removeprefix('app.')}`" if handler != API else "the API",
        f"{work.runs[handler] * per:.0f}",
        calls("dynamodb"),
        f"{units.read * per:.0f}",
        f"{units.write * per:.0f}",
        calls("s3", "PutObject"),
        calls("s3", "GetObject", "HeadObject"),
        calls("sqs"),
    )


def _dollars(findings: Findings) -> str:
    sizes = sorted((findings.usual, *findings.others), key=_size)
    bills = [findings.claims(carried) for carried in sizes]
    head = ("dollars per 1,000 claims", *(f"batches of {_size(carried):,}" for carried in sizes))
    rows = [
        (service, *(f"{bill.dollars[service]:.4f}" for bill in bills))
        for service in bills[0].dollars
    ]
    rows.append(("**together**", *(f"**{bill.total:.4f}**" for bill in bills)))
    years = int(findings.biller.inputs.workload["years_kept"])
    note = f"Table and archive are kept for {years} years. The target is {TARGET:.2f}."
    return f"## What they cost\n\n{_table(head, rows)}\n{note}\n"


def _standing(findings: Findings) -> str:
    account = of_an_account(findings.biller, findings.idle).times(1 / MONTHS)
    stack = of_the_stack(findings.biller, findings.idle, findings.alarms).times(1 / MONTHS)
    head = ("dollars a month", "an account", "the stack")
    services = sorted({*account.dollars, *stack.dollars})
    rows = [
        (name, f"{account.dollars.get(name, 0):.3f}", f"{stack.dollars.get(name, 0):.2f}")
        for name in services
    ]
    rows.append(("**together**", f"**{account.total:.3f}**", f"**{stack.total:.2f}**"))
    minutes = findings.biller.inputs.workload["minutes_between_visits"]
    gateway = findings.biller.inputs.prices["nat_hour"] * 730
    note = (
        f"An account is visited every {minutes:.0f} minutes, claims or not. What a statement a "
        "night and a drill a month read follows from what is archived and is not in it. A fixed "
        f"address (NAT gateway) adds {gateway:.0f} dollars a month."
    )
    return f"## What stands, claims or not\n\n{_table(head, rows)}\n{note}\n"


def _total(findings: Findings) -> str:
    work = findings.biller.inputs.workload
    with_secrets, without = findings.all_in(), findings.all_in(secret=False)
    carrying, claims = findings.carrying(findings.usual), findings.claims(findings.usual)
    rows = [
        ("carrying them, from hand-over to paid", f"{carrying.total:.4f}", _verdict(carrying)),
        ("and keeping what they leave", f"{claims.total:.4f}", _verdict(claims)),
        ("and all that stands", f"{with_secrets.total:.4f}", _verdict(with_secrets)),
        (
            "the same without passwords in Secrets Manager",
            f"{without.total:.4f}",
            _verdict(without),
        ),
    ]
    title = f"## {work['claims_a_year']:,.0f} claims a year, {work['accounts']:.0f} accounts"
    target = f"target {TARGET:.2f}"
    return f"{title}\n\n{_table(('dollars per 1,000 claims', '', target), rows)}"


def _verdict(bill: Bill) -> str:
    return "met" if bill.total < TARGET else "**missed**"


def _size(carried: Carried) -> int:
    return carried.claims // carried.batches


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
