"""What happens to a claim, chosen by how its patient control number (CLM01) begins."""

from dataclasses import dataclass
from enum import StrEnum


class FrontEnd(StrEnum):
    """The clearinghouse's own decision."""

    FORWARD = "forward"
    PEND = "pend"
    REJECT = "reject"


class PayerAnswer(StrEnum):
    """What the payer says before it adjudicates."""

    ACCEPT = "accept"
    REJECT = "reject"
    LATE = "late"
    SILENT = "silent"


class Payment(StrEnum):
    """How the payer adjudicates an accepted claim."""

    CONTRACT = "contract"
    LAST_LINE_DENIED = "last line denied"
    DEDUCTIBLE = "deductible"
    DENIED = "denied"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way through the clearinghouse; `story` is what the README tells of it.

    A pended claim is decided at the retry number `retries` with `after_pend`, and the submitter
    hears of it when `pend_ends_told`. `rejections` are the codes of a front-end rejection.
    """

    prefix: str
    story: str
    front_end: FrontEnd = FrontEnd.FORWARD
    payer: PayerAnswer = PayerAnswer.ACCEPT
    payment: Payment = Payment.CONTRACT
    retries: int = 1
    after_pend: FrontEnd = FrontEnd.FORWARD
    pend_ends_told: bool = True
    rejections: tuple[str, ...] = ("FE69", "FE70")
    fixed_in_portal: bool = False
    taken_back: bool = False
    breaks_set: bool = False
    mutes_file: bool = False
    fails_file: bool = False

    @property
    def payer_tells(self) -> bool:
        """Whether an update of the clearinghouse passes the payer's answer on."""
        return self.payer in (PayerAnswer.ACCEPT, PayerAnswer.REJECT)

    @property
    def payer_adjudicates(self) -> bool:
        accepted = self.payer in (PayerAnswer.ACCEPT, PayerAnswer.LATE)
        return accepted and self.payment is not Payment.NEVER


PAY = Scenario("PAY", "accepted, then paid: 20 % contractual (CO-45), a copay on line 1 (PR-3)")

SCENARIOS = {
    scenario.prefix: scenario
    for scenario in (
        PAY,
        Scenario(
            "UND",
            "accepted, then paid but for the last line (CO-97); give it two lines",
            payment=Payment.LAST_LINE_DENIED,
        ),
        Scenario(
            "DED",
            "accepted, then all of it to the deductible (PR-1), paid 0",
            payment=Payment.DEDUCTIBLE,
        ),
        Scenario("DEN", "accepted, then denied (CLP02 4, CO-197)", payment=Payment.DENIED),
        Scenario(
            "REJ",
            "rejected by the clearinghouse (FE69, FE70; 277CA A7, action U)",
            front_end=FrontEnd.REJECT,
        ),
        Scenario(
            "PRJ",
            "accepted by the clearinghouse, rejected by the payer (277CA A7, action U)",
            payer=PayerAnswer.REJECT,
        ),
        Scenario(
            "PND",
            "pended by the clearinghouse, accepted at the payer stage, then paid",
            front_end=FrontEnd.PEND,
            pend_ends_told=False,
        ),
        Scenario(
            "PNA",
            "pended, accepted at the second retry (day 14), which a second report tells, then paid",
            front_end=FrontEnd.PEND,
            retries=2,
        ),
        Scenario(
            "PNR",
            "pended, rejected after the third retry (day 21; RC21), which a second report tells",
            front_end=FrontEnd.PEND,
            retries=3,
            after_pend=FrontEnd.REJECT,
            rejections=("RC21",),
        ),
        Scenario(
            "FIX",
            "rejected like REJ, fixed in the portal two days later: new ids, then paid",
            front_end=FrontEnd.REJECT,
            fixed_in_portal=True,
        ),
        Scenario(
            "ACP",
            "accepted by clearinghouse and payer, never adjudicated",
            payment=Payment.NEVER,
        ),
        Scenario(
            "LAT",
            "the payer answers after the seven days of updates: only the 835 tells, paid",
            payer=PayerAnswer.LATE,
        ),
        Scenario(
            "SIL",
            "accepted by the clearinghouse, after that the payer never answers",
            payer=PayerAnswer.SILENT,
        ),
        Scenario("MUT", "the whole file is taken and never answered", mutes_file=True),
        Scenario("BAD", "the whole file FAILED: an ErrorReport alone", fails_file=True),
        Scenario(
            "SYN",
            "its transaction set is rejected in the 999, at this claim's CLM segment",
            breaks_set=True,
        ),
        Scenario(
            "REV",
            "accepted and paid, then taken back by a later 835 (CLP02 22)",
            taken_back=True,
        ),
    )
}


def scenario_of(patient_control_number: str) -> Scenario:
    """The scenario of a claim; a number that begins with no known prefix is paid."""
    return SCENARIOS.get(patient_control_number[:3].upper(), PAY)
