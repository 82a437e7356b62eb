"""The report of a failed file: the clearinghouse could not read it, no claim came out of it."""

from chalicelib.clearinghouses.office_ally.failed_file import parse_failed_file
from chalicelib.clearinghouses.reading import Reading, Source, UnreadableResponseError
from chalicelib.domain.fact import FactKind, Statement, TransmissionReference


def read_failed_file(source: Source) -> Reading:
    """The file failed, and with it each of its claims."""
    report = parse_failed_file(source.content)
    file_id = source.name.file_id or report.file_id
    if report.submitted_name is None and file_id is None:
        raise UnreadableResponseError("The report of a failed file names no file.")
    named = report.submitted_name is not None
    our_file = TransmissionReference(
        file_name=report.submitted_name, file_id=None if named else file_id
    )
    return Reading(
        statements=(
            Statement(1, FactKind.FILE_FAILED, our_file, message=report.description),
            Statement(2, FactKind.SYNTAX_REJECTED, our_file, message=report.description),
        ),
        transmission=our_file,
        file_ids=() if file_id is None else (file_id,),
    )
