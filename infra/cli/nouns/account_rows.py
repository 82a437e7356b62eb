"""Accounts and diagnoses as text."""

from infra.cli.words import Row, Told, three_sentences


def account_rows(account: Told) -> list[Row]:
    outage = account["outage"]
    return [
        ("account", account["account_id"]),
        ("clearinghouse", f"{account['clearinghouse']}, {account['mode']}"),
        ("server", f"{account['host']}:{account['port']}"),
        ("host key", account["host_key"]),
        ("host key shown", account["host_key_shown"]),
        ("last visit", account["last_visit_at"]),
        ("last good visit", account["last_good_visit_at"]),
        ("last problem", account["last_problem"]),
        ("logins left", account["logins_left"]),
        ("next visit", account["next_visit_at"]),
        ("outage since", outage and f"{outage['since']}: {outage['problem']}"),
        ("files held", outage and outage["files_held"]),
        ("silent since", account["silent_since"]),
        ("notices", "\n".join(account["notices"])),
        ("decided", "\n".join(_act(act) for act in account["acts"])),
    ]


def diagnosis_rows(diagnosis: Told) -> list[Row]:
    return [
        ("verdict", diagnosis["verdict"]),
        *three_sentences(diagnosis),
        ("call", diagnosis["whom"]),
        ("evidence", "\n".join(_evidence(each) for each in diagnosis["evidence"])),
        ("ticket", diagnosis["ticket"]),
    ]


def _act(act: Told) -> str:
    return f"{act['at']} {act['kind']} by {act['by']}: {act['reason']}"


def _evidence(evidence: Told) -> str:
    return f"{evidence['probe']}: {evidence['sign']} {evidence['detail']}".rstrip()
