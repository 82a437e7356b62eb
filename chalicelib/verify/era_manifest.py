"""The manifests of a month: each with its own SHA-256, each naming the one before."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from types import NoneType

from chalicelib.verify.canonical import Json, parse, sha256, write
from chalicelib.verify.era_files import MANIFEST, MonthFiles
from chalicelib.verify.findings import Fault, FaultyFileError, Finding
from chalicelib.verify.shape import Shape, fits

FORMAT = "claim-courier era 1"
FORMS = ("835", "txt", "made.txt")

_ENTRY: Shape = {
    "account_id": str,
    "files": list,
    "format": str,
    "month": str,
    "number": int,
    "payments": int,
    "previous": str | NoneType,
    "total": str,
}
_FILE: Shape = {"forms": dict, "payments": list, "stem": str}
_FORM: Shape = {"key": str, "origin": str, "response_id": str, "sha256": str, "size": int}
_PAYMENT: Shape = {
    "amount": str,
    "claims": int,
    "first_key": str | NoneType,
    "imbalances": int,
    "method": str,
    "originator": str,
    "paid_on": str | NoneType,
    "payer_identifier": str,
    "payer_name": str,
    "remittance_id": str,
    "trace_number": str,
}
_STEM = re.compile("[0-9A-Za-z_-]+")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class SoundManifest:
    """`name` is its file's; `says` is what it says."""

    name: str
    sha256: str
    says: Json


def read_manifests(files: MonthFiles) -> tuple[list[SoundManifest], list[Finding]]:
    """Those that are as they were written, by number, and what is wrong with others."""
    sound: list[SoundManifest] = []
    findings: list[Finding] = []
    for name in files.names:
        if MANIFEST.fullmatch(name):
            try:
                sound.append(_read(files, name))
            except FaultyFileError as error:
                findings.append(Finding(error.fault, None, name, error.words))
    sound.sort(key=lambda manifest: int(manifest.says["number"]))
    return sound, [*findings, *_breaks(sound), *_drops(sound)]


def _read(files: MonthFiles, name: str) -> SoundManifest:
    document = parse(files.read(name))
    if document.keys() != {"manifest", "sha256"} or not _is_entry(document["manifest"]):
        raise FaultyFileError(Fault.NOT_CANONICAL, "this is not a manifest")
    entry: Json = document["manifest"]
    if sha256(write(entry)) != document["sha256"]:
        raise FaultyFileError(Fault.ALTERED, "the manifest does not have its own SHA-256")
    match = MANIFEST.fullmatch(name)
    numbered = match[1] if match else None
    if entry["format"] != FORMAT or (numbered and int(numbered) != entry["number"]):
        raise FaultyFileError(Fault.MISPLACED, "the manifest has another number or format")
    return SoundManifest(name, document["sha256"], entry)


def _breaks(sound: list[SoundManifest]) -> list[Finding]:
    """Where one does not follow the one before it; the first that lies here may be any."""
    words = "it does not follow the manifest before it"
    return [
        Finding(Fault.BROKEN_CHAIN, None, later.name, words)
        for earlier, later in pairwise(sound)
        if (later.says["number"], later.says["previous"])
        != (earlier.says["number"] + 1, earlier.sha256)
    ]


def _drops(sound: list[SoundManifest]) -> list[Finding]:
    """Where one leaves out, or tells otherwise, what the one before it told: files only join."""
    words = "files that the manifest before told of are gone: "
    return [
        Finding(Fault.LINE_DROPPED, None, later.name, words + ", ".join(sorted(gone)[:_SHOWN]))
        for earlier, later in pairwise(sound)
        if (gone := {name for name, _ in _forms(earlier) - _forms(later)})
    ]


def _forms(manifest: SoundManifest) -> set[tuple[str, str]]:
    """Each by its file's name, with its SHA-256."""
    return {
        (f"{file['stem']}.{form}", told["sha256"])
        for file in manifest.says["files"]
        for form, told in file["forms"].items()
    }


def _is_entry(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and fits(entry, _ENTRY)
        and _is_amount(entry["total"])
        and all(_is_file(each) for each in entry["files"])
    )


def _is_file(file: object) -> bool:
    return (
        isinstance(file, dict)
        and fits(file, _FILE)
        and _STEM.fullmatch(file["stem"]) is not None
        and file["forms"].keys() <= set(FORMS)
        and all(fits(form, _FORM) for form in file["forms"].values())
        and all(fits(each, _PAYMENT) and _is_amount(each["amount"]) for each in file["payments"])
    )


def _is_amount(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
