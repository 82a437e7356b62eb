"""A file at an address that the API has given: whoever has it may read it, so no key is sent."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from infra.cli.address import is_loopback
from infra.cli.transport import BrokenConnection, fetched
from infra.cli.trouble import Trouble, UnreachableTrouble, UsageTrouble

Download = Callable[[str], bytes]


def download(address: str) -> bytes:
    """Raises UnreachableTrouble when it is not to be had."""
    if not address.startswith("https://") and not is_loopback(address):
        raise UnreachableTrouble("The API names an address that is not encrypted.")
    try:
        return fetched(address)
    except BrokenConnection as error:
        raise UnreachableTrouble(f"The file can't be downloaded: {error}") from None


def checked(content: bytes, sha256: str | None, what: str) -> bytes:
    """The content, if it is what was archived. Raises Trouble where it is not."""
    if sha256 is not None and hashlib.sha256(content).hexdigest() != sha256:
        raise Trouble(
            f"{what} is not what was archived: its SHA-256 differs.", f"Archived: {sha256}"
        )
    return content


def new_file(folder: str, name: str) -> Path:
    """Where it will lie. Raises UsageTrouble where something lies there already."""
    path = Path(folder) / Path(name).name
    if os.path.lexists(path):
        raise UsageTrouble(f"{path} is there already; nothing was changed.")
    return path


def save(path: Path, content: bytes) -> None:
    """Into a new file that only its owner may read, for it tells of patients; whole or not at all.

    Raises UsageTrouble.
    """
    begun = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(begun, content)
        new_file(str(path.parent), path.name)
        begun.rename(path)
    except OSError as error:
        raise UsageTrouble(f"{path} can't be written: {error.strerror}") from None
    finally:
        with suppress(OSError):
            begun.unlink()


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
