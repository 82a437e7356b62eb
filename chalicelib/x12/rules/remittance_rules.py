"""Balancing of an 835 (005010X221A1, section 1.10.2.1)."""

from chalicelib.x12.findings import Level, Rule

_ASK = "Do not post the payment by machine; ask the payer for a corrected remittance."

PAYMENT_BALANCE = Rule(
    "x12.payment_balance",
    Level.ERROR,
    None,
    "The payment (BPR02) is not the sum of its claims (CLP04) less the provider adjustments (PLB).",
    _ASK,
)
CLAIM_PAYMENT_BALANCE = Rule(
    "x12.claim_payment_balance",
    Level.ERROR,
    None,
    "The claim's charge (CLP03) less its adjustments (CAS) is not what was paid (CLP04).",
    _ASK,
)
SERVICE_PAYMENT_BALANCE = Rule(
    "x12.service_payment_balance",
    Level.ERROR,
    None,
    "The line's charge (SVC02) less its adjustments (CAS) is not what was paid (SVC03).",
    _ASK,
)
SERVICES_BALANCE = Rule(
    "x12.services_balance",
    Level.WARNING,
    None,
    "The charges of the service lines (SVC02) do not add up to the claim's charge (CLP03).",
    _ASK,
)
