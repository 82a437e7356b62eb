"""EDI Status report: what payers say of claims of many files."""

from chalicelib.clearinghouses.office_ally.edi_status import parse_edi_status
from chalicelib.clearinghouses.office_ally.edi_status_row import StatusRow
from chalicelib.clearinghouses.reading import Reading, Source
from chalicelib.domain.fact import ClaimReference, FactKind, Statement, TransmissionReference

_KINDS = {
    "ACCEPTED": FactKind.ACCEPTED_BY_PAYER,
    "REJECTED": FactKind.REJECTED_BY_PAYER,
}


def read_edi_status(source: Source) -> Reading:
    """One statement per claim. A status word that nobody has seen before states nothing."""
    report = parse_edi_status(source.content)
    known = [(row, _KINDS[row.status]) for row in report.rows if row.status in _KINDS]
    unknown = [row.line for row in report.rows if row.status not in _KINDS]
    return Reading(
        statements=tuple(_statement(row, kind) for row, kind in known),
        not_understood=tuple(sorted((*report.unreadable_rows, *unknown))),
    )


def _statement(row: StatusRow, kind: FactKind) -> Statement:
    return Statement(
        position=row.line,
        kind=kind,
        about=ClaimReference(
            row.patient_control_number, TransmissionReference(file_id=row.file_id), row.providers
        ),
        effective_on=row.processed_on,
        message=row.message,
        clearinghouse_claim_id=row.clearinghouse_claim_id,
        payer_claim_control_number=row.payer_claim_control_number,
        charge=row.charge,
    )
