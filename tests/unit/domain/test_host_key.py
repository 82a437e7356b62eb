"""Host key lines and their fingerprints."""

import asyncssh
import pytest

from chalicelib.domain.host_key import fingerprint, is_host_key
from infra.sandbox.clearinghouse.host_key import fingerprint as openssh_fingerprint
from tests.fakes.mailboxes import OTHER_KEY


@pytest.mark.parametrize("algorithm", ["ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256"])
def test_a_fingerprint_is_the_one_that_openssh_shows(algorithm: str) -> None:
    key = asyncssh.generate_private_key(algorithm)
    line = key.export_public_key().decode().strip()
    assert fingerprint(" ".join(line.split()[:2])) == openssh_fingerprint(key)


@pytest.mark.parametrize("line", ["", "x", "ssh-ed25519", "ssh-ed25519 !!!", "made-up AAAA"])
def test_what_is_no_host_key_has_no_fingerprint(line: str) -> None:
    assert not is_host_key(line)
    with pytest.raises(ValueError, match="not a host key"):
        fingerprint(line)


def test_a_host_key_names_its_own_algorithm() -> None:
    assert is_host_key(OTHER_KEY)
    assert not is_host_key(OTHER_KEY.replace("ssh-ed25519", "ssh-rsa"))
