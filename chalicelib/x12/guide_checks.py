"""Checks that groups and transaction sets are claims of one kind, by a guide that is known."""

from chalicelib.x12 import claim_rules as rules
from chalicelib.x12.envelope import FunctionalGroup, TransactionSet
from chalicelib.x12.findings import FindingCollector, Rule
from chalicelib.x12.guides import (
    CLAIM_GUIDES,
    OLDER_GUIDES,
    POST_ADJUDICATED_GUIDES,
    PREDETERMINATION_GUIDES,
    ClaimKind,
)


def check_guides(group: FunctionalGroup, findings: FindingCollector) -> ClaimKind | None:
    """The kind of claim that GS08 names, None when it names no claim guide."""
    place = ("GS", group.first_segment_number, group.start)
    if group.functional_id != "HC":
        findings.add_at(rules.FUNCTIONAL_ID, place)
        return None
    kind = CLAIM_GUIDES.get(group.version)
    if kind is None:
        findings.add_at(_refusal(group.version), place)
    elif group.version in OLDER_GUIDES:
        findings.add_at(rules.OLDER_GUIDE, place)
    for transaction_set in group.sets:
        _check_set(transaction_set, group.version, findings)
    return kind


def _refusal(guide: str) -> Rule:
    if guide in PREDETERMINATION_GUIDES:
        return rules.PREDETERMINATION
    if guide in POST_ADJUDICATED_GUIDES:
        return rules.POST_ADJUDICATED
    return rules.OLD_VERSION if guide.startswith(("003", "004")) else rules.UNKNOWN_GUIDE


def _check_set(transaction_set: TransactionSet, version: str, findings: FindingCollector) -> None:
    place = ("ST", transaction_set.first_segment_number, transaction_set.start)
    if transaction_set.id != "837":
        findings.add_at(rules.NOT_A_CLAIM_SET, place)
    elif version in CLAIM_GUIDES and transaction_set.guide != version:
        findings.add_at(_disagreement(transaction_set.guide, version), place)


def _disagreement(guide: str, version: str) -> Rule:
    if not guide:
        return rules.GUIDE_MISSING
    same_kind = CLAIM_GUIDES.get(guide) is CLAIM_GUIDES[version]
    return rules.GUIDES_DIFFER if same_kind else rules.MIXED_KINDS
