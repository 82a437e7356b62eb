"""The three sentences of each verdict, and who can help: the one table for API, events and people.

A biller can review it as it is.
"""

from enum import StrEnum

from chalicelib.domain.diagnosis import Verdict
from chalicelib.domain.status import Sentences


class Helper(StrEnum):
    """Who can put it right; the profile knows the clearinghouse's numbers."""

    CLEARINGHOUSE_TECHNICAL = "clearinghouse_technical"
    CLEARINGHOUSE_ACCOUNTS = "clearinghouse_accounts"
    PAYER = "payer"
    OURSELVES = "ourselves"
    NOBODY = "nobody"


VERDICT_SENTENCES: dict[Verdict, Sentences] = {
    Verdict.CREDENTIALS_CHANGED: Sentences(
        "The clearinghouse refuses the login: the SFTP password was changed there, or is stored "
        "wrongly here. A working web login proves nothing, it has another password.",
        "Logins have stopped before the account gets locked; waiting files keep their order.",
        "Get the right SFTP password from the clearinghouse and store it; visits then go on and "
        "send what waits by themselves.",
    ),
    Verdict.ACCOUNT_PAUSED_OR_LOCKED: Sentences(
        "The connection works, but the clearinghouse does nothing for this account: it is locked "
        "after refused logins, paused (an unpaid invoice does that), or takes no more files.",
        "Nothing moves until the clearinghouse opens the account again; nothing is lost meanwhile.",
        "Ask the clearinghouse whether the account is paused or locked, settle what is open, and "
        "have it opened.",
    ),
    Verdict.HOST_KEY_CHANGED: Sentences(
        "The server shows another host key than the pinned one: it was replaced, or somebody "
        "stands in between. No password was sent.",
        "Nothing is sent or collected until somebody has confirmed the key.",
        "Have the clearinghouse read its fingerprint to you by telephone. Pin the new key only if "
        "it is the one shown in the evidence.",
    ),
    Verdict.NETWORK: Sentences(
        "The clearinghouse's server can't be reached, or breaks the connection off.",
        "Visits are tried again by themselves, and then send what waits in order.",
        "Look at the clearinghouse's announcements of downtime. If it is up, have your own network "
        "checked: name resolution, outgoing port, fixed address.",
    ),
    Verdict.CLEARINGHOUSE_SILENT: Sentences(
        "The file was taken over and visits succeed, but the answer is overdue.",
        "An answer that comes late is still tied and ends the stall by itself.",
        "Send the ticket to the clearinghouse's technical support. Don't send the file again.",
    ),
    Verdict.FILE_NOT_COLLECTED: Sentences(
        "The file still lies in the clearinghouse's folder as it was sent; nobody has taken it.",
        "It is worked as soon as the clearinghouse collects it.",
        "Send the ticket to the clearinghouse's technical support: it names the file. Don't send "
        "it again under another name.",
    ),
    Verdict.FILE_FAILED: Sentences(
        "The clearinghouse could not read the file as a whole; it holds no claim of it.",
        "Nothing more will come for this file.",
        "Have the file corrected where it is made, and hand in the new one.",
    ),
    Verdict.ACKNOWLEDGMENTS_NOT_ENABLED: Sentences(
        "Answers come, but never a 999: acknowledgments are not switched on for this account.",
        "Files are worked all the same; only their first receipt is never confirmed.",
        "Ask the clearinghouse to switch on 999 and 277CA reports for the SFTP account.",
    ),
    Verdict.PAYER_SLOW: Sentences(
        "The clearinghouse has passed the claims on, and the payer has not answered in time.",
        "The payer's answer may still come; after a while only an 835 can.",
        "Call the payer with the claim numbers that the batch shows, before timely filing ends.",
    ),
    Verdict.OUR_SIDE: Sentences(
        "The clearinghouse can be reached, but this gateway has not done its part.",
        "The sweep tries every step again every few minutes.",
        "If the evidence says that no password is stored, store it. Else look at the alarms and "
        "the log of the visit and of applying responses.",
    ),
    Verdict.ALL_WELL: Sentences(
        "Everything that was looked at works, and nothing is overdue.",
        "Answers come as usual.",
        "Nothing.",
    ),
}

HELPERS: dict[Verdict, Helper] = {
    Verdict.CREDENTIALS_CHANGED: Helper.CLEARINGHOUSE_TECHNICAL,
    Verdict.ACCOUNT_PAUSED_OR_LOCKED: Helper.CLEARINGHOUSE_ACCOUNTS,
    Verdict.HOST_KEY_CHANGED: Helper.CLEARINGHOUSE_TECHNICAL,
    Verdict.NETWORK: Helper.CLEARINGHOUSE_TECHNICAL,
    Verdict.CLEARINGHOUSE_SILENT: Helper.CLEARINGHOUSE_TECHNICAL,
    Verdict.FILE_NOT_COLLECTED: Helper.CLEARINGHOUSE_TECHNICAL,
    Verdict.FILE_FAILED: Helper.OURSELVES,
    Verdict.ACKNOWLEDGMENTS_NOT_ENABLED: Helper.CLEARINGHOUSE_TECHNICAL,
    Verdict.PAYER_SLOW: Helper.PAYER,
    Verdict.OUR_SIDE: Helper.OURSELVES,
    Verdict.ALL_WELL: Helper.NOBODY,
}
