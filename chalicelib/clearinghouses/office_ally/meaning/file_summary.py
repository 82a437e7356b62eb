"""File Summary: the clearinghouse's own verdict on each claim of one file."""

from collections.abc import Mapping

from chalicelib.clearinghouses.office_ally.claim_row import ClaimRow, Verdict
from chalicelib.clearinghouses.office_ally.file_summary import FileSummary, parse_file_summary
from chalicelib.clearinghouses.reading import Reading, Source
from chalicelib.domain.fact import (
    ClaimReference,
    FactKind,
    Statement,
    TransmissionReference,
)

_KINDS = {
    Verdict.ACCEPTED: FactKind.ACCEPTED_BY_CLEARINGHOUSE,
    Verdict.REJECTED: FactKind.REJECTED_BY_CLEARINGHOUSE,
    Verdict.PENDING: FactKind.PENDED,
}


def read_file_summary(source: Source) -> Reading:
    """One statement about our file and one for each claim; the numbers of all its parts."""
    summary = parse_file_summary(source.content)
    our_file = TransmissionReference(file_name=summary.submitted_name)
    texts = {error.code: error.text for error in summary.errors}
    summarized = Statement(
        summary.line, FactKind.FILE_SUMMARIZED, our_file, effective_on=summary.processed_on
    )
    claims = (_about_claim(row, summary, our_file, texts) for row in summary.claims)
    master = summary.master_file_id or source.name.file_id
    parts = tuple(part.file_id for part in summary.parts)
    return Reading(
        statements=(summarized, *claims),
        transmission=our_file,
        file_ids=parts if master is None else (master, *parts),
        not_understood=summary.unreadable_rows,
    )


def _about_claim(
    row: ClaimRow, summary: FileSummary, our_file: TransmissionReference, texts: Mapping[str, str]
) -> Statement:
    return Statement(
        position=row.line,
        kind=_KINDS[row.verdict],
        about=ClaimReference(row.patient_control_number, our_file, row.providers),
        effective_on=summary.processed_on,
        codes=row.errors,
        message="; ".join(texts[code] for code in row.errors if code in texts),
        clearinghouse_claim_id=row.clearinghouse_claim_id,
        service_on=row.served_on,
    )
