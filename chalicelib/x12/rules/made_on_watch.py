"""Reads the day on which a transaction set says it was made."""

from collections.abc import Mapping

from chalicelib.x12.days import day_of
from chalicelib.x12.rules.context import FileContext
from chalicelib.x12.segments import Segment
from chalicelib.x12.walk.places import Place
from chalicelib.x12.walk.steps import Watch


class MadeOnWatch:
    """BHT04 where it can be read; GS04 was taken before."""

    def __init__(self, context: FileContext) -> None:
        self._context = context

    def places(self) -> Mapping[Place, Watch]:
        """BHT alone."""
        return {("ST_LOOP", "BHT"): self._read}

    def cut(self, end: int) -> None:
        """Nothing depends on the end."""

    def _read(self, bht: Segment) -> None:
        self._context.made_on = day_of(bht[4]) or self._context.made_on
