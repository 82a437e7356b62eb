"""From evidence to the verdict."""

import pytest

from chalicelib.clearinghouses.office_ally.profile import OFFICE_ALLY
from chalicelib.domain.diagnosis import Verdict, verdict_of
from chalicelib.domain.evidence import Evidence, Probe, Sign
from chalicelib.domain.ticket import Matter, write_ticket
from chalicelib.domain.verdict_words import HELPERS, VERDICT_SENTENCES
from tests.builders import MORNING, a_transmission, an_account

OVERDUE = (Probe.WAIT, Sign.OVERDUE_AT_CLEARINGHOUSE)
PAYER = (Probe.WAIT, Sign.OVERDUE_AT_PAYER)
SENT = (Probe.LEDGER, Sign.SENT)


@pytest.mark.parametrize(
    ("verdict", "signs"),
    [
        (Verdict.ALL_WELL, [(Probe.LOGIN, Sign.GOOD), SENT]),
        (Verdict.NETWORK, [(Probe.NAME, Sign.FAILED), OVERDUE]),
        (Verdict.NETWORK, [(Probe.CONNECTION, Sign.FAILED), SENT, OVERDUE]),
        (Verdict.NETWORK, [(Probe.HOST_KEY, Sign.FAILED), OVERDUE]),
        (Verdict.NETWORK, [(Probe.LOGIN, Sign.FAILED), OVERDUE]),
        (Verdict.NETWORK, [(Probe.VISITS, Sign.FAILED), (Probe.LOGIN, Sign.GOOD), OVERDUE]),
        (Verdict.ACCOUNT_PAUSED_OR_LOCKED, [(Probe.LEDGER, Sign.REFUSED), OVERDUE]),
        (Verdict.HOST_KEY_CHANGED, [(Probe.HOST_KEY, Sign.CHANGED), SENT, OVERDUE]),
        (Verdict.CREDENTIALS_CHANGED, [(Probe.LOGIN, Sign.REFUSED), SENT, OVERDUE]),
        (Verdict.ACCOUNT_PAUSED_OR_LOCKED, [(Probe.LOGIN, Sign.REFUSED_AFRESH), OVERDUE]),
        (Verdict.ACCOUNT_PAUSED_OR_LOCKED, [(Probe.FOLDERS, Sign.FAILED), OVERDUE]),
        (
            Verdict.ACCOUNT_PAUSED_OR_LOCKED,
            [
                (Probe.OWN_FILE, Sign.LIES_THERE),
                (Probe.OTHER_FILES, Sign.LIES_THERE),
                (Probe.ANSWERS, Sign.NONE),
                OVERDUE,
            ],
        ),
        (
            Verdict.FILE_NOT_COLLECTED,
            [
                (Probe.OWN_FILE, Sign.LIES_THERE),
                (Probe.OTHER_FILES, Sign.LIES_THERE),
                (Probe.ANSWERS, Sign.COMING),
                OVERDUE,
            ],
        ),
        (Verdict.ALL_WELL, [(Probe.OWN_FILE, Sign.LIES_THERE), SENT]),
        (Verdict.FILE_FAILED, [(Probe.LEDGER, Sign.FAILED), (Probe.LOGIN, Sign.REFUSED)]),
        (Verdict.OUR_SIDE, [(Probe.LEDGER, Sign.NOT_SENT), (Probe.LOGIN, Sign.GOOD), OVERDUE]),
        (Verdict.OUR_SIDE, [(Probe.LOGIN, Sign.NONE), SENT, OVERDUE]),
        (Verdict.ALL_WELL, [(Probe.LEDGER, Sign.NOT_SENT), (Probe.LOGIN, Sign.GOOD)]),
        (Verdict.OUR_SIDE, [(Probe.INBOX, Sign.WAITING), SENT, OVERDUE]),
        (Verdict.OUR_SIDE, [(Probe.OUTBOUND, Sign.WAITING), SENT, OVERDUE]),
        (Verdict.CLEARINGHOUSE_SILENT, [SENT, (Probe.OWN_FILE, Sign.GONE), OVERDUE]),
        (Verdict.CLEARINGHOUSE_SILENT, [(Probe.ANSWERS, Sign.NONE), PAYER]),
        (Verdict.PAYER_SLOW, [(Probe.ANSWERS, Sign.COMING), PAYER]),
        (Verdict.ACKNOWLEDGMENTS_NOT_ENABLED, [(Probe.ACKNOWLEDGMENTS, Sign.NONE)]),
        (Verdict.CLEARINGHOUSE_SILENT, [(Probe.ACKNOWLEDGMENTS, Sign.NONE), OVERDUE]),
    ],
)
def test_the_verdict_is_what_stands_first_in_the_way(
    verdict: Verdict, signs: list[tuple[Probe, Sign]]
) -> None:
    evidence = [Evidence(probe, sign) for probe, sign in signs]
    assert verdict_of(evidence) is verdict
    assert verdict_of(list(reversed(evidence))) is verdict


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_says_what_it_means_what_to_do_and_who_helps(verdict: Verdict) -> None:
    words = VERDICT_SENTENCES[verdict]
    assert all(sentence.endswith(".") for sentence in (words.means, words.next, words.do))
    assert verdict in HELPERS


@pytest.mark.parametrize("verdict", Verdict)
def test_a_ticket_names_login_file_and_what_was_seen_but_no_tax_id(verdict: Verdict) -> None:
    account, sent = an_account(submitter_id="330897513"), a_transmission().stage().send(MORNING)
    seen = (Evidence(Probe.LOGIN, Sign.GOOD), Evidence(Probe.OWN_FILE, Sign.GONE, "not there"))
    ticket = write_ticket(Matter(account, verdict, sent, seen, MORNING))
    for part in (account.user, sent.file_name, f"{sent.size} bytes", "own file gone: not there"):
        assert part in ticket
    assert account.submitter_id not in ticket
    assert ticket.startswith("Subject: ")


def test_what_was_not_tried_is_not_in_the_ticket() -> None:
    seen = (Evidence(Probe.LOGIN, Sign.NOT_TRIED, "A visit is under way."),)
    matter = Matter(an_account(), Verdict.ALL_WELL, None, seen, MORNING)
    assert "under way" not in write_ticket(matter)


def test_accounts_and_files_are_other_numbers_of_the_clearinghouse() -> None:
    assert "option 1" in OFFICE_ALLY.account_support
    assert "option 2" in OFFICE_ALLY.support
