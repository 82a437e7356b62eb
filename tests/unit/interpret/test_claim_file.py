from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import claim
from chalicelib.domain.account import AccountMode
from chalicelib.domain.finding import Level
from chalicelib.domain.identifiers import batch_id, claim_id
from chalicelib.interpret.claim_file import (
    account_findings,
    batch_references,
    claims_of,
    findings_of,
    kind_of,
    modes_named,
)
from chalicelib.x12.claim_file import check_claim_file
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.builders import ACCOUNT, PRACTICE, an_account

BATCH = batch_id(ACCOUNT, "sample")
INDICATORS = {AccountMode.TEST: "T", AccountMode.LIVE: "P"}


@pytest.mark.parametrize("kind", ClaimKind)
def test_claims_get_ids_by_their_position(kind: ClaimKind) -> None:
    checked = check_claim_file(claim_file(kind, sample_claims(3), claims_per_set=2))
    claims = claims_of(checked, BATCH, ACCOUNT, PRACTICE, {})
    assert [each.claim_id for each in claims] == [claim_id(BATCH, number) for number in (1, 2, 3)]
    assert [each.transaction_set_control_number for each in claims] == ["0001", "0001", "0002"]
    assert {(each.batch_id, each.account_id, each.practice_id) for each in claims} == {
        (BATCH, ACCOUNT, PRACTICE)
    }
    assert all(each.charge > Decimal(0) and each.billing_npi for each in claims)
    assert kind_of(checked) is claim.ClaimKind(kind.value)


def test_absent_values_are_none() -> None:
    content = claim_file(ClaimKind.PROFESSIONAL, sample_claims(1))
    checked = check_claim_file(content)
    bare = checked.claims[0]._replace(payer_id="", billing_npi="", frequency_code="")
    (found,) = claims_of(checked._replace(claims=(bare,)), BATCH, ACCOUNT, PRACTICE, {})
    assert (found.payer_id, found.billing_npi, found.frequency_code) == (None, None, None)


def test_a_file_that_is_no_claim_file_has_no_kind() -> None:
    with pytest.raises(ValueError, match="acceptable"):
        kind_of(check_claim_file(b"nothing"))


def test_each_batch_reference_is_told_once() -> None:
    content = claim_file(ClaimKind.PROFESSIONAL, sample_claims(3), claims_per_set=1)
    references = batch_references(check_claim_file(content))
    assert len(references) == 3
    repeated = content.replace(references[1].encode(), references[0].encode())
    assert batch_references(check_claim_file(repeated)) == (references[0], references[2])
    assert batch_references(check_claim_file(b"")) == ()


def test_findings_keep_all_they_say() -> None:
    checked = check_claim_file(claim_file(ClaimKind.PROFESSIONAL, sample_claims(1))[:-20])
    findings = findings_of(checked)
    assert len(findings) == len(checked.findings) > 0
    for ours, theirs in zip(findings, checked.findings, strict=True):
        assert (ours.rule, ours.code, ours.message, ours.fix) == (
            theirs.rule,
            theirs.code,
            theirs.message,
            theirs.fix,
        )
        assert ours.level == theirs.level
        assert (ours.segment, ours.segment_number) == (theirs.segment, theirs.segment_number)
        assert ours.offset == theirs.offset


@pytest.mark.parametrize("mode", AccountMode)
@pytest.mark.parametrize("usage", ["T", "P", "X"])
def test_a_file_must_say_what_its_account_is(mode: AccountMode, usage: str) -> None:
    checked = check_claim_file(claim_file(ClaimKind.DENTAL, sample_claims(1), usage=usage))
    findings = account_findings(checked, an_account(mode=mode))
    if usage == INDICATORS[mode]:
        assert findings == ()
    else:
        (finding,) = findings
        assert (finding.level, finding.segment) == (Level.ERROR, "ISA")
        assert finding.rule == "account.usage_indicator"
        assert mode in finding.message


def test_a_file_without_isa_has_no_mode_to_disagree() -> None:
    assert account_findings(check_claim_file(b""), an_account()) == ()


def test_a_file_names_the_mode_it_was_made_for() -> None:
    for mode, usage in INDICATORS.items():
        content = claim_file(ClaimKind.PROFESSIONAL, sample_claims(1), usage=usage)
        assert modes_named(content) == {mode}


@given(st.binary(max_size=200))
def test_garbage_names_no_mode(content: bytes) -> None:
    assert modes_named(content) == frozenset()
