"""Where a webhook may go: by HTTPS to public addresses, and nowhere into a network of ours."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from chalicelib.domain.errors import UnusableUrlError

Address = IPv4Address | IPv6Address

LONGEST_URL = 1_000
_CARRYING_OTHERS = ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16")
"""IPv6 addresses that lead to an IPv4 address which they carry: nobody needs them here."""
_NOBODYS = ("192.0.0.0/24", "192.88.99.0/24", "fec0::/10")
"""What Python takes for public though it is not (RFC 6890, RFC 7526, RFC 3879)."""
_REFUSED = tuple(map(ip_network, (*_CARRYING_OTHERS, *_NOBODYS)))
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Target:
    """`path` with the query."""

    secure: bool
    host: str
    port: int
    path: str


def target_of(url: str, *, loopback: bool = False) -> Target:
    """Raises UnusableUrlError for a URL that could never be called.

    `loopback` lets this machine through, and it without TLS: for a sandbox alone.
    """
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise UnusableUrlError("A URL has up to 1,000 printable ASCII characters and no blanks.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise UnusableUrlError("This is no URL.") from None
    if not host or parts.username is not None or parts.password is not None or parts.fragment:
        raise UnusableUrlError("A URL has a host, no user or password, and no fragment.")
    local = loopback and host in _LOOPBACK_NAMES
    if parts.scheme != "https" and not (local and parts.scheme == "http"):
        raise UnusableUrlError("Webhooks go by https only.")
    _check_literal(host, loopback=loopback)
    secure = parts.scheme == "https"
    path = parts.path or "/"
    return Target(
        secure,
        host,
        port or (443 if secure else 80),
        f"{path}?{parts.query}" if parts.query else path,
    )


def may_be_called(address: Address, *, loopback: bool = False) -> bool:
    """Whether an address is anybody's on the public internet."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return may_be_called(address.ipv4_mapped, loopback=loopback)
    if loopback and address.is_loopback:
        return True
    if any(address in network for network in _REFUSED):
        return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def _check_literal(host: str, *, loopback: bool) -> None:
    try:
        address = ip_address(host)
    except ValueError:
        # A name: what it leads to is looked at whenever it is called.
        return
    if not may_be_called(address, loopback=loopback):
        raise UnusableUrlError("Webhooks go to public addresses only.")
