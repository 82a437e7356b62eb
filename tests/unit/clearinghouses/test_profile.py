from datetime import timedelta

import pytest

from chalicelib.clearinghouses.office_ally.profile import OFFICE_ALLY
from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import AccountMode
from chalicelib.domain.errors import NotFoundError
from chalicelib.interpret.claim_file import modes_named
from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.reenvelope import reenvelope
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.builders import MORNING, an_account


def test_office_ally_is_known_by_name() -> None:
    assert profile_named("office_ally") is OFFICE_ALLY


def test_an_unknown_clearinghouse_is_refused() -> None:
    with pytest.raises(NotFoundError):
        profile_named("nobody")


@pytest.mark.parametrize("mode", AccountMode)
def test_the_envelope_is_what_office_ally_wants(mode: AccountMode) -> None:
    content = claim_file(ClaimKind.PROFESSIONAL, sample_claims(2))
    envelope = OFFICE_ALLY.envelope(an_account(mode=mode), 412, MORNING)
    sent = reenvelope(content, check_claim_file(content), envelope)
    interchange = check_claim_file(sent).interchange
    assert interchange is not None
    assert (interchange.sender_qualifier, interchange.receiver_qualifier) == ("ZZ", "ZZ")
    assert (interchange.sender_id, interchange.receiver_id) == ("SAMPLE01", "330897513")
    (group,) = interchange.groups
    assert (group.sender, group.receiver) == ("SAMPLE01", "330897513")
    assert (interchange.control_number, group.control_number) == ("000000412", "412")
    assert modes_named(sent) == {AccountMode.LIVE}


def test_silence_becomes_an_alarm_while_answers_can_still_come() -> None:
    assert OFFICE_ALLY.deadlines.acknowledgment == timedelta(hours=72)
    assert (OFFICE_ALLY.updates_end, OFFICE_ALLY.pend_ends) == (
        timedelta(days=7),
        timedelta(days=21),
    )
