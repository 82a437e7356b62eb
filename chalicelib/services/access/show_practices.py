"""The practices that a caller may know of."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Practice
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import PracticeId
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import Practices


@dataclass(frozen=True, slots=True)
class ShowPractices:
    practices: Practices

    def __call__(self, practice_id: PracticeId, reach: Reach) -> Practice:
        """Raises NotFoundError for what is out of reach, too."""
        if practice_id not in reach.practices:
            raise NotFoundError("practice", practice_id)
        return self.practices.get(practice_id)

    def list(self, reach: Reach, limit: int, after: str) -> Page[Practice]:
        """By id, those behind `after`; the next cursor is the last id given."""
        ids = sorted(each for each in reach.practices if each > after)
        shown = ids[:limit]
        more = shown[-1] if len(ids) > limit else None
        return Page(self.practices.get_all(shown), more)
