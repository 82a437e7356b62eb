"""Tie what a response states to our own claims and transmissions: to exactly one, or to none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.claim import Claim
from chalicelib.domain.fact import (
    ClaimReference,
    Fact,
    Statement,
    TiedBy,
    TransactionSetReference,
    TransmissionReference,
)
from chalicelib.domain.identifiers import (
    AccountId,
    BatchId,
    ClaimId,
    TransmissionId,
    fact_id,
)
from chalicelib.domain.response import Response, ResponseKind
from chalicelib.domain.worklist import WorkReason
from chalicelib.services.tie.claim_directory import Books, ClaimDirectory
from chalicelib.services.tie.tie_claim import NoTie, Tie, tie_claim


@dataclass(frozen=True, slots=True)
class UntiedStatement:
    statement: Statement
    reason: WorkReason
    candidates: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True)
class Tied:
    """`pages` are the pages of claims that were read for it."""

    facts: tuple[Fact, ...]
    untied: tuple[UntiedStatement, ...]
    pages: Mapping[tuple[BatchId, int], tuple[Claim, ...]]


@dataclass(frozen=True, slots=True)
class TieStatements:
    books: Books

    def __call__(
        self, response: Response, kind: ResponseKind, statements: tuple[Statement, ...]
    ) -> Tied:
        """Facts for all that fits exactly one claim or transmission; the rest with the reason."""
        directory = ClaimDirectory(self.books, response.account_id)
        directory.expect(_files_of_claims(statements), _days_of_claims(statements))
        facts: list[Fact] = []
        untied: list[UntiedStatement] = []
        for statement in statements:
            ties = _ties(directory, statement)
            if isinstance(ties, NoTie):
                untied.append(UntiedStatement(statement, ties.reason, ties.candidates))
            else:
                facts += [fact_of(response, kind, statement, tie) for tie in ties]
        unexplained = _without_repeated_files(untied, statements)
        return Tied(tuple(facts), unexplained, directory.pages)

    def find_transmission(
        self, account_id: AccountId, reference: TransmissionReference
    ) -> TransmissionId | None:
        """The one transmission of the account that is meant, if there is one."""
        found = ClaimDirectory(self.books, account_id).transmission(reference)
        return None if found is None else found.identifier


def fact_of(response: Response, kind: ResponseKind, statement: Statement, tie: Tie) -> Fact:
    return Fact(
        fact_id=fact_id(response.content_sha256, statement.position, tie.subject),
        subject=tie.subject,
        tied_by=tie.tied_by,
        response_id=response.response_id,
        response_kind=kind,
        observed_at=response.collected_at,
        statement=statement,
    )


def _files_of_claims(statements: tuple[Statement, ...]) -> Iterator[TransmissionReference]:
    for statement in statements:
        about = statement.about
        if isinstance(about, ClaimReference) and about.transmission is not None:
            yield about.transmission


def _without_repeated_files(
    untied: list[UntiedStatement], statements: tuple[Statement, ...]
) -> tuple[UntiedStatement, ...]:
    """What is said of a file that is not ours is said of its claims, too, where they are listed."""
    listed = set(_files_of_claims(statements))
    return tuple(each for each in untied if each.statement.about not in listed)


def _days_of_claims(statements: tuple[Statement, ...]) -> Iterator[date]:
    for statement in statements:
        if isinstance(statement.about, ClaimReference) and statement.service_on is not None:
            yield statement.service_on


def _ties(directory: ClaimDirectory, statement: Statement) -> list[Tie] | NoTie:
    about = statement.about
    if isinstance(about, ClaimReference):
        tie = tie_claim(directory, statement, about)
        return tie if isinstance(tie, NoTie) else [tie]
    found = directory.transmission(_file_of(about))
    if found is None:
        return NoTie(WorkReason.UNKNOWN_TRANSMISSION)
    if not statement.kind.concerns_claims:
        return [Tie(found.identifier, found.tied_by)]
    return _claims_below(directory, about, found.identifier) or NoTie(WorkReason.UNKNOWN_CLAIM)


def _claims_below(
    directory: ClaimDirectory,
    about: TransactionSetReference | TransmissionReference,
    transmission: TransmissionId,
) -> list[Tie]:
    """All claims of the transaction set, or of the whole file, that a statement is about."""
    wanted = about.control_number if isinstance(about, TransactionSetReference) else None
    return [
        Tie(claim.claim_id, TiedBy.SET)
        for claim in directory.of_transmission(transmission)
        if wanted is None or claim.transaction_set_control_number == wanted
    ]


def _file_of(about: TransactionSetReference | TransmissionReference) -> TransmissionReference:
    return about.transmission if isinstance(about, TransactionSetReference) else about
