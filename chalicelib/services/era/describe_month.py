"""Write the manifest of a month of the ERA archive, when there is something new to tell."""

from dataclasses import dataclass, replace

from chalicelib.domain.era import EraMonth
from chalicelib.domain.era_manifest import Manifest, read_manifest, write_manifest
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Archive, Clock, EraFiles

MOST_DRAWS = 3
"""One takes over what another wrote and did not note, one tells the rest."""
MOST_TRIES = 20
"""Of noting it while one file after the other is counted."""


@dataclass(frozen=True, slots=True)
class DescribeMonth:
    """Rows are read, objects are not: what a row tells of an object was checked when it was stored.
    The archive decides who writes manifest N, as it does for statements."""

    archive: Archive
    clock: Clock
    era_files: EraFiles

    def __call__(self, account_id: AccountId, month: str) -> EraMonth:
        """The month with a manifest that tells all that its row knew of at first; what comes
        meanwhile is left to the next.

        Raises NotFoundError for a month in which nothing was archived, and ConflictError when
        others were faster again and again.
        """
        known = self.era_files.month(account_id, month)
        changes = known.changes
        for _ in range(MOST_DRAWS):
            if known.described < changes:
                known = self._noted(known, self._described(known))
        if known.described < changes:
            raise ConflictError(f"{month} of {account_id} is being described by others.")
        return known

    def _noted(self, old: EraMonth, new: EraMonth) -> EraMonth:
        """What was counted meanwhile does not unmake the manifest that was written."""
        for _ in range(MOST_TRIES):
            try:
                self.era_files.describe(old, new)
            except ConflictError:
                now = self.era_files.month(old.account_id, old.month)
                if (now.manifest, now.described) != (old.manifest, old.described):
                    return now
                old, new = now, replace(new, changes=now.changes)
            else:
                return new
        return old

    def _described(self, old: EraMonth) -> EraMonth:
        written = self._written(old)
        if written.content_sha256 == old.content_sha256:
            return self._now(old, described=old.changes)
        number = written.number
        try:
            self.archive.store_manifest(old.account_id, old.month, number, written.content)
        except ConflictError:
            # Who wrote it died before it was noted, or is about to; it told less or more than this.
            stored = read_manifest(self.archive.manifest(old.account_id, old.month, number))
            return self._now(_with(old, stored), described=old.described)
        return self._now(_with(old, written), described=old.changes)

    def _written(self, old: EraMonth) -> Manifest:
        forms = self.era_files.of_month(old.account_id, old.month)
        previous = old.manifest_sha256 or None
        return write_manifest(old.account_id, old.month, old.manifest + 1, previous, forms)

    def _now(self, month: EraMonth, described: int) -> EraMonth:
        return replace(month, described=described, described_at=self.clock.now())


def _with(month: EraMonth, manifest: Manifest) -> EraMonth:
    return replace(
        month,
        manifest=manifest.number,
        manifest_sha256=manifest.sha256,
        content_sha256=manifest.content_sha256,
    )
