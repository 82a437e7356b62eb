"""Every fault as a real SFTP client meets it."""

import stat
import time
from collections.abc import Callable

import paramiko
import pytest

from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.faults.order import FaultOrder
from infra.sandbox.clearinghouse.ledger import Logins
from infra.sandbox.clearinghouse.simulated_clearinghouse import SimulatedClearinghouse
from tests.clearinghouse.life import PRACTICE, claims_of
from tests.clearinghouse.visitor import Visitor, eventually

CONTENT = bytes(range(256)) * 400
BROKEN = (paramiko.SSHException, EOFError, OSError)
HALF = 50_000
REPORT = "report.txt"


def try_to_enter(clearinghouse: SimulatedClearinghouse, password: str = "right") -> bool:
    try:
        with Visitor(clearinghouse, PRACTICE, password):
            return True
    except paramiko.AuthenticationException:
        return False


def test_wrong_password(clearinghouse: SimulatedClearinghouse) -> None:
    clearinghouse.switch_on(FaultOrder(Fault.WRONG_PASSWORD, count=2))
    assert [try_to_enter(clearinghouse) for _ in range(3)] == [False, False, True]
    assert clearinghouse.logins[PRACTICE] == Logins(1, 2)


def test_lockout_refuses_the_right_password_until_unlocked(
    clearinghouse: SimulatedClearinghouse,
) -> None:
    clearinghouse.switch_on(FaultOrder(Fault.LOCKOUT, amount=2))
    tried = [try_to_enter(clearinghouse, password) for password in ("wrong", "right") * 2]
    assert tried == [False, True, False, True]
    tried = [try_to_enter(clearinghouse, password) for password in ("wrong", "wrong", "right")]
    assert tried == [False, False, False]
    clearinghouse.switch_off(Fault.LOCKOUT)
    assert not try_to_enter(clearinghouse)
    clearinghouse.unlock(PRACTICE)
    assert try_to_enter(clearinghouse)


def test_account_paused(clearinghouse: SimulatedClearinghouse, visitor: Visitor) -> None:
    clearinghouse.switch_on(FaultOrder(Fault.ACCOUNT_PAUSED))
    visitor.submit("837P_1.txt", claims_of("PAY1"))
    clearinghouse.step()
    assert try_to_enter(clearinghouse)
    assert visitor.sftp.listdir("inbound") == ["837P_1.txt"]
    clearinghouse.switch_off(Fault.ACCOUNT_PAUSED)
    eventually(lambda: visitor.sftp.listdir("inbound") == [])
    assert len(visitor.await_answers(6)) == 8


def test_host_key_changed(clearinghouse: SimulatedClearinghouse) -> None:
    def shown() -> str:
        with Visitor(clearinghouse, PRACTICE, "right") as visitor:
            return f"ssh-ed25519 {visitor.transport.get_remote_server_key().get_base64()}"

    assert shown() == clearinghouse.host_key
    clearinghouse.switch_on(FaultOrder(Fault.HOST_KEY_CHANGED))
    assert shown() != clearinghouse.host_key
    clearinghouse.switch_off(Fault.HOST_KEY_CHANGED)
    assert shown() == clearinghouse.host_key


def test_connection_refused(clearinghouse: SimulatedClearinghouse, visitor: Visitor) -> None:
    clearinghouse.switch_on(FaultOrder(Fault.CONNECTION_REFUSED))
    with pytest.raises(BROKEN):
        visitor.sftp.listdir(".")
    with pytest.raises(paramiko.SSHException, match="Unable to connect"):
        Visitor(clearinghouse, PRACTICE, "right")
    clearinghouse.switch_off(Fault.CONNECTION_REFUSED)
    assert try_to_enter(clearinghouse)


def test_upload_reset_leaves_what_had_passed(
    clearinghouse: SimulatedClearinghouse, visitor: Visitor
) -> None:
    clearinghouse.switch_on(FaultOrder(Fault.UPLOAD_RESET, count=1, amount=HALF))
    with pytest.raises(BROKEN):
        visitor.put("inbound/staged.tmp", CONTENT)
    eventually(lambda: not visitor.transport.is_active())
    with Visitor(clearinghouse, PRACTICE, "right") as again:
        assert again.sftp.stat("inbound/staged.tmp").st_size == HALF
        again.put("inbound/staged.tmp", CONTENT)
        assert again.get("inbound/staged.tmp") == CONTENT


def test_upload_stalled(clearinghouse: SimulatedClearinghouse) -> None:
    clearinghouse.switch_on(FaultOrder(Fault.UPLOAD_STALLED, count=1, amount=HALF))
    with (
        Visitor(clearinghouse, PRACTICE, "right", timeout=0.2) as visitor,
        pytest.raises(TimeoutError),
    ):
        visitor.put("inbound/staged.tmp", CONTENT)
    with Visitor(clearinghouse, PRACTICE, "right") as again:
        assert again.sftp.stat("inbound/staged.tmp").st_size == HALF


def test_download_reset(clearinghouse: SimulatedClearinghouse, visitor: Visitor) -> None:
    clearinghouse.put_outbound(PRACTICE, REPORT, CONTENT)
    clearinghouse.switch_on(FaultOrder(Fault.DOWNLOAD_RESET, count=1, amount=HALF))
    with pytest.raises(BROKEN):
        visitor.get(f"outbound/{REPORT}")
    eventually(lambda: not visitor.transport.is_active())
    with Visitor(clearinghouse, PRACTICE, "right") as again:
        assert again.get(f"outbound/{REPORT}") == CONTENT


