"""What can be wrong with a claim file, beyond its outer structure."""

from chalicelib.x12.findings import ERROR, WARNING, Rule

_SETTING = "Choose the current 5010 guide of this kind of claim in the billing software."

TOO_LARGE = Rule(
    "x12.too_large",
    ERROR,
    None,
    "The file has {counted} bytes, more than the {most} that are taken.",
    "Split it into smaller files.",
)
INDENTED = Rule(
    "x12.indented",
    ERROR,
    None,
    "A segment stands behind blanks: the file was indented for reading.",
    "Send the file as the billing software wrote it; blanks before a segment are no X12.",
)
ONE_INTERCHANGE = Rule(
    "x12.one_interchange",
    ERROR,
    None,
    "The file holds {counted} interchanges (ISA to IEA).",
    "Send each interchange in its own file.",
)
ONE_GROUP = Rule(
    "x12.one_group",
    ERROR,
    None,
    "The interchange holds {counted} functional groups (GS to GE).",
    "Send each functional group in its own file.",
)
TOO_MANY_SETS = Rule(
    "x12.too_many_sets",
    ERROR,
    None,
    "The file holds {counted} transaction sets (ST to SE), more than the {most} that are taken.",
    "Split it into smaller files.",
)
TOO_MANY_CLAIMS = Rule(
    "x12.too_many_claims",
    ERROR,
    None,
    "A transaction set holds more than {most} claims.",
    "Export fewer claims per file.",
)
FUNCTIONAL_ID = Rule(
    "x12.functional_id",
    ERROR,
    "AK905:1",
    "GS01 says that the group holds no claims (it is not HC).",
    "Send 837 claim files only; answers of a clearinghouse are not sent back.",
)
UNKNOWN_GUIDE = Rule(
    "x12.unknown_guide",
    ERROR,
    "AK905:2",
    "GS08 names no implementation guide of 837 claims.",
    _SETTING,
)
OLD_VERSION = Rule(
    "x12.old_version",
    ERROR,
    "AK905:2",
    "GS08 names a version before 5010, which payers have not taken since 2012.",
    _SETTING,
)
PREDETERMINATION = Rule(
    "x12.predetermination",
    ERROR,
    "AK905:2",
    "GS08 names a predetermination (a question about coverage), not a claim.",
    "Send it to the payer's own channel for predeterminations.",
)
POST_ADJUDICATED = Rule(
    "x12.post_adjudicated",
    ERROR,
    "AK905:2",
    "GS08 names post-adjudicated claims data, a report of payers, not a claim.",
    "Send 837 claim files only.",
)
OLDER_GUIDE = Rule(
    "x12.older_guide",
    WARNING,
    None,
    "GS08 names an older release of the guide; it is taken, but clearinghouses may refuse it.",
    _SETTING,
)
GUIDE_MISSING = Rule(
    "x12.guide_missing",
    WARNING,
    "IK502:I6",
    "ST03 is empty; the guide in GS08 is taken.",
    _SETTING,
)
GUIDES_DIFFER = Rule(
    "x12.guides_differ",
    WARNING,
    "IK502:I6",
    "ST03 names another release of the guide than GS08.",
    _SETTING,
)
MIXED_KINDS = Rule(
    "x12.mixed_kinds",
    ERROR,
    "IK502:I6",
    "ST03 does not name the same kind of claim as GS08.",
    "Send professional, institutional and dental claims in files of their own.",
)
NOT_A_CLAIM_SET = Rule(
    "x12.not_a_claim_set",
    ERROR,
    "IK502:1",
    "The transaction set is not an 837 (ST01).",
    "Send 837 claim files only.",
)
NO_CLAIMS = Rule(
    "x12.no_claims",
    ERROR,
    None,
    "The file holds no claims.",
    "Select the claims to send in the billing software and export again.",
)
CLAIM_OUTSIDE_SUBSCRIBER = Rule(
    "x12.claim_outside_subscriber",
    ERROR,
    "IK304:2",
    "The claim stands under no subscriber or patient.",
    "Check the claim's subscriber in the billing software, then export again.",
)
CLAIM_WITHOUT_ID = Rule(
    "x12.claim_without_id",
    ERROR,
    "IK403:1",
    "The claim has no patient control number (CLM01).",
    "Give the claim a number of its own; every answer is matched by it.",
)
CLAIM_ID_TOO_LONG = Rule(
    "x12.claim_id_too_long",
    ERROR,
    "IK403:5",
    "The patient control number of the claim (CLM01) is too long.",
    "X12 allows 38 characters; keep it to 14.",
)
CLAIM_ID_LONG = Rule(
    "x12.claim_id_long",
    WARNING,
    None,
    "The patient control number (CLM01) has {counted} characters.",
    "Keep it to {most} characters: clearinghouses cut longer ones in their reports.",
)
CLAIM_ID_REPEATED = Rule(
    "x12.claim_id_repeated",
    WARNING,
    None,
    "The claim has the same patient control number (CLM01) as an earlier one.",
    "Give each claim a number of its own, or answers cannot be told apart.",
)
CHARGE_MISSING = Rule(
    "x12.charge_missing",
    ERROR,
    "IK403:1",
    "The claim has no total charge (CLM02).",
    "Enter the charges of the claim, then export again.",
)
CHARGE_NOT_A_NUMBER = Rule(
    "x12.charge_not_a_number",
    ERROR,
    "IK403:6",
    "The total charge of the claim (CLM02) is not a number.",
    "Write amounts with digits and a decimal point only: no comma, currency sign or blank.",
)
HL_NUMBER = Rule(
    "x12.hl_number",
    WARNING,
    "IK403:7",
    "HL01 does not count the levels one by one from 1: it should be {expected}.",
    "Ask the vendor of the billing software; the order of the levels is taken instead.",
)
HL_PARENT = Rule(
    "x12.hl_parent",
    ERROR,
    "IK403:7",
    "HL02 does not name the level that this one stands under.",
    "Export again: the claims below could be taken for another provider's or subscriber's.",
)
HL_LEVEL = Rule(
    "x12.hl_level",
    ERROR,
    "IK403:7",
    "HL03 is no level of this kind of file, or stands where that level cannot stand.",
    "Export again; a claim's levels are billing provider (20), subscriber (22) and patient (23).",
)
HL_CHILDREN = Rule(
    "x12.hl_children",
    WARNING,
    "IK403:7",
    "HL04 does not say rightly whether another level follows below this one.",
    "Ask the vendor of the billing software; the order of the levels is taken instead.",
)
PAYER_ID_LENGTH = Rule(
    "x12.payer_id_length",
    ERROR,
    None,
    "The payer id in {at} is not of {wanted} letters or digits, as the clearinghouse's ids are.",
    "Look the payer up in the clearinghouse's payer list and enter the id for claims.",
)
