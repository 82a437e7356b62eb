"""Certify the months of the ERA archive: each by its newest manifest, as it lies there."""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.closing.certified_month import CertifiedMonth
from chalicelib.domain.era import EraMonth
from chalicelib.domain.era_manifest import files_told
from chalicelib.domain.errors import ArchivedColdError, NotFoundError
from chalicelib.domain.ports import Archive


@dataclass(frozen=True, slots=True)
class CertifyMonths:
    """A manifest is read by the number that its row had when it was surveyed. None is ever
    replaced: whatever is written meanwhile has another number."""

    archive: Archive

    def __call__(
        self, months: Iterable[EraMonth]
    ) -> tuple[tuple[CertifiedMonth, ...], tuple[str, ...]]:
        """Those months, and by name those whose manifest is not there as it was written, or can't
        be read at once."""
        read = {each.month: self._certified(each) for each in months}
        lost = tuple(month for month, certified in read.items() if certified is None)
        return tuple(each for each in read.values() if each is not None), lost

    def _certified(self, month: EraMonth) -> CertifiedMonth | None:
        try:
            content = self.archive.manifest(month.account_id, month.month, month.manifest)
        except (NotFoundError, ArchivedColdError):
            return None
        files = files_told(content, month.manifest_sha256)
        if files is None:
            return None
        return CertifiedMonth(month.month, month.manifest, files, month.manifest_sha256)
