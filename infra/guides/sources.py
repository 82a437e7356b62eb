"""Every guide table, by its name, from the source that it is compiled from."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from chalicelib.x12.guide.specs import LoopSpec
from infra.guides import corrections
from infra.guides.notation import read_guide
from infra.guides.pyx12_maps import transaction_set
from infra.guides.table_text import table_text

_OWN = Path(__file__).parent / "own"
_MAPPED: dict[str, tuple[str, Callable[[LoopSpec], LoopSpec]]] = {
    "837P": ("837.5010.X222.A1.xml", corrections.any_guide),
    "837I": ("837Q3.I.5010.X223.A1.xml", corrections.any_guide),
    "835": ("835.5010.X221.A1.xml", corrections.remittance),
    "999": ("999.5010X231.A1.xml", corrections.any_guide),
    "277CA": ("277.5010.X214.xml", corrections.any_guide),
}
OWN = ("837D", "276", "277", "270", "271", "envelope")


@cache
def guide(name: str) -> LoopSpec:
    """The guide with this name, from a map or from our own notation."""
    if name in OWN:
        return read_guide((_OWN / f"{name}.guide").read_text("ascii"), guide)
    file_name, correct = _MAPPED[name]
    return correct(transaction_set(file_name))


def tables() -> dict[str, str]:
    """The text of every table by the name of its file."""
    return {f"{name}.txt": table_text(guide(name)) for name in (*_MAPPED, *OWN)}
