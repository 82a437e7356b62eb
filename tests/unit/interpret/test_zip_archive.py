import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.clearinghouses.reading import UnreadableResponseError
from chalicelib.interpret import zip_archive
from chalicelib.interpret.zip_archive import MOST_MEMBERS, Member, members
from chalicelib.interpret.zip_directory import entries_listed
from tests.unit.interpret.zips import zip_of

ERA = (("a_ERA_835.835", b"ISA*00*"), ("a_ERA_STATUS.txt", b"Dear: Pat Sample"))


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_come_out_in_order(compression: int) -> None:
    assert members(zip_of(*ERA, compression=compression)) == tuple(
        Member(name, content) for name, content in ERA
    )


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a.835", "a.835"),
        ("/a/b.txt", "b.txt"),
        ("..", "member-1"),
        ("a\nb.835", "ab.835"),
    ],
)
def test_a_name_is_reduced_to_its_base(path: str, name: str) -> None:
    (member,) = members(zip_of((path, b"x")))
    assert member.name == name


def test_folders_are_no_members() -> None:
    assert members(zip_of(("folder/", b""), ("folder/a.835", b"x"))) == (
        Member("a.835", b"x", "folder"),
    )


@pytest.mark.parametrize("path", ["x/y/a.835", "x\\y\\a.835"])
def test_where_a_member_lay_is_told_beside_its_name(path: str) -> None:
    (member,) = members(zip_of((path, b"x")))
    assert (member.folder, member.name) == ("x/y", "a.835")


def test_a_zip_inside_comes_out_unopened() -> None:
    inner = zip_of(*ERA)
    assert members(zip_of(("inner.zip", inner))) == (Member("inner.zip", inner),)


def test_a_bomb_is_refused_whatever_its_header_says() -> None:
    bomb = zip_of(("bomb", bytes(50_000_000)))
    lying = bomb.replace((50_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != bomb
    for content in (bomb, lying):
        with pytest.raises(UnreadableResponseError):
            members(content)


def test_many_small_bombs_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_archive, "MOST_BYTES", 1_500)
    assert len(members(zip_of(("a", bytes(1_500))))) == 1
    with pytest.raises(UnreadableResponseError, match="more than a response can hold"):
        members(zip_of(("a", bytes(1_000)), ("b", bytes(501))))


def test_too_many_members_are_refused_and_the_most_allowed_are_not() -> None:
    allowed = [(str(number), b"") for number in range(MOST_MEMBERS)]
    assert len(members(zip_of(*allowed))) == MOST_MEMBERS
    with pytest.raises(UnreadableResponseError, match="too many"):
        members(zip_of(*allowed, ("one more", b"")))


def test_members_of_a_zip_inside_are_not_members_of_the_one_around_it() -> None:
    """A year of monthly ZIPs, stored as they are."""
    month = zip_of(*((str(number), b"") for number in range(MOST_MEMBERS // 2)))
    year = zip_of(*((f"{n}.zip", month) for n in range(12)), compression=zipfile.ZIP_STORED)
    assert len(members(year)) == 12


@pytest.mark.parametrize("comment", [b"", b"packed by hand"])
@pytest.mark.parametrize("before", [b"", b"something before it"])
def test_entries_are_counted_where_the_directory_is(comment: bytes, before: bytes) -> None:
    inner = zip_of(("a", b""), ("b", b""))
    outer = BytesIO(before)
    with zipfile.ZipFile(outer, "a") as archive:
        archive.writestr("inner.zip", inner)
        archive.comment = comment
    assert entries_listed(outer.getvalue()) == 1


def test_entries_of_a_large_format_zip_are_counted() -> None:
    """The directory's size and place stand in a record before the end."""
    plain = zip_of(("a", b"x"), ("b", zip_of(("c", b"y"))), compression=zipfile.ZIP_STORED)
    end = len(plain) - 22
    size, start = plain[end + 12 : end + 16], plain[end + 16 : end + 20]
    record = b"".join(
        [b"PK\x06\x06", (44).to_bytes(8, "little"), bytes(12)]
        + [(2).to_bytes(8, "little")] * 2
        + [size + bytes(4), start + bytes(4)]
    )
    locator = b"PK\x06\x07" + bytes(4) + end.to_bytes(8, "little") + (1).to_bytes(4, "little")
    large = plain[:end] + record + locator + plain[end : end + 8] + b"\xff" * 12 + bytes(2)
    assert [info.filename for info in zipfile.ZipFile(BytesIO(large)).infolist()] == ["a", "b"]
    assert entries_listed(large) == 2


def test_what_only_looks_like_the_large_format_hides_no_entry() -> None:
    packed, last = BytesIO(), zipfile.ZipInfo("b")
    last.comment = b"PK\x06\x07" + bytes(16)
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a", b"x")
        archive.writestr(last, b"y")
    assert len(members(packed.getvalue())) == entries_listed(packed.getvalue()) == 2


@settings(max_examples=300)
@given(st.binary(min_size=1, max_size=4), st.integers(0, 300), st.integers(0, 4))
def test_no_damage_hides_an_entry_that_is_read(noise: bytes, at: int, cut: int) -> None:
    content = zip_of(*ERA)
    damaged = content[:at] + noise + content[at + cut :]
    try:
        read = zipfile.ZipFile(BytesIO(damaged)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return
    assert len(read) <= entries_listed(damaged)


def test_an_encrypted_member_is_refused() -> None:
    content = bytearray(zip_of(("a.835", b"x")))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    content[content.index(b"PK\x03\x04") + 6] |= 1
    with pytest.raises(UnreadableResponseError, match="encrypted"):
        members(bytes(content))


def test_an_unknown_compression_is_refused() -> None:
    with pytest.raises(UnreadableResponseError, match="unknown way"):
        members(zip_of(("a.835", b"x"), compression=zipfile.ZIP_LZMA))


def test_a_damaged_member_is_refused() -> None:
    content = zip_of(("a.835", b"ISA" * 9), compression=zipfile.ZIP_STORED)
    with pytest.raises(UnreadableResponseError, match="broken"):
        members(content.replace(b"ISAISA", b"ISAISB", 1))


@settings(max_examples=300)
@given(st.binary(min_size=1, max_size=4), st.integers(0, 300), st.integers(0, 4))
def test_damage_never_raises_anything_else(noise: bytes, at: int, cut: int) -> None:
    content = zip_of(*ERA)
    try:
        found = members(content[:at] + noise + content[at + cut :])
    except UnreadableResponseError:
        return
    assert all(isinstance(member, Member) for member in found)


@given(st.binary(max_size=200))
def test_garbage_is_refused(content: bytes) -> None:
    if not zipfile.is_zipfile(BytesIO(content)):
        with pytest.raises(UnreadableResponseError):
            members(content)
