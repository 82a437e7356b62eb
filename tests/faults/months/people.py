"""Who acts where the gateway must not: hours or days late, and by what they are shown."""

from random import Random

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.errors import AccountBusyError, NotUncertainError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.transmission import Transmission, TransmissionState, Verdict
from chalicelib.services.access.decider import Decider
from tests.faults.months.plan import Plan
from tests.faults.months.simulated_server import SimulatedServer
from tests.functional.courier import House

SLOWNESS = 0.1
"""The share of ticks by which somebody gets likelier to look at an account that needs it."""


class People:
    """The clearinghouse's, who change passwords without a word, and those of the billing company,
    who ask by telephone, store the new password and decide about doubtful files.
    """

    def __init__(self, plan: Plan, house: House, server: SimulatedServer, random: Random) -> None:
        self._plan = plan
        self._house = house
        self._server = server
        self._random = random
        self._passwords = {account.account_id: "right" for account in plan.accounts}
        self._needed_for: dict[AccountId, int] = {}

    def act(self, *, at_once: bool) -> None:
        """What is done between two ticks; `at_once` leaves nothing for later."""
        for account in self._plan.accounts:
            self._change_password(account)
            doubtful = self._doubtful(account)
            if not doubtful and not self._is_latched(account):
                self._needed_for.pop(account.account_id, None)
                continue
            waited = self._needed_for[account.account_id] = (
                self._needed_for.get(account.account_id, 0) + 1
            )
            if at_once or self._random.random() < SLOWNESS * waited:
                self._help(account, doubtful)

    def _help(self, account: Account, doubtful: list[Transmission]) -> None:
        if self._is_latched(account):
            self._server.entrance.unlock(account.user)
            self._house.secrets.store(account.account_id, self._passwords[account.account_id])
        for transmission in doubtful:
            self._decide(account, transmission)

    def _change_password(self, account: Account) -> None:
        at = self._plan.password_changes.get(account.account_id)
        if at and at <= self._house.clock.now() and self._passwords[account.account_id] == "right":
            self._passwords[account.account_id] = "changed"
            self._server.entrance.set_password(account.user, "changed")

    def _is_latched(self, account: Account) -> bool:
        credentials = self._house.secrets.credentials(account.account_id)
        newest = credentials.pending or credentials.current
        return not self._house.accounts.health(account.account_id).may_log_in(newest.version)

    def _doubtful(self, account: Account) -> list[Transmission]:
        unanswered = self._house.transmissions.unanswered(account.account_id)
        return [each for each in unanswered if each.state is TransmissionState.UNCERTAIN]

    def _decide(self, account: Account, transmission: Transmission) -> None:
        """Asked by telephone, the clearinghouse tells what it took; a torso that still lies there
        is taken away."""
        ledger = self._server.office.ledger.receipts()
        name = transmission.file_name
        arrived = any((each.user, each.submitted_name) == (account.user, name) for each in ledger)
        if not arrived:
            self._server.inbound[account.user].pop(name, None)
        verdict = Verdict.SENT if arrived else Verdict.NOT_SENT
        decider = Decider("cck_person", Reach(frozenset(account.practice_ids)))
        try:
            self._house.courier.decide_transmission(
                transmission.transmission_id, verdict, decider, "asked them by telephone"
            )
        except (AccountBusyError, NotUncertainError):
            # A visit is under way, or its evidence was faster: the next time, if at all.
            return
