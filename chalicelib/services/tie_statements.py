"""Tie what a response states to our own claims and transmissions: to exactly one, or to none."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count

from chalicelib.domain.claim import Claim
from chalicelib.domain.fact import (
    ClaimReference,
    Fact,
    Reference,
    Statement,
    TransactionSetReference,
    TransmissionReference,
)
from chalicelib.domain.identifiers import (
    AccountId,
    BatchId,
    ClaimId,
    TransmissionId,
    batch_of_claim,
    batch_of_transmission,
    fact_id,
)
from chalicelib.domain.link import LinkKind, file_name_value
from chalicelib.domain.ports import Claims, Links
from chalicelib.domain.response import Response, ResponseKind

_FEW = 3
"""Up to so many claims are looked up one by one; for more the whole batch is read."""


class Untied(StrEnum):
    UNKNOWN_TRANSMISSION = "unknown_transmission"
    UNKNOWN_CLAIM = "unknown_claim"
    AMBIGUOUS_CLAIM = "ambiguous_claim"


@dataclass(frozen=True, slots=True)
class UntiedStatement:
    statement: Statement
    reason: Untied


@dataclass(frozen=True, slots=True)
class Tied:
    facts: tuple[Fact, ...]
    untied: tuple[UntiedStatement, ...]


@dataclass(frozen=True, slots=True)
class TieStatements:
    claims: Claims
    links: Links

    def __call__(
        self, response: Response, kind: ResponseKind, statements: tuple[Statement, ...]
    ) -> Tied:
        """Facts for all that fits exactly one claim or transmission; the rest with the reason."""
        directory = _Directory(self.claims, self.links, response.account_id)
        directory.expect(statements)
        facts: list[Fact] = []
        untied: list[UntiedStatement] = []
        for statement in statements:
            subjects = directory.subjects(statement)
            if isinstance(subjects, Untied):
                untied.append(UntiedStatement(statement, subjects))
            else:
                facts += [_fact(response, kind, statement, subject) for subject in subjects]
        return Tied(tuple(facts), tuple(untied))

    def find_transmission(
        self, account_id: AccountId, reference: TransmissionReference
    ) -> TransmissionId | None:
        """The one transmission of the account that is meant, if there is one."""
        return _Directory(self.claims, self.links, account_id).transmission(reference)


def _fact(
    response: Response,
    kind: ResponseKind,
    statement: Statement,
    subject: ClaimId | TransmissionId,
) -> Fact:
    return Fact(
        fact_id=fact_id(response.content_sha256, statement.position, subject),
        subject=subject,
        response_id=response.response_id,
        response_kind=kind,
        observed_at=response.collected_at,
        statement=statement,
    )


Subjects = tuple[ClaimId | TransmissionId, ...]


@dataclass(slots=True)
class _Directory:
    """Looks references up within one account and remembers what it found."""

    claims: Claims
    links: Links
    account_id: AccountId
    _transmissions: dict[TransmissionReference, TransmissionId | None] = field(default_factory=dict)
    _batches: dict[BatchId, tuple[Claim, ...]] = field(default_factory=dict)
    _numbers: dict[BatchId, dict[str, list[ClaimId]]] = field(default_factory=dict)
    _wanted: Counter[TransmissionId | None] = field(default_factory=Counter)

    def expect(self, statements: tuple[Statement, ...]) -> None:
        """Learn how many claims of each file are wanted: for many, reading the batch is cheaper."""
        self._wanted = Counter(
            self.transmission(about.transmission)
            for statement in statements
            if isinstance(about := statement.about, ClaimReference)
            and about.transmission is not None
        )

    def subjects(self, statement: Statement) -> Subjects | Untied:
        about = statement.about
        if isinstance(about, ClaimReference):
            return self._claim(about)
        transmission = self.transmission(_file_of(about))
        if transmission is None:
            return Untied.UNKNOWN_TRANSMISSION
        if not statement.kind.concerns_claims:
            return (transmission,)
        return self._claims_below(about, batch_of_transmission(transmission))

    def transmission(self, reference: TransmissionReference) -> TransmissionId | None:
        if reference not in self._transmissions:
            self._transmissions[reference] = self._look_up(reference)
        return self._transmissions[reference]

    def _look_up(self, reference: TransmissionReference) -> TransmissionId | None:
        for kind, value in _keys(reference):
            targets = self.links.find(self.account_id, kind, value)
            if len(targets) == 1:
                return TransmissionId(targets[0])
        return None

    def _claim(self, about: ClaimReference) -> Subjects | Untied:
        found = self._candidates(about)
        if not found:
            return Untied.UNKNOWN_CLAIM
        return (found[0],) if len(found) == 1 else Untied.AMBIGUOUS_CLAIM

    def _candidates(self, about: ClaimReference) -> list[ClaimId]:
        """Within the file that is named; where none is, or it is not known yet, all of the account.

        A status report may come before the summary that tells the numbers of its files.
        """
        number = about.patient_control_number
        transmission = self.transmission(about.transmission) if about.transmission else None
        if transmission is None:
            return self._linked(number)
        batch = batch_of_transmission(transmission)
        if self._wanted[transmission] > _FEW:
            return self._by_number(batch).get(number, [])
        return [claim for claim in self._linked(number) if batch_of_claim(claim) == batch]

    def _linked(self, number: str) -> list[ClaimId]:
        targets = self.links.find(self.account_id, LinkKind.PATIENT_CONTROL_NUMBER, number)
        return [ClaimId(target) for target in targets]

    def _claims_below(self, about: Reference, batch: BatchId) -> Subjects:
        """All claims of the transaction set, or of the whole file, that a statement is about."""
        wanted = about.control_number if isinstance(about, TransactionSetReference) else None
        return tuple(
            claim.claim_id
            for claim in self._of_batch(batch)
            if wanted is None or claim.transaction_set_control_number == wanted
        )

    def _by_number(self, batch: BatchId) -> dict[str, list[ClaimId]]:
        if batch not in self._numbers:
            numbers: dict[str, list[ClaimId]] = defaultdict(list)
            for claim in self._of_batch(batch):
                numbers[claim.patient_control_number].append(claim.claim_id)
            self._numbers[batch] = dict(numbers)
        return self._numbers[batch]

    def _of_batch(self, batch: BatchId) -> tuple[Claim, ...]:
        if batch not in self._batches:
            self._batches[batch] = tuple(self._pages(batch))
        return self._batches[batch]

    def _pages(self, batch: BatchId) -> Iterator[Claim]:
        for page in count():
            claims = self.claims.page(batch, page)
            if not claims:
                return
            yield from claims


def _file_of(about: TransactionSetReference | TransmissionReference) -> TransmissionReference:
    return about.transmission if isinstance(about, TransactionSetReference) else about


def _keys(reference: TransmissionReference) -> Iterator[tuple[LinkKind, str]]:
    """The surest key first."""
    if reference.file_id is not None:
        yield LinkKind.FILE_ID, reference.file_id
    if reference.control_number is not None:
        yield LinkKind.CONTROL_NUMBER, str(reference.control_number)
    if reference.file_name is not None:
        yield LinkKind.FILE_NAME, file_name_value(reference.file_name)
    if reference.batch_reference is not None:
        yield LinkKind.BATCH_REFERENCE, reference.batch_reference
