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
    SILENT = "silent"


class Payment(StrEnum):
    """How the payer adjudicates an accepted claim."""

    CONTRACT = "contract"
    LAST_LINE_DENIED = "last line denied"
    DEDUCTIBLE = "deductible"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way through the clearinghouse; `story` is what the README tells of it."""

    prefix: str
    story: str
    front_end: FrontEnd = FrontEnd.FORWARD
    payer: PayerAnswer = PayerAnswer.ACCEPT
    payment: Payment = Payment.CONTRACT
    taken_back: bool = False
    breaks_set: bool = False
    mutes_file: bool = False


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
        ),
        Scenario(
            "SIL",
            "accepted by the clearinghouse, after that the payer never answers",
            payer=PayerAnswer.SILENT,
        ),
        Scenario("MUT", "the whole file is taken and never answered", mutes_file=True),
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
