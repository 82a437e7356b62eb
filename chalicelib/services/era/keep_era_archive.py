"""Keep the ERA archive described, and build the exports that were asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from chalicelib.domain.errors import CourierError
from chalicelib.domain.ports import Clock, EraExports, EraFiles
from chalicelib.observability import log_failure
from chalicelib.services.era.build_export import BuildExport
from chalicelib.services.era.describe_month import DescribeMonth

AT_MOST_EVERY = timedelta(hours=1)
"""While files of a month come in one by one, each manifest would be locked for years."""

BEGIN_NO_MORE_AFTER = timedelta(minutes=4)


class EraArchiveNotKeptError(CourierError):
    """Everything else was done; what is named failed."""


@dataclass(frozen=True, slots=True)
class KeepEraArchive:
    build: BuildExport
    clock: Clock
    describe: DescribeMonth
    era_files: EraFiles
    exports: EraExports

    def __call__(self) -> None:
        """What the time does not suffice for is still due at the next round.

        Raises EraArchiveNotKeptError.
        """
        begun, failed = self.clock.now(), list[str]()
        for about, step in self._steps():
            if self.clock.now() - begun > BEGIN_NO_MORE_AFTER:
                break
            if not _succeeds(about, step):
                failed.append(about)
        if failed:
            raise EraArchiveNotKeptError(", ".join(failed))

    def _steps(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Exports first: somebody waits for them."""
        for export in self.exports.waiting():
            yield export.export_id, partial(self.build, export)
        now = self.clock.now()
        for month in self.era_files.undescribed():
            if month.described_at is None or now - month.described_at >= AT_MOST_EVERY:
                about = f"{month.account_id} {month.month}"
                yield about, partial(self.describe, month.account_id, month.month)


def _succeeds(about: str, step: Callable[[], object]) -> bool:
    """One's failure holds up no other."""
    try:
        step()
    except Exception as error:  # noqa: BLE001 - its words may quote a file; the id is told
        log_failure("era archive not kept", error, where=about)
        return False
    return True