def test_download_stalled_until_it_is_switched_off(clearinghouse: SimulatedClearinghouse) -> None:
    clearinghouse.put_outbound(PRACTICE, REPORT, CONTENT)
    clearinghouse.switch_on(FaultOrder(Fault.DOWNLOAD_STALLED, amount=HALF))
    with (
        Visitor(clearinghouse, PRACTICE, "right", timeout=0.2) as visitor,
        pytest.raises(TimeoutError),
    ):
        visitor.get(f"outbound/{REPORT}")
    clearinghouse.switch_off(Fault.DOWNLOAD_STALLED)
    with Visitor(clearinghouse, PRACTICE, "right") as again:
        assert again.get(f"outbound/{REPORT}") == CONTENT


def test_disk_full(clearinghouse: SimulatedClearinghouse, visitor: Visitor) -> None:
    clearinghouse.switch_on(FaultOrder(Fault.DISK_FULL, count=1, amount=HALF))
    with pytest.raises(OSError, match=r"size mismatch|No space"):
        visitor.put("inbound/staged.tmp", CONTENT)
    assert visitor.sftp.stat("inbound/staged.tmp").st_size == HALF
    visitor.put("inbound/staged.tmp", CONTENT)


def test_slow_drip(clearinghouse: SimulatedClearinghouse, visitor: Visitor) -> None:
    clearinghouse.switch_on(FaultOrder(Fault.SLOW_DRIP, amount=500_000))
    begun = time.monotonic()
    visitor.put("inbound/staged.tmp", CONTENT)
    assert time.monotonic() - begun >= len(CONTENT) / 500_000


@pytest.mark.parametrize("fault", [Fault.RENAME_UNSUPPORTED, Fault.RENAME_REFUSED])
def test_no_rename(fault: Fault, clearinghouse: SimulatedClearinghouse, visitor: Visitor) -> None:
    visitor.put("inbound/staged.tmp", CONTENT)
    clearinghouse.switch_on(FaultOrder(fault))
    word = "supported|renaming" if fault is Fault.RENAME_UNSUPPORTED else "Cannot rename"
    for rename in (visitor.sftp.rename, visitor.sftp.posix_rename):
        with pytest.raises(OSError, match=word):
            rename("inbound/staged.tmp", "inbound/other.tmp")
    assert visitor.sftp.listdir("inbound") == ["staged.tmp"]
    clearinghouse.switch_off(fault)
    visitor.sftp.posix_rename("inbound/staged.tmp", "inbound/other.tmp")


def test_size_lies(clearinghouse: SimulatedClearinghouse, visitor: Visitor) -> None:
    clearinghouse.put_outbound(PRACTICE, REPORT, b"12345")
    clearinghouse.switch_on(FaultOrder(Fault.SIZE_LIES, count=3, amount=2))
    path = f"outbound/{REPORT}"
    with visitor.sftp.open(path) as file:
        sizes = [visitor.sftp.stat(path).st_size, file.stat().st_size]
    sizes += [visitor.sftp.listdir_attr("outbound")[0].st_size, visitor.sftp.lstat(path).st_size]
    assert sizes == [7, 7, 7, 5]
    assert stat.S_ISDIR(visitor.sftp.stat("outbound").st_mode or 0)


def test_clock_skew(clearinghouse: SimulatedClearinghouse, visitor: Visitor) -> None:
    clearinghouse.put_outbound(PRACTICE, REPORT, b"12345")
    path = f"outbound/{REPORT}"
    real = visitor.sftp.stat(path).st_mtime or 0
    clearinghouse.switch_on(FaultOrder(Fault.CLOCK_SKEW, amount=7200))
    assert visitor.sftp.stat(path).st_mtime == real + 7200
    assert visitor.sftp.listdir_attr("outbound")[0].st_mtime == real + 7200


def test_vanished_file(clearinghouse: SimulatedClearinghouse, visitor: Visitor) -> None:
    clearinghouse.put_outbound(PRACTICE, REPORT, b"12345")
    clearinghouse.switch_on(FaultOrder(Fault.VANISHED_FILE, count=1))
    assert visitor.sftp.listdir("outbound") == [REPORT]
    with pytest.raises(FileNotFoundError):
        visitor.get(f"outbound/{REPORT}")
    assert visitor.get(f"outbound/{REPORT}") == b"12345"


def test_long_listing(clearinghouse: SimulatedClearinghouse, visitor: Visitor) -> None:
    clearinghouse.switch_on(FaultOrder(Fault.LONG_LISTING, amount=1000))
    assert len(visitor.sftp.listdir_attr("outbound")) == 1000


@pytest.mark.parametrize(
    ("fault", "holds"),
    [
        (Fault.FOREIGN_FILE, lambda content: b"ELSEWHERE" in content),
        (Fault.GARBAGE_FILE, lambda content: not content.startswith(b"ISA")),
    ],
)
def test_stray_files(
    fault: Fault,
    holds: Callable[[bytes], bool],
    clearinghouse: SimulatedClearinghouse,
    visitor: Visitor,
) -> None:
    clearinghouse.switch_on(FaultOrder(fault))
    (name,) = visitor.sftp.listdir("outbound")
    assert holds(visitor.get(f"outbound/{name}"))
