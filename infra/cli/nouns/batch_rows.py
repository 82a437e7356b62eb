"""A batch as text."""

from infra.cli.exit_code import ExitCode
from infra.cli.terminal import Terminal
from infra.cli.words import Row, Told, findings, three_sentences

BAD_ENDS = {"refused", "failed", "rejected", "partially_accepted"}


def show_batch(terminal: Terminal, batch: Told) -> None:
    terminal.thing(batch, _rows(batch))


def ended_well(batch: Told) -> ExitCode:
    """Whether everything in a batch that was decided went through."""
    return ExitCode.NOT_SO if batch["status"] in BAD_ENDS else ExitCode.DONE


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
