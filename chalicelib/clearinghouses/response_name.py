"""What the name of a response tells, before anybody has looked into it."""

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.response import ResponseKind


class AnswerStage(StrEnum):
    """Whose decision a 277CA reports: the clearinghouse's own, or the payer's."""

    CLEARINGHOUSE = "clearinghouse"
    PAYER = "payer"


@dataclass(frozen=True, slots=True)
class ResponseName:
    """Each field is None where the name says nothing of it.

    `file_id` is the clearinghouse's number of our file, or of a part of it; `submitted_name` our
    own name of it, without its extension.
    """

    kind: ResponseKind | None = None
    file_id: str | None = None
    submitted_name: str | None = None
    stage: AnswerStage | None = None
