"""Tokens: what an identity provider says about who has logged in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST_SESSION = timedelta(hours=12)
"""Whoever logged in longer ago does so again, however often the tokens were renewed since."""

CLOCKS_DIFFER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Token:
    """A token whose signature is good. `audience` is `client_id` of an access token, `aud` of an ID
    token (Amazon Cognito Developer Guide, "Understanding user pool JSON web tokens")."""

    issuer: str
    audience: str
    use: str
    subject: str
    expires_at: datetime
    authenticated_at: datetime
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class TokenRules:
    """Whose tokens are taken, and for which client."""

    issuer: str
    client_id: str

    def hold_for(self, token: Token, now: datetime) -> bool:
        """Ours, for us, and good at this moment; exactly equal, nothing that only begins alike."""
        return (
            token.issuer == self.issuer
            and token.audience == self.client_id
            and token.use in ("access", "id")
            and bool(token.subject)
            and now < token.expires_at
            and (token.not_before is None or token.not_before <= now + CLOCKS_DIFFER)
            and token.authenticated_at <= now + CLOCKS_DIFFER
            and now - token.authenticated_at < LONGEST_SESSION
        )
