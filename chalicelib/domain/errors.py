"""What can't go on. Everything that is merely wrong with a file is a finding instead."""

from datetime import timedelta

from chalicelib.domain.access.allowance import Allowance


class CourierError(Exception):
    """The root of all errors that this product raises by itself."""


class NotFoundError(CourierError):
    """No such thing, or none that the caller may know of."""

    def __init__(self, what: str, identifier: str) -> None:
        super().__init__(f"There is no {what} {identifier}.")
        self.what = what
        self.identifier = identifier


class ConflictError(CourierError):
    """A conditional write met another state than the one it expected."""


class ResolvedAlreadyError(ConflictError):
    """A work item about which somebody has decided before."""


class NotTieableError(CourierError):
    """A work item that says nothing of a single claim: it can only be dismissed."""


class ClaimOfAnotherAccountError(CourierError):
    """An answer cannot be about a claim that was sent from another account."""


class NotFetchedError(CourierError):
    """A response of which only name, size and time are known."""


class LeaseLostError(CourierError):
    """Another visitor has taken the account over: whatever goes on under the old lease must end."""


class AccountBusyError(CourierError):
    """A visit is under way; what was asked for can't be done beside it."""


class NotUncertainError(CourierError):
    """A transmission that nobody has to decide about."""


class OtherHostKeyError(CourierError):
    """The fingerprint confirmed is not that of the host key that the server showed last."""


class InvalidTransitionError(CourierError):
    """A step that the present state does not allow."""


class BatchOfAnotherPracticeError(CourierError):
    """The same bytes were handed in before, for another practice of the same account."""


class NoDuplicatesError(CourierError):
    """A batch that was not refused for claims handed in before: there is nothing to allow."""


class KeyUsedOtherwiseError(CourierError):
    """A client has asked something else under the same key."""


class AnswerUnderWayError(CourierError):
    """The same request is being answered at this moment."""


class AnswerShownOnceError(CourierError):
    """The same request was answered; the answer held a secret and was not kept."""


class AccountOfAnotherPracticeError(CourierError):
    """The account does not serve the practice named."""


class AccountClosedError(CourierError):
    """The account is closed: its certificate has been issued."""


class AccountClosingError(CourierError):
    """The certificate of the account's closing is being issued at this moment."""


class ClosureBegunError(CourierError):
    """The closing was begun before, with other choices."""


class SignedAlreadyError(CourierError):
    """Somebody else has signed that item, or with other words."""


class NotSignableError(CourierError):
    """The machine itself checks that item; nobody's signature counts."""


class ArchivedColdError(CourierError):
    """An archived object that is there, but in a storage class from which reading takes hours."""


class MailboxError(CourierError):
    """A visit to a clearinghouse that failed; the subclasses say whose hand is needed."""


class MailboxUnreachableError(MailboxError):
    """Network, refused or broken connection: the schedule tries again."""


class LoginRefusedError(MailboxError):
    """The clearinghouse refused user or password: never repeated with the same secret."""


class LoginLatchedError(MailboxError):
    """The lockout budget is spent: no login until there is a new password, or a person resumes."""


class NoPasswordError(MailboxError):
    """None is in our store, so nothing is tried: somebody removed it, or has to store one."""


class HostKeyChangedError(MailboxError):
    """The server did not show the pinned host key: a person must look.

    `shown` is the key line that it showed instead, None when it did not come to that.
    """

    def __init__(self, words: str, shown: str | None = None) -> None:
        super().__init__(words)
        self.shown = shown


class TransferError(MailboxError):
    """A put, rename or fetch failed or arrived with another size: look before repeating."""


class RenameRefusedError(TransferError):
    """The server answered that it does not rename this file."""


class LockedOutError(CourierError):
    """Too many bad keys or tokens from there; `wait` is how long nothing more is looked at."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("Too many bad keys or tokens.")
        self.wait = wait


class TooManyRequestsError(CourierError):
    """The caller has used up its requests of this minute."""

    def __init__(self, allowance: Allowance) -> None:
        super().__init__("Too many requests.")
        self.allowance = allowance


class BeyondReachError(CourierError):
    """The caller can't give, or do, this; the words say why and name nothing that is hidden."""


class EndedKeyError(CourierError):
    """A key that would be good for nothing from its beginning."""


class RotatedAlreadyError(ConflictError):
    """The key has a successor, or is good no more."""


class BeyondTheFeedError(CourierError):
    """A place in the feed of events that nothing has reached yet."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"No event has the number {seq} yet.")


class ResendsWaitingError(CourierError):
    """As many resends as a webhook may have wait for it already: no other is taken down."""


class UnusableUrlError(CourierError):
    """An address to which no webhook goes."""


class NotDeliveredError(CourierError):
    """A webhook's endpoint gave no answer; `problem` says why, in a word of ours."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class NotToldError(CourierError):
    """A message to people could not be handed over; it is tried again."""
