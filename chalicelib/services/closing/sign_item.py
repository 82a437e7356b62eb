"""Sign for an item of the checklist that the machine can't check."""

from dataclasses import dataclass

from chalicelib.domain.act import AccountAct, ActKind
from chalicelib.domain.closing.closeout import is_too_early, last_sent_at
from chalicelib.domain.closing.items import By, Item
from chalicelib.domain.closing.records import Signature
from chalicelib.domain.errors import NotSignableError, SignedAlreadyError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, Clock, Closures, Transmissions
from chalicelib.services.access.decider import Decider
from chalicelib.services.closing.begun_closure import check_begun


@dataclass(frozen=True, slots=True)
class SignItem:
    accounts: Accounts
    clock: Clock
    closures: Closures
    transmissions: Transmissions

    def __call__(
        self, account_id: AccountId, item: Item, name: str, statement: str, decider: Decider
    ) -> Signature:
        """The same words of the same person again change nothing. One that was given too early is
        given anew.

        The act tells what stands, whoever asks: it is kept for one who has died before, once.
        Raises NotSignableError for what the machine checks, SignedAlreadyError for what was signed
        in other words, NotFoundError where no closing was begun, AccountClosingError while the
        account is being closed, AccountClosedError after it.
        """
        check_begun(self.accounts, self.closures, account_id, decider.reach)
        if item.by is By.MACHINE:
            raise NotSignableError(item)
        now, by = self.clock.now(), decider.name
        signature = Signature(account_id, item, name, statement, by, now)
        stored = self.closures.sign(signature)
        if self._was_too_early(stored):
            stored = self.closures.sign(signature, stored)
        self.accounts.add_act(_act(stored))
        if (stored.name, stored.statement) != (name, statement):
            raise SignedAlreadyError(item)
        return stored

    def _was_too_early(self, signature: Signature) -> bool:
        if signature.item is not Item.SIXTY_DAY_CLOSEOUT:
            return False
        sent = self.transmissions.all_of(signature.account_id)
        return is_too_early(signature, last_sent_at(sent))


def _act(signature: Signature) -> AccountAct:
    detail = f"{signature.item}: {signature.name}"
    account_id, kind, at = signature.account_id, ActKind.CLOSURE_SIGNED, signature.at
    return AccountAct(account_id, kind, signature.by, at, signature.statement, detail)
