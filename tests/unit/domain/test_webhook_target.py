"""Where webhooks may go."""

from ipaddress import ip_address

import pytest

from chalicelib.domain.errors import UnusableUrlError
from chalicelib.domain.webhooks.target import Target, may_be_called, target_of

PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "::ffff:8.8.8.8"]
OURS = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "169.254.170.2",
    "100.64.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001:db8::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_may_be_called(address: str) -> None:
    assert may_be_called(ip_address(address))


@pytest.mark.parametrize("address", OURS)
def test_an_address_of_some_network_s_own_may_not(address: str) -> None:
    assert not may_be_called(ip_address(address))


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_a_sandbox_may_call_its_own_machine_and_nothing_else(address: str) -> None:
    assert may_be_called(ip_address(address), loopback=True)
    assert not may_be_called(ip_address("10.0.0.1"), loopback=True)
    assert not may_be_called(ip_address("169.254.169.254"), loopback=True)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "https://",
        "https:///path",
        "example.com",
        "",
        "https://user@example.com/",
        "https://user:password@example.com/",
        "https://example.com/#part",
        "https://example.com:99999/",
        "https://example.com:port/",
        "https://exa mple.com/",
        "https://example.com/\r\nX-Injected: 1",
        "https://example.com/\x00",
        "https://ex\u00e4mple.com/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[fe80::1%25eth0]/",
        "https://[not-an-address]/",
        "https://example.com/" + "a" * 1_000,
    ],
)
def test_a_url_that_could_never_be_called_is_refused(url: str) -> None:
    with pytest.raises(UnusableUrlError):
        target_of(url)


def test_a_target_is_what_the_url_says() -> None:
    assert target_of("https://Example.com/hook?a=1") == Target(
        True, "example.com", 443, "/hook?a=1"
    )
    assert target_of("https://example.com:8443") == Target(True, "example.com", 8443, "/")


def test_only_a_sandbox_does_without_tls_and_only_on_its_own_machine() -> None:
    with pytest.raises(UnusableUrlError):
        target_of("http://127.0.0.1:8080/")
    assert target_of("http://127.0.0.1:8080/x", loopback=True).port == 8080
    with pytest.raises(UnusableUrlError):
        target_of("http://example.com/", loopback=True)
