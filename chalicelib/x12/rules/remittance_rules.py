"""Balancing of an 835 (005010X221A1, section 1.10.2.1), and what payers do against its guide."""

from collections.abc import Sequence

from chalicelib.x12.findings import ERROR, WARNING, Hit, Rule

_ASK = "Do not post the payment by machine; ask the payer for a corrected remittance."

PAYMENT_BALANCE = Rule(
    "x12.payment_balance",
    ERROR,
    None,
    "The payment (BPR02) is not the sum of its claims (CLP04) less the provider adjustments (PLB).",
    _ASK,
)
CLAIM_PAYMENT_BALANCE = Rule(
    "x12.claim_payment_balance",
    ERROR,
    None,
    "The claim's charge (CLP03) less its adjustments (CAS) is not what was paid (CLP04).",
    _ASK,
)
SERVICE_PAYMENT_BALANCE = Rule(
    "x12.service_payment_balance",
    ERROR,
    None,
    "The line's charge (SVC02) less its adjustments (CAS) is not what was paid (SVC03).",
    _ASK,
)
SERVICES_BALANCE = Rule(
    "x12.services_balance",
    WARNING,
    None,
    "The charges of the service lines (SVC02) do not add up to the claim's charge (CLP03).",
    _ASK,
)
GUIDE_NOT_WANTED = Rule(
    "x12.guide_not_wanted",
    WARNING,
    None,
    "{at} names a guide, which the guide of the 835 does not want there; readers do not mind.",
    "Nothing to do; whoever writes 835s leaves it out.",
)


def guide_not_wanted(elements: list[str], _: str) -> Sequence[Hit]:
    """ST03 of an 835 is not used (005010X221A1, ST), yet many payers fill it."""
    if elements[1:2] == ["835"] and "".join(elements[3:4]):
        return (Hit(GUIDE_NOT_WANTED, 3),)
    return ()
