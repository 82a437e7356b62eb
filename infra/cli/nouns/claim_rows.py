"""Claims as text."""

from infra.cli.words import Row, Told, three_sentences

CLAIM_COLUMNS = {
    "position": "#",
    "patient_control_number": "number",
    "claim_id": "claim",
    "status": "status",
    "charge": "charge",
    "paid": "paid",
    "do": "what to do",
}


def claim_rows(claim: Told) -> list[Row]:
    ceiling = claim["ceiling"]
    return [
        ("claim", claim["claim_id"]),
        ("number", claim["patient_control_number"]),
        ("batch", claim["batch_id"]),
        ("clearinghouse's number", claim["clearinghouse_claim_id"]),
        ("payer's number", claim["payer_claim_control_number"]),
        ("charge", claim["charge"]),
        ("paid", claim["paid"]),
        ("service", _service(claim)),
        ("status", claim["status"]),
        *three_sentences(claim),
        ("at most", f"{ceiling['status']}: {ceiling['reason']}"),
        ("timeline", "\n".join(_fact(each) for each in claim.get("timeline", ()))),
    ]


def _service(claim: Told) -> str | None:
    first, last = claim["service_from"], claim["service_to"]
    return first if first == last or not last else f"{first} to {last}"


def _fact(fact: Told) -> str:
    words = [fact["observed_at"], fact["kind"]]
    words += [f"{code} ({text})" for code, text in fact["words"].items()]
    words += [fact["message"]] if fact["message"] else []
    words += [f"paid {fact['paid']}"] if fact["paid"] is not None else []
    return "  ".join(str(word) for word in (*words, f"[{fact['response_kind']}]"))
