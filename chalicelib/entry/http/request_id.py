"""What names a request, to support and in the audit log."""

from chalice.app import Request


def request_id_of(request: Request) -> str:
    return str(getattr(request.lambda_context, "aws_request_id", ""))
