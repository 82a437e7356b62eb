"""The ticket: what to paste into a mail to the clearinghouse's support."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.diagnosis import Verdict
from chalicelib.domain.evidence import Evidence, Sign
from chalicelib.domain.transmission import Transmission

_SUBJECTS = {
    Verdict.CREDENTIALS_CHANGED: "SFTP login is refused",
    Verdict.ACCOUNT_PAUSED_OR_LOCKED: "Is our SFTP account paused or locked?",
    Verdict.HOST_KEY_CHANGED: "Please confirm the host key of your SFTP server",
    Verdict.NETWORK: "Your SFTP server can't be reached",
    Verdict.CLEARINGHOUSE_SILENT: "Answer to a claim file is overdue",
    Verdict.FILE_NOT_COLLECTED: "A claim file is not collected from our inbound folder",
    Verdict.FILE_FAILED: "A claim file failed",
    Verdict.ACKNOWLEDGMENTS_NOT_ENABLED: "Please switch on 999 and 277CA reports",
    Verdict.PAYER_SLOW: "Payer has not answered",
    Verdict.OUR_SIDE: "For our own operations: claims are held up here",
    Verdict.ALL_WELL: "Nothing to report",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """What a ticket is about. It names logins, our own files, times, sizes and fingerprints; never
    a claim, and neither a Tax ID nor a submitter id, which may be somebody's own number."""

    account: Account
    verdict: Verdict
    transmission: Transmission | None
    evidence: tuple[Evidence, ...]
    now: datetime


def write_ticket(matter: Matter) -> str:
    """Plain text, ready to be pasted."""
    account = matter.account
    lines = [
        f"Subject: {_SUBJECTS[matter.verdict]}",
        "",
        f"SFTP login: {account.user} at {account.host} port {account.port} ({account.mode})",
        f"Written: {_instant(matter.now)}",
        *_file_lines(matter.transmission),
        "",
        "What we see:",
        *_seen(matter.evidence),
    ]
    return "\n".join(lines)


def _file_lines(transmission: Transmission | None) -> Iterable[str]:
    if transmission is None:
        return
    yield f"File: {transmission.file_name}, {transmission.size} bytes"
    yield f"Interchange control number (ISA13): {transmission.interchange_control_number:09d}"
    sent = "not yet" if transmission.sent_at is None else _instant(transmission.sent_at)
    yield f"Sent: {sent}"


def _seen(evidence: Iterable[Evidence]) -> Iterable[str]:
    for each in evidence:
        if each.sign is not Sign.NOT_TRIED:
            words = f"{each.probe} {each.sign}".replace("_", " ")
            yield f"- {words}: {each.detail}" if each.detail else f"- {words}"


def _instant(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"
