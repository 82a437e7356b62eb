"""The ERA archive: its manifests and exports."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.wired import Wired

if TYPE_CHECKING:
    from chalicelib.services.era.describe_month import DescribeMonth
    from chalicelib.services.era.keep_era_archive import KeepEraArchive
    from chalicelib.services.era.request_export import RequestExport


class Era(Wired):
    @cached_property
    def keep_era_archive(self) -> "KeepEraArchive":
        from chalicelib.services.era.build_export import BuildExport
        from chalicelib.services.era.keep_era_archive import KeepEraArchive

        p, describe = self._ports, self._describe_month
        build = BuildExport(p.archive, p.clock, describe, p.downloads, p.era_files, p.era_exports)
        return KeepEraArchive(build, p.clock, describe, p.era_files, p.era_exports)

    @cached_property
    def request_export(self) -> "RequestExport":
        from chalicelib.services.era.request_export import RequestExport

        p = self._ports
        return RequestExport(p.accounts, p.clock, p.downloads, p.era_files, p.era_exports)

    @cached_property
    def _describe_month(self) -> "DescribeMonth":
        from chalicelib.services.era.describe_month import DescribeMonth

        p = self._ports
        return DescribeMonth(p.archive, p.clock, p.era_files)
