"""Logs: ids, counts and outcomes only. What patients, payers or files say never gets in here."""

from aws_lambda_powertools import Logger

_ALLOWED = frozenset(
    {
        "account_id",
        "batch_id",
        "claim_count",
        "collected",
        "delivered",
        "error_code",
        "error_type",
        "failed_transfers",
        "findings",
        "known_before",
        "outcome",
        "practice_id",
        "request_id",
        "response_id",
        "response_kind",
        "sent",
        "source",
        "state",
        "statements",
        "trigger",
        "unmatched",
        "webhook_id",
        "where",
    }
)

_logger = Logger(service="claim-courier", log_uncaught_exceptions=False)


def log(event: str, **fields: str | int | float | None) -> None:
    """Write one structured line. Raises ValueError for a field that is not on the list."""
    _logger.info(event, extra=_allowed(fields))


def log_failure(event: str, error: BaseException, **fields: str | int | float | None) -> None:
    """Write what failed and where, without the exception's words: they may quote a file."""
    extra = {
        **fields,
        "error_type": type(error).__name__,
        "error_code": _aws_code(error),
        "where": _our_innermost_frame(error),
    }
    _logger.error(event, extra=_allowed(extra))


def _allowed(fields: dict[str, str | int | float | None]) -> dict[str, str | int | float | None]:
    unknown = fields.keys() - _ALLOWED
    if unknown:
        raise ValueError(f"Not allowed in logs: {', '.join(sorted(unknown))}")
    return fields


def _aws_code(error: BaseException) -> str | None:
    """The code of an AWS error, such as AccessDenied; None for any other exception."""
    response = getattr(error, "response", None)
    if not isinstance(response, dict):
        return None
    return str(response.get("Error", {}).get("Code"))


def _our_innermost_frame(error: BaseException) -> str:
    """Module and line of the last frame in our own code."""
    where, trace = "unknown", error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__"))
        if module.startswith("chalicelib"):
            where = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return where
