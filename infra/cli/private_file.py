"""A file that holds a secret: only its owner may read it."""

import os
import stat
from pathlib import Path

from infra.cli.trouble import UsageTrouble


def read_private(path: Path) -> str:
    """Raises UsageTrouble when it can't be read, or when others could."""
    try:
        with path.open(encoding="utf-8") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            if mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise UsageTrouble(
                    f"{path} is open to others (mode {mode:04o}) and may hold a key.",
                    f"Close it: chmod 600 {path}",
                )
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise UsageTrouble(f"{path} can't be read: {reason}") from None
