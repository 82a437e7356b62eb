"""What is particular to a clearinghouse: the interface that every profile fills in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from infra.sandbox.clearinghouse.adjudication import ClaimPayment
from infra.sandbox.clearinghouse.answers.answer import Answer, Desk
from infra.sandbox.clearinghouse.arrivals import ArrivedFile
from infra.sandbox.clearinghouse.cases import ClaimCase, FileCase, Submission
from infra.sandbox.clearinghouse.house import House
from infra.sandbox.clearinghouse.names import Form
from infra.sandbox.clearinghouse.timeline import Timeline

AnswerFile = Callable[[FileCase, Desk], Iterator[Answer]]
AnswerClaims = Callable[[Sequence[ClaimCase], Desk], Iterator[Answer]]
AnswerPayments = Callable[[Sequence[ClaimPayment], Desk], Iterator[Answer]]


@dataclass(frozen=True, slots=True)
class Label:
    """What a file is taken for before it is read as a whole."""

    form: Form
    test: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """Data, and a function for every manner; a function that yields nothing stays silent.

    `test_receiver` stands in ISA08 of a test file. `takes` judges a file's name alone, `label` its
    name and content. `interchange_note` is the TA105 of a readable file (`000` accepts it). `again`
    names a file that comes once more, from its name and a new file id. The rest write the answers
    of one stage each; what the payers say comes to `report_status`, `acknowledge_for_payers` and
    `remit` gathered from many files.
    """

    name: str
    house: House
    inbound: str
    outbound: str
    test_receiver: str
    timeline: Timeline
    takes: Callable[[str], bool]
    label: Callable[[str, bytes], Label]
    interchange_note: Callable[[ArrivedFile], str]
    again: Callable[[str, int], str]
    report_failure: Callable[[Submission, str, Desk], Iterator[Answer]]
    acknowledge: AnswerFile
    summarize: AnswerFile
    acknowledge_claims: AnswerFile
    report_status: AnswerClaims
    acknowledge_for_payers: AnswerClaims
    remit: AnswerPayments
