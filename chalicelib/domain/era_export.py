"""An export: one month of the ERA archive as one ZIP to be downloaded."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.identifiers import AccountId, ExportId


class ExportState(StrEnum):
    REQUESTED = "requested"
    BUILT = "built"
    FAILED = "failed"


class ExportFailure(StrEnum):
    """Why it can't be built as things are: objects lie in Deep Archive and have to be restored, or
    they are more than one ZIP can hold."""

    COLD = "cold"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class EraExport:
    """`manifest` and `manifest_sha256` are of the manifest in it, `sha256` and `size` of the ZIP
    itself; all are None until it is built. It lies where it is downloaded for some weeks only.
    `reason` says why it failed."""

    export_id: ExportId
    account_id: AccountId
    month: str
    requested_at: datetime
    state: ExportState = ExportState.REQUESTED
    built_at: datetime | None = None
    manifest: int | None = None
    manifest_sha256: str | None = None
    sha256: str | None = None
    size: int | None = None
    reason: ExportFailure | None = None

    def fail(self, reason: ExportFailure) -> "EraExport":
        """Not tried again until somebody asks for it again."""
        return replace(self, state=ExportState.FAILED, reason=reason)

    @property
    def name(self) -> str:
        """What the ZIP is called, and the folder in it."""
        return f"{self.account_id}-{self.month}"
