"""What a piece of work asked of AWS, by function."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from infra.sandbox import running_function
from infra.scale.call_recorder import Call, CallRecorder
from infra.scale.capacity import ItemsBefore, Units, units_of


@dataclass(slots=True)
class Counted:
    """Calls by (handler, service, operation); runs and seconds of processor time by handler."""

    calls: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    units: dict[str, Units] = field(default_factory=dict)
    runs: Counter[str] = field(default_factory=Counter)
    processor_seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def note(self, calls: Iterable[Call]) -> None:
        """Calls outside of every function are an operator's and left out."""
        for call in calls:
            if call.handler is None:
                continue
            self.calls[call.handler, call.service, call.operation] += 1
            if call.service == "dynamodb":
                before = self.units.get(call.handler, Units())
                self.units[call.handler] = before + units_of(call)

    def ran(self, handler: str, processor_seconds: float) -> None:
        self.runs[handler] += 1
        self.processor_seconds[handler] += processor_seconds


@contextmanager
def counting(before: ItemsBefore) -> Iterator[Counted]:
    """Complete when the block has ended."""
    counted, recorder = Counted(), CallRecorder(before)
    running_function.ended.append(counted.ran)
    try:
        with recorder.recording():
            yield counted
    finally:
        running_function.ended.remove(counted.ran)
        counted.note(recorder.calls)
