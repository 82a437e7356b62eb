"""What can be wrong with the outer structure of any X12 file."""

from chalicelib.x12.findings import ERROR, NOTE, WARNING, Rule

_EXPORT = "Export the file again from the billing software."
_INCOMPLETE = "The file is incomplete: export it again, and check that the copy is not cut short."
_VENDOR = "Ask the vendor of the billing software: a program, not a person, writes this number."

UNREADABLE = {
    "empty": Rule("x12.empty", ERROR, None, "The file is empty.", _EXPORT),
    "not_x12": Rule(
        "x12.not_x12",
        ERROR,
        "TA105:024",
        "The file does not begin with an ISA segment, so it is not an X12 file.",
        "Send the X12 837 file itself: no print image, PDF or archive, and no text before ISA.",
    ),
    "isa_length": Rule(
        "x12.isa_length",
        ERROR,
        "TA105:024",
        "The ISA segment does not have its fixed length of 106 characters.",
        "Export the file again; do not edit it by hand, blanks in ISA count.",
    ),
    "delimiter_not_allowed": Rule(
        "x12.delimiter_not_allowed",
        ERROR,
        "TA105:026",
        "A letter, digit or blank stands where ISA names a delimiter.",
        "Set the delimiters in the billing software to * : ^ and ~.",
    ),
    "delimiters_clash": Rule(
        "x12.delimiters_clash",
        ERROR,
        "TA105:027",
        "ISA names the same character for two delimiters.",
        "Set the delimiters in the billing software to * : ^ and ~.",
    ),
}
LEADING_BYTES = Rule(
    "x12.leading_bytes",
    NOTE,
    None,
    "{count} bytes (a byte order mark or blanks) stand before ISA and are left out.",
    "Nothing to do.",
)
ENDS_INSIDE_SEGMENT = Rule(
    "x12.ends_inside_segment",
    ERROR,
    "TA105:023",
    "The data end inside a segment.",
    _INCOMPLETE,
)
DATA_AFTER_IEA = Rule(
    "x12.data_after_iea",
    ERROR,
    "TA105:024",
    "Something follows the end of the interchange (IEA).",
    "Remove what follows IEA, or send it in a file of its own if it holds claims.",
)
OUT_OF_PLACE = Rule(
    "x12.segment_out_of_place",
    ERROR,
    "TA105:022",
    "A segment stands outside of every transaction set.",
    _EXPORT,
)
INTERCHANGE_NUMBERS_DIFFER = Rule(
    "x12.interchange_control_number",
    ERROR,
    "TA105:001",
    "The interchange's number in IEA02 is not the one in ISA13.",
    _VENDOR,
)
INTERCHANGE_NUMBER_REPEATED = Rule(
    "x12.interchange_control_number_repeated",
    ERROR,
    "TA105:025",
    "Two interchanges of the file have the same number in ISA13.",
    _VENDOR,
)
GROUP_COUNT = Rule(
    "x12.group_count",
    ERROR,
    "TA105:021",
    "IEA01 announces {stated} functional groups, the interchange holds {counted}.",
    _INCOMPLETE,
)
INTERCHANGE_TRAILER_MISSING = Rule(
    "x12.interchange_trailer_missing",
    ERROR,
    "TA105:023",
    "The interchange has no end (IEA).",
    _INCOMPLETE,
)
GROUP_HEADER_MISSING = Rule(
    "x12.group_header_missing",
    ERROR,
    "TA105:022",
    "A transaction set stands outside of every functional group (GS).",
    _EXPORT,
)
GROUP_TRAILER_MISSING = Rule(
    "x12.group_trailer_missing",
    ERROR,
    "AK905:3",
    "The functional group has no end (GE).",
    _INCOMPLETE,
)
GROUP_NUMBERS_DIFFER = Rule(
    "x12.group_control_number",
    ERROR,
    "AK905:4",
    "The group's number in GE02 is not the one in GS06.",
    _VENDOR,
)
GROUP_NUMBER_REPEATED = Rule(
    "x12.group_control_number_repeated",
    ERROR,
    "AK905:19",
    "Two functional groups of the interchange have the same number in GS06.",
    _VENDOR,
)
SET_COUNT = Rule(
    "x12.set_count",
    ERROR,
    "AK905:5",
    "GE01 announces {stated} transaction sets, the group holds {counted}.",
    _INCOMPLETE,
)
SET_TRAILER_MISSING = Rule(
    "x12.set_trailer_missing",
    ERROR,
    "IK502:2",
    "The transaction set has no end (SE).",
    _INCOMPLETE,
)
SET_NUMBERS_DIFFER = Rule(
    "x12.set_control_number",
    ERROR,
    "IK502:3",
    "The transaction set's number in SE02 is not the one in ST02.",
    _VENDOR,
)
SET_NUMBER_REPEATED = Rule(
    "x12.set_control_number_repeated",
    ERROR,
    "IK502:23",
    "Two transaction sets of the group have the same number in ST02.",
    _VENDOR,
)
SEGMENT_COUNT = Rule(
    "x12.segment_count",
    ERROR,
    "IK502:4",
    "SE01 announces {stated} segments, the transaction set holds {counted}.",
    "The file was cut or edited after it was written: export it again.",
)
GUIDE_NOT_KNOWN = Rule(
    "x12.guide_not_known",
    ERROR,
    "AK905:2",
    "GS08 and ST01 name no guide that is known here; the group was not looked into.",
    "Check that the file was made for the right receiver and in version 5010.",
)
ENVELOPE_ELEMENT = Rule(
    "x12.envelope_element",
    WARNING,
    None,
    "{at} is not as X12 wants it; most receivers do not mind.",
    _VENDOR,
)


def _element(rule_id: str, code: str | None) -> Rule:
    return Rule(f"x12.{rule_id}", ERROR, code, "{at} is empty or cannot be read.", _VENDOR)


CHECKED = ("ISA", "GS", "TA1")
ELEMENTS = {
    ("ISA", 9): _element("interchange_date", "TA105:014"),
    ("ISA", 10): _element("interchange_time", "TA105:015"),
    ("ISA", 13): _element("interchange_number", "TA105:018"),
    ("ISA", 15): _element("usage_indicator", "TA105:020"),
    ("GS", 4): _element("group_date", None),
    ("GS", 5): _element("group_time", None),
    ("GS", 6): _element("group_number", "AK905:6"),
    ("TA1", 4): _element("acknowledgment_code", "TA105:024"),
}
"""What a receiver cannot do without, by segment and element."""
