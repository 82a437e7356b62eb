"""A checked claim file in the product's own terms."""

from collections.abc import Mapping
from decimal import Decimal

from chalicelib.domain.account import Account, AccountMode
from chalicelib.domain.claim import Claim, ClaimKind
from chalicelib.domain.finding import Finding, Level
from chalicelib.domain.identifiers import AccountId, BatchId, ClaimId, PracticeId, claim_id
from chalicelib.x12.claim_file import ClaimFile
from chalicelib.x12.claim_index import IndexedClaim
from chalicelib.x12.delimiters import UnreadableInterchange
from chalicelib.x12.segments import read_segments
from chalicelib.x12.values import read_iso

_MODES = {"T": AccountMode.TEST, "P": AccountMode.LIVE}
_INDICATORS = {mode: indicator for indicator, mode in _MODES.items()}


def findings_of(claim_file: ClaimFile) -> tuple[Finding, ...]:
    """All that was found wrong with the X12."""
    return tuple(
        Finding(
            rule=found.rule,
            level=Level(found.level),
            message=found.message,
            fix=found.fix,
            code=found.code,
            segment=found.segment,
            segment_number=found.segment_number,
            offset=found.offset,
        )
        for found in claim_file.findings
    )


def account_findings(claim_file: ClaimFile, account: Account) -> tuple[Finding, ...]:
    """What the account has against the file: it is closed, or of another mode."""
    return _closed_findings(account) + _mode_findings(claim_file, account)


def _closed_findings(account: Account) -> tuple[Finding, ...]:
    if not account.is_closed:
        return ()
    return (
        Finding(
            rule="account.closed",
            level=Level.ERROR,
            message="The account is closed: nothing is sent through it any more.",
            fix="Hand the file in to the account at the clearinghouse that the payer is enrolled "
            "at now.",
        ),
    )


def _mode_findings(claim_file: ClaimFile, account: Account) -> tuple[Finding, ...]:
    """An error when ISA15 says other than the account's mode; empty when it agrees.

    The clearinghouse ignores ISA15, so this is where a test file is kept out of a live account.
    """
    interchange, wanted = claim_file.interchange, _INDICATORS[account.mode]
    if interchange is None or interchange.usage_indicator == wanted:
        return ()
    return (
        Finding(
            rule="account.usage_indicator",
            level=Level.ERROR,
            message=f"The file does not say that it is a {account.mode} file, but the account is "
            f"a {account.mode} account (ISA15 must be {wanted}).",
            fix=f"Hand the file in to the right account, or make it again as a {account.mode} "
            f"file with {wanted} in ISA15.",
            code="TA105:020",
            segment="ISA",
            segment_number=interchange.first_segment_number,
            offset=interchange.start,
        ),
    )


def modes_named(content: bytes) -> frozenset[AccountMode]:
    """The account mode that ISA15 of a file asks for; empty when it can't be told."""
    try:
        isa = next(read_segments(content), None)
    except UnreadableInterchange:
        return frozenset()
    return frozenset({_MODES[isa[15]]} if isa is not None and isa[15] in _MODES else ())


def kind_of(claim_file: ClaimFile) -> ClaimKind:
    """Which of the three claim transactions an acceptable file holds."""
    if claim_file.kind is None:
        raise ValueError("only an acceptable claim file has a kind")
    return ClaimKind(claim_file.kind)


def batch_references(claim_file: ClaimFile) -> tuple[str, ...]:
    """BHT03 of each transaction set, each once: a 277CA refers to them."""
    if claim_file.interchange is None:
        return ()
    groups = claim_file.interchange.groups
    references = (each.batch_reference for group in groups for each in group.sets)
    return tuple(dict.fromkeys(reference for reference in references if reference))


def claims_of(
    claim_file: ClaimFile,
    batch_id: BatchId,
    account_id: AccountId,
    practice_id: PracticeId,
    same_as: Mapping[int, ClaimId],
) -> tuple[Claim, ...]:
    """The claims of a batch in file order; `same_as` by position."""
    return tuple(
        _claim(indexed, batch_id, account_id, practice_id, same_as.get(indexed.position))
        for indexed in claim_file.claims
    )


def _claim(
    indexed: IndexedClaim,
    batch_id: BatchId,
    account_id: AccountId,
    practice_id: PracticeId,
    same_as: ClaimId | None,
) -> Claim:
    return Claim(
        claim_id=claim_id(batch_id, indexed.position),
        batch_id=batch_id,
        account_id=account_id,
        practice_id=practice_id,
        position=indexed.position,
        transaction_set_control_number=indexed.transaction_set_control_number,
        patient_control_number=indexed.patient_control_number,
        charge=Decimal(indexed.charge),
        payer_id=indexed.payer_id or None,
        billing_npi=indexed.billing_npi or None,
        billing_tax_id=indexed.billing_tax_id or None,
        rendering_npi=indexed.rendering_npi,
        service_from=read_iso(indexed.service_from),
        service_to=read_iso(indexed.service_to),
        frequency_code=indexed.frequency_code or None,
        same_as=same_as,
    )
