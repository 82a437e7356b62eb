"""The server's host key, kept so that a client may pin it."""

from pathlib import Path

import asyncssh


def lasting_host_key(path: Path) -> asyncssh.SSHKey:
    """The key kept at `path`; made and kept there when there is none."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(asyncssh.generate_private_key("ssh-ed25519").export_private_key())
    return asyncssh.read_private_key(path)


def public_line(key: asyncssh.SSHKey) -> str:
    """`ssh-ed25519 AAAA…` as in a known_hosts file."""
    return key.export_public_key().decode().strip()


def fingerprint(key: asyncssh.SSHKey) -> str:
    """`SHA256:…` as ssh shows it."""
    return key.get_fingerprint()
