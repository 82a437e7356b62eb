"""Where an address leads: to this machine, or over which way a key may travel."""

import ipaddress
from urllib.parse import SplitResult, urlsplit

from infra.cli.trouble import UsageTrouble


def is_loopback(address: str) -> bool:
    """False for what is no address, too."""
    parts = _parts(address)
    host = (parts and parts.hostname) or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_address(address: str) -> None:
    """Of the API. Raises UsageTrouble for one over which a key would travel in the clear, too."""
    parts = _parts(address)
    if not parts or parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise UsageTrouble("The API's address looks like https://<host>/<stage>.")
    if parts.scheme == "http" and not is_loopback(address):
        raise UsageTrouble("A key never travels in the clear: the API's address begins with https.")


def _parts(address: str) -> SplitResult | None:
    """None for half an IPv6 address, or a port that is none."""
    try:
        parts = urlsplit(address)
        return None if parts.port == 0 else parts
    except ValueError:
        return None
