import threading

import paramiko
import pytest

from infra.sandbox.clearinghouse.config import ClearinghouseConfig, User
from infra.sandbox.clearinghouse.ledger import Logins
from infra.sandbox.clearinghouse.simulated_clearinghouse import SimulatedClearinghouse
from tests.clearinghouse.visitor import Visitor


def test_a_wrong_password_is_refused_and_counted(clearinghouse: SimulatedClearinghouse) -> None:
    with pytest.raises(paramiko.AuthenticationException):
        Visitor(clearinghouse, "practice", "wrong")
    with pytest.raises(paramiko.AuthenticationException):
        Visitor(clearinghouse, "nobody", "right")
    with Visitor(clearinghouse, "practice", "right"):
        assert clearinghouse.logins == {"practice": Logins(1, 1), "nobody": Logins(0, 1)}


def test_only_the_newest_password_opens_the_door(clearinghouse: SimulatedClearinghouse) -> None:
    clearinghouse.set_password("practice", "changed")
    with pytest.raises(paramiko.AuthenticationException):
        Visitor(clearinghouse, "practice", "right")
    with Visitor(clearinghouse, "practice", "changed") as visitor:
        assert sorted(visitor.sftp.listdir("/")) == ["inbound", "outbound"]


def test_while_sftp_is_down_connections_are_refused(
    clearinghouse: SimulatedClearinghouse, visitor: Visitor
) -> None:
    clearinghouse.refuse_connections(True)
    with pytest.raises((paramiko.SSHException, EOFError, OSError)):
        visitor.sftp.listdir("/")
    with pytest.raises(paramiko.SSHException):
        Visitor(clearinghouse, "practice", "right")
    assert clearinghouse.logins["practice"] == Logins(1, 0)
    clearinghouse.refuse_connections(False)
    with Visitor(clearinghouse, "practice", "right") as back:
        assert back.sftp.listdir("outbound") == []


def test_the_host_key_is_the_one_announced(
    clearinghouse: SimulatedClearinghouse, visitor: Visitor
) -> None:
    key = visitor.transport.get_remote_server_key()
    assert clearinghouse.host_key.split()[:2] == [key.get_name(), key.get_base64()]
    assert clearinghouse.host_key_fingerprint == key.fingerprint


def test_a_taken_port_is_an_error_and_leaves_no_thread(
    clearinghouse: SimulatedClearinghouse,
) -> None:
    before = threading.active_count()
    config = ClearinghouseConfig((User("practice", "right"),), port=clearinghouse.port)
    with pytest.raises(OSError, match="address already in use"):
        SimulatedClearinghouse(config).start()
    assert threading.active_count() == before


def test_stopping_ends_the_thread() -> None:
    before = threading.active_count()
    with SimulatedClearinghouse(ClearinghouseConfig((User("practice", "right"),))):
        assert threading.active_count() > before
    assert threading.active_count() == before
