"""What is left of a caller's requests, as headers (draft-ietf-httpapi-ratelimit-headers-10)."""

from chalicelib.domain.access.allowance import WINDOW, Allowance

_POLICY = '"requests"'


def rate_limit_headers(allowance: Allowance) -> dict[str, str]:
    return {
        "RateLimit-Policy": f"{_POLICY};q={allowance.limit};w={int(WINDOW.total_seconds())}",
        "RateLimit": f"{_POLICY};r={allowance.remaining};t={allowance.seconds_left}",
    }
