"""Exports of the ERA archive: a row each, in a list while they are to be built."""

from dataclasses import dataclass

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.keys import era as keys
from chalicelib.adapters.dynamodb.places import era as places
from chalicelib.adapters.dynamodb.places.place import Index
from chalicelib.adapters.dynamodb.stored import found
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.era_export import EraExport
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import ExportId


@dataclass(frozen=True, slots=True)
class DynamoEraExports:
    table: Table

    def add(self, export: EraExport) -> EraExport:
        return decode(EraExport, self.table.put_if_absent(_item(export)))

    def get(self, export_id: ExportId) -> EraExport:
        return found(EraExport, self.table.get(keys.export(export_id)), "export", export_id)

    def waiting(self) -> tuple[EraExport, ...]:
        listed = self.table.queued(Index.WORK, places.EXPORTS_WAITING)
        return tuple(decode(EraExport, one) for one in listed)

    def advance(self, old: EraExport, new: EraExport) -> None:
        if not self.table.put_if(_item(new), Attr("state").eq(old.state)):
            raise ConflictError(f"{old.export_id} has changed meanwhile.")


def _item(export: EraExport) -> Attributes:
    return item(keys.export(export.export_id), encode(export), places.of_export(export))
