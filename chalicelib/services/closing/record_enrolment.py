"""Record at which other clearinghouse a payer is enrolled."""

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.act import AccountAct, ActKind
from chalicelib.domain.closing.records import Enrolment
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, Clock, Closures
from chalicelib.services.access.decider import Decider
from chalicelib.services.closing.begun_closure import check_begun


@dataclass(frozen=True, slots=True)
class EnrolmentSaid:
    """What a person says, who puts their name under it."""

    payer_id: str
    clearinghouse: str
    effective_on: date
    name: str


@dataclass(frozen=True, slots=True)
class RecordEnrolment:
    accounts: Accounts
    clock: Clock
    closures: Closures

    def __call__(self, account_id: AccountId, said: EnrolmentSaid, decider: Decider) -> Enrolment:
        """The act is kept first.

        Raises NotFoundError where no closing was begun, AccountClosingError while the account is
        being closed, AccountClosedError after it.
        """
        check_begun(self.accounts, self.closures, account_id, decider.reach)
        now, by = self.clock.now(), decider.name
        detail = f"{said.payer_id} at {said.clearinghouse} from {said.effective_on.isoformat()}"
        kind = ActKind.PAYER_ENROLLED_ELSEWHERE
        self.accounts.add_act(AccountAct(account_id, kind, by, now, said.name, detail))
        enrolment = Enrolment(
            account_id=account_id,
            payer_id=said.payer_id,
            clearinghouse=said.clearinghouse,
            effective_on=said.effective_on,
            name=said.name,
            by=by,
            at=now,
        )
        self.closures.enrol(enrolment)
        return enrolment
