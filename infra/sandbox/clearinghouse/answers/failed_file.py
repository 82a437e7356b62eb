"""The report on a file that is no X12: no claim came out of it."""

from infra.sandbox.clearinghouse.answers.answer import Desk
from infra.sandbox.clearinghouse.answers.fixed_columns import day
from infra.sandbox.clearinghouse.cases import Submission


def write_failure(submission: Submission, reason: str, desk: Desk) -> bytes:
    """The text; `reason` is a sentence without claim data."""
    lines = (
        f"Dear {desk.contact_name}",
        "",
        "Your claims file could not be processed by Office Ally: the whole file FAILED, no claim",
        "came out of it. Please correct the file at its source and upload it as a new file.",
        "",
        f"     File Name:{submission.submitted_name}",
        f"       File ID:{submission.file_id}",
        f" Date Uploaded: {day(submission.received_at.date())}",
        f"  Type of File: {submission.form}",
        f"   Description: {reason}",
    )
    return "".join(f"{line}\n" for line in lines).encode("latin-1", errors="replace")
