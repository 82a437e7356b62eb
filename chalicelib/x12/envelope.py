"""The outer structure of a file: interchange, functional groups, transaction sets."""

from chalicelib.x12.typed import NamedTuple


class TransactionSet(NamedTuple):
    """ST to SE. `start` and `end` are byte offsets: the S of ST, the byte behind SE's terminator.

    `segment_count` is the number of segments found, ST and SE included. `guide` is ST03, `id` ST01,
    `batch_reference` BHT03; "" where absent.
    """

    control_number: str
    id: str
    guide: str
    batch_reference: str
    first_segment_number: int
    segment_count: int
    start: int
    end: int


class FunctionalGroup(NamedTuple):
    """GS to GE: GS01, GS02, GS03, GS06, GS08 and the sets. `start` is the byte offset of GS.

    `stated_count` is GE01, None when GE is missing or GE01 is no number.
    """

    functional_id: str
    sender: str
    receiver: str
    control_number: str
    version: str
    first_segment_number: int
    start: int
    sets: tuple[TransactionSet, ...]
    stated_count: int | None


class Interchange(NamedTuple):
    """ISA to IEA. Ids without their padding; `date` is YYMMDD, `time` HHMM, both as written.

    `usage_indicator` is ISA15 (P or T), `version` ISA12. `start` is the byte offset of ISA.
    """

    sender_qualifier: str
    sender_id: str
    receiver_qualifier: str
    receiver_id: str
    date: str
    time: str
    control_number: str
    usage_indicator: str
    version: str
    first_segment_number: int
    start: int
    groups: tuple[FunctionalGroup, ...]
