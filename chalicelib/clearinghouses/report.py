"""What every parser of a clearinghouse's own text reports shares."""

from chalicelib.domain.errors import CourierError


class UnreadableReportError(CourierError):
    """A report that lacks what makes it one; the reason names the lack, never the content."""
