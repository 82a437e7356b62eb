"""The report on a file that is no X12: no claim came out of it."""

from collections.abc import Iterator

from infra.sandbox.clearinghouse import names
from infra.sandbox.clearinghouse.answers.answer import Answer, Desk
from infra.sandbox.clearinghouse.answers.fixed_columns import day
from infra.sandbox.clearinghouse.cases import Submission


def report_failure(submission: Submission, reason: str, desk: Desk) -> Iterator[Answer]:
    """One text file; `reason` is a sentence without claim data."""
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
    content = "".join(f"{line}\n" for line in lines).encode("latin-1", errors="replace")
    yield Answer(names.failed_file(submission.form, submission.file_id), content)
