"""What can be told of a file that a person downloaded at the clearinghouse and hands in."""

import re
from collections.abc import Hashable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import PureWindowsPath

from chalicelib.clearinghouses.profile import Profile
from chalicelib.domain.identifiers import digest, sha256_of
from chalicelib.interpret.encodings import as_utf8
from chalicelib.interpret.zip_archive import Member

_ENDINGS = frozenset({"835", "txt", "zip", "x12", "edi"})
_DAY_IN_NAME = re.compile(r"(?<!\d)(20\d{6})(?:\d{6})?(?!\d)")
_ISA_DATE_AND_TIME = slice(70, 81)
"""ISA09, a separator, ISA10: the header's fields have fixed places."""


def name_of(profile: Profile, given: str, content: bytes) -> str:
    """The given name where it is the clearinghouse's own; else one that tells nothing, because
    people put patients into names. Names that belong together still do."""
    base = PureWindowsPath(given).name
    if profile.is_own_era_name(base):
        return base
    ending = base.rpartition(".")[2].lower()
    told = digest(profile.era_stem(base) if base else sha256_of(content))[:16]
    return f"handed-in-{told}.{ending if ending in _ENDINGS else 'dat'}"


def time_of(given: str, content: bytes, latest: datetime) -> datetime | None:
    """When the clearinghouse made the file: the day in its name, or else the time in its ISA, both
    taken as UTC; None where neither tells, or tells of a time after `latest`."""
    told = _time_in_name(PureWindowsPath(given).name) or _time_in_interchange(as_utf8(content))
    return None if told is None or told > latest + timedelta(days=1) else told


def times_of(
    profile: Profile, members: tuple[Member, ...], latest: datetime
) -> tuple[datetime | None, ...]:
    """When each was made: as it tells itself, or else another form of the file, which has its stem
    and lies in its folder, or in any; the earliest of several. None where nothing tells."""
    own = [time_of(member.name, member.content, latest) for member in members]
    stems = [profile.era_stem(member.name) for member in members]
    places = [(member.folder, stem) for member, stem in zip(members, stems, strict=True)]
    by_place, by_stem = _earliest(places, own), _earliest(stems, own)
    return tuple(
        time or by_place.get(place) or by_stem.get(place[1])
        for time, place in zip(own, places, strict=True)
    )


def _earliest(
    keys: Iterable[Hashable], times: Iterable[datetime | None]
) -> Mapping[Hashable, datetime]:
    told: dict[Hashable, datetime] = {}
    for key, time in zip(keys, times, strict=True):
        if time is not None:
            told[key] = min(time, told.get(key, time))
    return told


def _time_in_name(name: str) -> datetime | None:
    found = _DAY_IN_NAME.search(name)
    return None if found is None else _parsed(found[1], "%Y%m%d")


def _time_in_interchange(content: bytes) -> datetime | None:
    if not content.startswith(b"ISA"):
        return None
    stated = content[_ISA_DATE_AND_TIME]
    digits = (stated[:6] + stated[7:]).decode("ascii", errors="replace")
    return _parsed(digits, "%y%m%d%H%M")


def _parsed(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError:
        return None
