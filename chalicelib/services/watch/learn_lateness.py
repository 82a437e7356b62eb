"""Learn how long payers take, from batches that they have answered."""

from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.deadlines import Stage
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.lateness import Sample
from chalicelib.domain.ports import Latenesses
from chalicelib.services.diagnosis.assess_batch import Assessment


@dataclass(frozen=True, slots=True)
class LearnLateness:
    latenesses: Latenesses

    def __call__(self, account_id: AccountId, assessment: Assessment) -> dict[str, timedelta]:
        """Remember what a batch teaches; the usual times of the payers that it still waits for,
        as far as enough is known. A second time changes nothing."""
        for payer_id, sample in assessment.samples.items():
            self._learn(account_id, payer_id, sample)
        waited_for = {
            wait.payer_id for wait in assessment.waits if wait.stage is Stage.PAYER_ANSWER
        }
        known = {
            payer_id: self.latenesses.get(account_id, payer_id).usual
            for payer_id in waited_for
            if payer_id is not None
        }
        return {payer_id: usual for payer_id, usual in known.items() if usual is not None}

    def _learn(self, account_id: AccountId, payer_id: str, sample: Sample) -> None:
        while True:
            old = self.latenesses.get(account_id, payer_id)
            new = old.learn((sample,))
            if new is old:
                return
            try:
                self.latenesses.advance(old, new)
            except ConflictError:
                continue
            return
