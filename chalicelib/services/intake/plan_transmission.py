"""Plan the sending of an accepted batch: claims, control number, envelope, name, links."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from chalicelib.clearinghouses.profile import Profile
from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account
from chalicelib.domain.batch import Batch
from chalicelib.domain.claim import Claim, ClaimKind
from chalicelib.domain.claim_identity import KnownClaim
from chalicelib.domain.events.about_batches import batch_event
from chalicelib.domain.events.event import EventKind
from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.finding import Finding
from chalicelib.domain.identifiers import ClaimId, sha256_of, transmission_id
from chalicelib.domain.link import Link, LinkKind, file_name_value
from chalicelib.domain.ports import (
    Accounts,
    Archive,
    Batches,
    Claims,
    Clock,
    Hints,
    Links,
    Notices,
    Transmissions,
)
from chalicelib.domain.transmission import Transmission
from chalicelib.interpret.claim_file import batch_references, claims_of, kind_of
from chalicelib.x12.claim_file import ClaimFile
from chalicelib.x12.reenvelope import reenvelope


@dataclass(frozen=True, slots=True)
class PlanTransmission:
    accounts: Accounts
    archive: Archive
    batches: Batches
    claims: Claims
    clock: Clock
    hints: Hints
    links: Links
    notices: Notices
    transmissions: Transmissions

    def __call__(
        self,
        batch: Batch,
        account: Account,
        content: bytes,
        claim_file: ClaimFile,
        findings: tuple[Finding, ...],
        more_findings: int,
        known: tuple[KnownClaim, ...],
    ) -> Batch:
        """Make everything ready that sending and its answers need; the batch's own row comes last.

        Nothing is delivered before the batch is `planned`, so a plan that breaks off half-way is
        simply made again. Raises ConflictError when somebody else planned the batch meanwhile.
        """
        profile = profile_named(account.clearinghouse)
        claims = claims_of(
            claim_file, batch.batch_id, batch.account_id, batch.practice_id, _same(batch, known)
        )
        kind = kind_of(claim_file)
        self.claims.add(claims)
        transmission = self._transmission(batch, account, profile, kind, content, claim_file)
        self.links.add(_links(transmission, claims, batch_references(claim_file)))
        total = sum((claim.charge for claim in claims), Decimal(0))
        planned = batch.plan(kind, len(claims), total, findings, more_findings)
        accepted = batch_event(EventKind.BATCH_ACCEPTED, planned, self.clock.now())
        self.notices.add(notice_of(accepted))
        self.batches.advance(batch, planned)
        self.hints.visit(batch.account_id)
        self.hints.publish()
        return planned

    def _transmission(
        self,
        batch: Batch,
        account: Account,
        profile: Profile,
        kind: ClaimKind,
        content: bytes,
        claim_file: ClaimFile,
    ) -> Transmission:
        """The stored transmission: an earlier, interrupted plan's where there was one."""
        now = self.clock.now()
        number = self.accounts.next_control_number(account.account_id)
        identifier = transmission_id(batch.batch_id, 1)
        sent_content = reenvelope(content, claim_file, profile.envelope(account, number, now))
        stored = self.transmissions.add(
            Transmission(
                transmission_id=identifier,
                batch_id=batch.batch_id,
                account_id=batch.account_id,
                practice_id=batch.practice_id,
                interchange_control_number=number,
                file_name=profile.file_name(kind, account.mode, number, now.date()),
                staged_path=profile.staging.path(identifier) if profile.staging else None,
                size=len(sent_content),
                content_sha256=sha256_of(sent_content),
                received_at=batch.received_at,
                planned_at=now,
            )
        )
        if stored.interchange_control_number != number:
            envelope = profile.envelope(
                account, stored.interchange_control_number, stored.planned_at
            )
            sent_content = reenvelope(content, claim_file, envelope)
        self.archive.store_transmission(identifier, sent_content)
        return stored


def _same(batch: Batch, known: tuple[KnownClaim, ...]) -> dict[int, ClaimId]:
    """By position; what another practice handed in is told to nobody."""
    own = (each for each in known if each.holder.practice_id == batch.practice_id)
    return {each.position: each.holder.claim_id for each in own}


def _links(
    transmission: Transmission, claims: tuple[Claim, ...], references: tuple[str, ...]
) -> Iterator[Link]:
    account, identifier = transmission.account_id, transmission.transmission_id
    number = str(transmission.interchange_control_number)
    yield Link(account, LinkKind.CONTROL_NUMBER, number, identifier)
    name = file_name_value(transmission.file_name)
    yield Link(account, LinkKind.FILE_NAME, name, identifier)
    for reference in references:
        yield Link(account, LinkKind.BATCH_REFERENCE, reference, identifier)
    for day in {claim.service_from for claim in claims if claim.service_from is not None}:
        yield Link(account, LinkKind.SERVICE_DATE, day.isoformat(), identifier)
    for claim in claims:
        number = claim.patient_control_number
        yield Link(account, LinkKind.PATIENT_CONTROL_NUMBER, number, claim.claim_id)
