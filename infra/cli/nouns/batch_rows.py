"""A batch as text."""

from infra.cli.terminal import Terminal
from infra.cli.words import Row, Told, findings, three_sentences


def show_batch(terminal: Terminal, batch: Told) -> None:
    terminal.thing(batch, _rows(batch))


def _rows(batch: Told) -> list[Row]:
    stall = batch["stall"]
    return [
        ("batch", batch["batch_id"]),
        ("received", batch["received_at"]),
        ("kind", batch["kind"]),
        ("status", batch["status"]),
        *three_sentences(batch),
        ("stalled since", stall and stall["since"]),
        ("because", stall and stall["diagnosis"]),
        ("advice", stall and stall["advice"]),
        ("claims", batch["claim_count"]),
        ("charge", batch["total_charge"]),
        ("by status", batch["claims_by_status"]),
        ("sent as", "\n".join(_sent(each) for each in batch["transmissions"])),
        ("findings", "\n".join(findings(batch))),
    ]


def _sent(transmission: Told) -> str:
    at = transmission["sent_at"]
    return f"{transmission['file_name']} {transmission['state']}{f' at {at}' if at else ''}"
