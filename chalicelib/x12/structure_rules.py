"""What can be wrong with the order and number of segments and loops, by the guide (IK304)."""

from chalicelib.x12.findings import ERROR, Rule

_EXPORT = "Export the file again; if that does not help, ask the vendor of the billing software."

SEGMENT_UNKNOWN = Rule(
    "x12.segment_unknown",
    ERROR,
    "IK304:1",
    "The segment does not exist in this kind of transaction set.",
    _EXPORT,
)
SEGMENT_UNEXPECTED = Rule(
    "x12.segment_unexpected",
    ERROR,
    "IK304:2",
    "The segment cannot stand here.",
    _EXPORT,
)
SEGMENT_MISSING = Rule(
    "x12.segment_missing",
    ERROR,
    "IK304:3",
    "The segment {segment} is missing in loop {loop}, where it is required.",
    "Enter what is missing in the billing software, then export again.",
)
LOOP_TOO_OFTEN = Rule(
    "x12.loop_too_often",
    ERROR,
    "IK304:4",
    "Loop {loop} comes more than the {most} times that are allowed.",
    "Split what is too much off into another claim or file.",
)
SEGMENT_TOO_OFTEN = Rule(
    "x12.segment_too_often",
    ERROR,
    "IK304:5",
    "The segment comes more often in loop {loop} than is allowed.",
    _EXPORT,
)
SEGMENT_ORDER = Rule(
    "x12.segment_order",
    ERROR,
    "IK304:7",
    "The segment stands too late in loop {loop}: others that belong behind it came first.",
    _EXPORT,
)
