"""What the log tells of a file that came in, whichever way it came."""

from typing import TYPE_CHECKING

from chalicelib.observability import log

if TYPE_CHECKING:
    from chalicelib.services.intake.receive_batch import Receipt
    from chalicelib.services.intake.receive_remittance_file import FileReceipt


def log_received(receipt: "Receipt | FileReceipt") -> None:
    # Brings the X12 engine along; whoever has a receipt has it already.
    from chalicelib.services.intake.receive_batch import Receipt

    if isinstance(receipt, Receipt):
        _log_batch(receipt)
    else:
        _log_remittance_file(receipt)


def _log_batch(receipt: "Receipt") -> None:
    batch = receipt.batch
    log(
        "batch received",
        batch_id=batch.batch_id,
        account_id=batch.account_id,
        source=batch.source,
        state=batch.state,
        claim_count=batch.claim_count,
        findings=len(batch.findings),
        known_before=int(receipt.known_before),
    )


def _log_remittance_file(receipt: "FileReceipt") -> None:
    response = receipt.response
    log(
        "remittance file received",
        response_id=response.response_id,
        account_id=response.account_id,
        source=response.origin,
        known_before=int(receipt.known_before),
    )
