"""Who may come in."""

import asyncssh

from infra.sandbox.clearinghouse.premises import Premises


class Door(asyncssh.SSHServer):
    """Lets a user in by password alone and counts who came, who was let in and who was not."""

    def __init__(self, premises: Premises) -> None:
        self._premises = premises
        self._visitor: str | None = None

    def begin_auth(self, username: str) -> bool:
        if self._visitor is None:
            self._visitor = username
            self._premises.ledger.record_arrival(username)
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        if self._visitor is not None:
            self._premises.ledger.record_departure(self._visitor)

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        accepted = self._premises.entrance.admit(username, password, self._premises.clock())
        self._premises.ledger.record_login(username, accepted=accepted)
        return accepted
