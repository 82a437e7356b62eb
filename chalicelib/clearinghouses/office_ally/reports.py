"""Office Ally's own text reports: how each is told, and what reads it."""

from chalicelib.clearinghouses.office_ally.edi_status import is_edi_status
from chalicelib.clearinghouses.office_ally.era_text import is_era_text
from chalicelib.clearinghouses.office_ally.file_summary import is_file_summary
from chalicelib.clearinghouses.office_ally.meaning.edi_status import read_edi_status
from chalicelib.clearinghouses.office_ally.meaning.failed_file import read_failed_file
from chalicelib.clearinghouses.office_ally.meaning.file_summary import read_file_summary
from chalicelib.clearinghouses.profile import TextReport
from chalicelib.domain.response import ResponseKind

TEXT_REPORTS = (
    TextReport(ResponseKind.FILE_SUMMARY, is_file_summary, read_file_summary),
    TextReport(ResponseKind.EDI_STATUS, is_edi_status, read_edi_status),
    TextReport(ResponseKind.REMITTANCE_TEXT, is_era_text, None),
    TextReport(ResponseKind.FAILED_FILE, None, read_failed_file),
)
"""The report of a failed file has no known layout: its name must do, and only its name will. Any
notice may hold our file's name and the word "failed"."""
