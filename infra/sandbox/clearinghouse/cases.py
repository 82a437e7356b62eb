"""A picked-up file as the clearinghouse handles it, claim by claim."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from infra.sandbox.clearinghouse.arrivals import ArrivedClaim, ArrivedFile, Organization
from infra.sandbox.clearinghouse.file_ids import FileIds
from infra.sandbox.clearinghouse.names import Form
from infra.sandbox.clearinghouse.scenarios import FrontEnd, Scenario
from infra.sandbox.clearinghouse.submitter import Submitter
from infra.sandbox.clearinghouse.syntax_check import FileVerdict, ScenarioOf


@dataclass(frozen=True, slots=True)
class Submission:
    """A file as it was handed in, by SFTP or in the web portal; `file_id` is the master's."""

    user: str
    submitted_name: str
    form: Form
    file_id: int
    test: bool
    received_at: datetime
    from_portal: bool = False

    @property
    def master_name(self) -> str:
        """How the File Summary names the file."""
        return f"{self.file_id}_{self.submitted_name}"


@dataclass(frozen=True, slots=True)
class Child:
    """The part of a file that goes to one payer, with a file id of its own."""

    file_id: int
    payer: Organization


@dataclass(frozen=True, slots=True)
class ClaimCase:
    """One claim under way; `batch_reference` is the BHT03 that it came under."""

    submitter: Submitter
    claim: ArrivedClaim
    scenario: Scenario
    claim_id: int
    child: Child
    batch_reference: str

    @property
    def errors(self) -> tuple[str, ...]:
        """The front-end edits that it failed."""
        return self.scenario.rejections if self.scenario.front_end is FrontEnd.REJECT else ()

    @property
    def payer_reference(self) -> str:
        """The payer's own number for the claim."""
        return f"PC{self.claim_id}"


@dataclass(frozen=True, slots=True)
class FileCase:
    """A readable file; `claims` are those of its accepted transaction sets."""

    submission: Submission
    arrived: ArrivedFile
    verdict: FileVerdict
    children: tuple[Child, ...]
    claims: tuple[ClaimCase, ...]

    def decided(self, decision: FrontEnd) -> tuple[ClaimCase, ...]:
        return tuple(case for case in self.claims if case.scenario.front_end is decision)


def open_case(
    submission: Submission,
    arrived: ArrivedFile,
    verdict: FileVerdict,
    scenario_of: ScenarioOf,
    ids: FileIds,
) -> FileCase:
    """Splits the file by payer and gives every claim of an accepted set its claim id."""
    referenced = [
        (each.reference, claim) for each in verdict.accepted_sets for claim in each.claims
    ]
    children = split_by_payer([claim for _, claim in referenced], ids)
    claim_ids = ids.claim_ids(len(referenced))
    claims = tuple(
        ClaimCase(
            arrived.submitter,
            claim,
            scenario_of(claim),
            claim_id,
            children[claim.payer.identifier],
            reference,
        )
        for claim_id, (reference, claim) in zip(claim_ids, referenced, strict=True)
    )
    return FileCase(submission, arrived, verdict, tuple(children.values()), claims)


def split_by_payer(claims: Iterable[ArrivedClaim], ids: FileIds) -> dict[str, Child]:
    """The parts of a file by payer id."""
    payers = {claim.payer.identifier: claim.payer for claim in claims}
    file_ids = ids.child_file_ids(len(payers))
    return {
        identifier: Child(file_id, payer)
        for file_id, (identifier, payer) in zip(file_ids, payers.items(), strict=True)
    }
