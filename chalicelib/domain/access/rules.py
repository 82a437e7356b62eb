"""What is fixed about access where this is deployed."""

from dataclasses import dataclass

from chalicelib.domain.access.token import TokenRules


@dataclass(frozen=True, slots=True)
class AccessRules:
    tokens: TokenRules
    requests_per_minute: int
