"""Remittances as text."""

from infra.cli.words import Row, Told

COLUMNS = {
    "remittance_id": "remittance",
    "paid_on": "paid on",
    "payer_name": "payer",
    "method": "by",
    "trace_number": "trace",
    "amount": "amount",
    "claim_count": "claims",
    "balanced": "balanced",
    "linked_to": "post this instead",
}


def remittance_rows(remittance: Told) -> list[Row]:
    return [
        ("remittance", remittance["remittance_id"]),
        ("payer", remittance["payer_name"]),
        ("trace", f"{remittance['method']} {remittance['trace_number']}"),
        ("amount", remittance["amount"]),
        ("paid on", remittance["paid_on"]),
        ("archived", remittance["archived_at"]),
        ("file", remittance["raw_key"]),
        ("text", remittance["text_key"]),
        ("payments", "\n".join(_payment(each) for each in remittance["payments"])),
    ]


def _payment(payment: Told) -> str:
    claim = payment["claim_id"] or "no claim of ours"
    return (
        f"{payment['patient_control_number']}  charge {payment['charge']}  paid {payment['paid']}"
        f"  {claim}"
    )
