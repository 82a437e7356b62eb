"""Host keys of servers: lines such as "ssh-ed25519 AAAA…", and the fingerprints people compare."""

import base64
import hashlib


def is_host_key(line: str) -> bool:
    """Whether it is "algorithm key"; the key's first field names its algorithm again
    (RFC 4253, section 6.6)."""
    algorithm, _, key = line.partition(" ")
    try:
        begins = base64.b64decode(key, validate=True)
    except ValueError:
        return False
    return bool(algorithm) and begins[4 : 4 + len(algorithm)] == algorithm.encode()


def fingerprint(line: str) -> str:
    """As OpenSSH writes it: "SHA256:" and 43 characters of base64 without padding.

    Raises ValueError for what is no host key.
    """
    if not is_host_key(line):
        raise ValueError("not a host key")
    digest = hashlib.sha256(base64.b64decode(line.split()[1])).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")
