"""Plain words for the codes that X12 answers use everywhere; a biller could review them.

The wording is ours. The lists are open: a code that is not here is shown as it stands. Codes come
as the timeline has them: "A7:562:85" (claim status category, status, entity; lists 507, 508),
"IK403:6" (999), "TA105:020" (TA1), "CO-45" (adjustment group and reason; lists 139).
"""

import re

_CATEGORIES = {
    "A0": "Passed on to somebody else; no decision yet.",
    "A1": "Received; this does not yet mean that it is processed.",
    "A2": "Accepted into the payer's processing.",
    "A3": "Returned as unprocessable: the claim did not enter processing.",
    "A4": "The claim can't be found.",
    "A5": "Split: the claim is processed in parts.",
    "A6": "Rejected: something that is needed is missing.",
    "A7": "Rejected: something in the claim is not valid.",
    "A8": "Rejected: parts of the claim contradict each other.",
}
_CATEGORY_FAMILIES = {
    "P": "Pended: the claim is in process and waits for something.",
    "F": "Final: the claim has been processed; the payment advice tells how.",
    "R": "The payer asks for more information.",
    "E": "An error in the answer itself; it says nothing of the claim.",
    "D": "The payer could not tell which claim was meant.",
}
_CATEGORY = re.compile(r"[A-Z][0-9]{1,2}")
_ENTITIES = {
    "85": "billing provider",
    "82": "rendering provider",
    "77": "service location",
    "IL": "insured person",
    "QC": "patient",
    "PR": "payer",
    "41": "submitter",
}
_SYNTAX = {
    "IK304": "The acknowledgment names a segment that is wrong (999, IK304).",
    "IK403": "The acknowledgment names an element that is wrong (999, IK403).",
    "IK502": "The transaction set was refused as a whole (999, IK502).",
    "AK905": "The functional group was refused as a whole (999, AK905).",
    "TA105": "The interchange was refused as a whole (TA1, TA105).",
}
_GROUPS = {
    "CO": "Taken off by contract; the patient does not owe it.",
    "PR": "The patient's share.",
    "OA": "Another adjustment, neither contract nor patient.",
    "PI": "Taken off on the payer's own initiative.",
    "CR": "A correction or reversal of an earlier decision.",
}
_REASONS = {
    "1": "Deductible.",
    "2": "Coinsurance.",
    "3": "Copayment.",
    "16": "Something is missing or wrong on the claim.",
    "18": "An exact duplicate of another claim.",
    "22": "Another insurer may have to pay first.",
    "27": "The coverage had ended by the day of service.",
    "29": "The time limit for filing has passed.",
    "45": "More than the agreed or allowed fee.",
    "50": "Not considered medically necessary.",
    "96": "Not a covered service.",
    "97": "Included in the payment for another service.",
    "197": "No authorization was obtained beforehand.",
    "253": "Cut by sequestration (a federal law).",
}


def explain_x12(code: str) -> str | None:
    """Plain words for a code; None for one that is in no list here."""
    head, _, rest = code.partition(":")
    if head in _SYNTAX:
        return _SYNTAX[head]
    if rest:
        return _claim_status(head, rest)
    group, dash, reason = code.partition("-")
    if dash and group in _GROUPS:
        return " ".join(filter(None, (_REASONS.get(reason), _GROUPS[group])))
    return _claim_status(head, "")


def _claim_status(category: str, rest: str) -> str | None:
    if not _CATEGORY.fullmatch(category):
        return None
    words = _CATEGORIES.get(category) or _CATEGORY_FAMILIES.get(category[0])
    entity = _ENTITIES.get(rest.partition(":")[2])
    return f"{words} It concerns the {entity}." if words and entity else words
