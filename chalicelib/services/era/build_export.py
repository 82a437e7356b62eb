"""Build the ZIP of a month: its manifest and every form of every file, checked on the way."""

import hashlib
import zipfile
from dataclasses import dataclass, replace
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from chalicelib.domain.era import ArchivedForm, EraMonth
from chalicelib.domain.era_export import EraExport, ExportFailure, ExportState
from chalicelib.domain.era_manifest import told_keys
from chalicelib.domain.errors import ArchivedColdError, ConflictError, CourierError
from chalicelib.domain.identifiers import sha256_of
from chalicelib.domain.ports import Archive, Clock, Downloads, EraExports, EraFiles
from chalicelib.services.era.describe_month import DescribeMonth

MANIFEST = "manifest.json"
MOST_BYTES = 480_000_000
"""Of a ZIP: it is built on the function's disk, which has 512 MB."""
_IN_MEMORY = 64_000_000
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP can say: the same month gives the same bytes."""


class DamagedArchiveError(CourierError):
    """An archived object is not what its row tells."""


class TooLargeError(CourierError):
    """More than one ZIP can hold."""


@dataclass(frozen=True, slots=True)
class BuildExport:
    archive: Archive
    clock: Clock
    describe: DescribeMonth
    downloads: Downloads
    era_files: EraFiles
    exports: EraExports

    def __call__(self, export: EraExport) -> EraExport:
        """One that can't be built as things are fails, and is tried no more.

        Raises DamagedArchiveError, and hands nothing out then.
        """
        try:
            return self._advanced(export, self._built(export))
        except ArchivedColdError:
            return self._advanced(export, export.fail(ExportFailure.COLD))
        except TooLargeError:
            return self._advanced(export, export.fail(ExportFailure.TOO_LARGE))

    def _advanced(self, export: EraExport, new: EraExport) -> EraExport:
        try:
            self.exports.advance(export, new)
        except ConflictError:
            return self.exports.get(export.export_id)
        return new

    def _built(self, export: EraExport) -> EraExport:
        month = self.describe(export.account_id, export.month)
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as spooled:
            packed = cast(BinaryIO, spooled)
            self._pack(packed, export, month)
            packed.seek(0)
            sha256 = hashlib.file_digest(spooled, "sha256").hexdigest()
            size = packed.tell()
            packed.seek(0)
            self.downloads.keep(export.account_id, export.export_id, packed)
        return replace(
            export,
            state=ExportState.BUILT,
            built_at=self.clock.now(),
            manifest=month.manifest,
            manifest_sha256=month.manifest_sha256,
            sha256=sha256,
            size=size,
        )

    def _pack(self, packed: BinaryIO, export: EraExport, month: EraMonth) -> None:
        """What came since the manifest was written is left to the next export."""
        manifest = self.archive.manifest(month.account_id, month.month, month.manifest)
        told = told_keys(manifest)
        with zipfile.ZipFile(packed, "w") as archive:
            _add(archive, f"{export.name}/{MANIFEST}", manifest)
            for form in self.era_files.of_month(month.account_id, month.month):
                if form.key in told:
                    name = form.key.rpartition("/")[2]
                    _add(archive, f"{export.name}/{name}", self._content(form))
                if packed.tell() > MOST_BYTES:
                    raise TooLargeError(f"{export.name} is too large for one ZIP.")

    def _content(self, form: ArchivedForm) -> bytes:
        content = self.archive.read(form.key)
        if sha256_of(content) != form.sha256:
            raise DamagedArchiveError(f"{form.key} has another SHA-256 than when it was archived.")
        return content


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _LONG_AGO)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3
    archive.writestr(info, content)
