"""What is needed of the walker by those who look at segments without a place."""

from chalicelib.x12.segments import Segment
from chalicelib.x12.typed import Protocol
from chalicelib.x12.walk.frames import Frame
from chalicelib.x12.walk.steps import Step


class Journey(Protocol):
    """The open loops, and the ways to go on."""

    frames: list[Frame]

    def place(self, segment: Segment) -> None: ...

    def take(self, depth: int, step: Step, segment: Segment) -> None: ...

    def enter(self, depth: int, step: Step, segment: Segment) -> None: ...

    def leave(self, depth: int, segment: Segment) -> None: ...
