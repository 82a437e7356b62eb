"""OpenSSH's own server on loopback, seen by nobody else and leaving nothing behind.

It runs in namespaces of its own, where /etc/passwd and /etc/shadow hold one invented user, so that
a real password is checked by the real server. Only root may make such namespaces.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "sample", "correct horse"
SSHD = shutil.which("sshd") or "/usr/sbin/sshd"
NOBODY = 65534
PATIENCE_SECONDS = 10.0
HASH = (
    "$6$samplesalt$XilSEOejb7WcLdtAk0xaqAYcwKRTp0elbk/0"
    "xgequDeZ32fPtykFAdL8CkM1QC/J4YHjTaOeHlpPy6TmMxvxV0"
)
"""Of the password, as `openssl passwd -6` writes it."""

_CONFIG = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host_key
PidFile none
UsePAM no
PasswordAuthentication yes
KbdInteractiveAuthentication no
PubkeyAuthentication no
Subsystem sftp internal-sftp -d {folder}/home
ForceCommand internal-sftp -d {folder}/home
"""
_START = """
set -e
mount --bind "$1/passwd" /etc/passwd
mount --bind "$1/shadow" /etc/shadow
mount -t tmpfs tmpfs /run
mkdir /run/sshd
exec "$2" -D -e -f "$1/sshd_config"
"""
_NAMESPACES = ("unshare", "--mount", "--pid", "--fork", "--kill-child")


@dataclass(slots=True)
class OpenSshServer:
    """`home` is where a login begins; `host_key` is the public key line."""

    home: Path
    port: int
    host_key: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """All its sessions have ended when this returns: the kernel takes the first process of a
        namespace away only after all the others."""
        if self.process.poll() is not None:
            return
        pid = self.process.pid
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)
        self.process.wait(PATIENCE_SECONDS)


def why_not() -> str | None:
    """Why it can't be started here; None when it can."""
    if not Path(SSHD).exists():
        return "OpenSSH's server (sshd) is not installed"
    if os.geteuid() != 0:
        return "only root can start OpenSSH's server in namespaces of its own"
    if shutil.which("unshare") is None or shutil.which("ssh-keygen") is None:
        return "unshare or ssh-keygen is not installed"
    tried = subprocess.run(  # noqa: S603 - our own arguments
        [*_NAMESPACES, "true"], check=False, capture_output=True
    )
    return "this machine makes no namespaces" if tried.returncode else None


@contextmanager
def openssh_server() -> Iterator[OpenSshServer]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        home, port = _home(folder), _free_port()
        _write_books(folder, port)
        process = subprocess.Popen(  # noqa: S603 - our own arguments
            [*_NAMESPACES, "sh", "-c", _START, "sh", str(folder), SSHD],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        server = OpenSshServer(home, port, _public_key(folder), process)
        try:
            _wait_until_it_listens(server)
            yield server
        finally:
            server.stop()


def _home(folder: Path) -> Path:
    home = folder / "home"
    for path in (home, home / "inbound", home / "outbound"):
        path.mkdir()
        os.chown(path, NOBODY, NOBODY)
    return home


def _write_books(folder: Path, port: int) -> None:
    (folder / "sshd_config").write_text(_CONFIG.format(port=port, folder=folder))
    own = Path("/etc/passwd").read_text()
    entry = f"{USER}:x:{NOBODY}:{NOBODY}::{folder}/home:/usr/sbin/nologin\n"
    (folder / "passwd").write_text(own + entry)
    (folder / "shadow").write_text(f"{USER}:{HASH}:20000:0:99999:7:::\n")
    (folder / "shadow").chmod(0o600)
    key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / "host_key")]
    subprocess.run(key, check=True)  # noqa: S603 - our own arguments


def _public_key(folder: Path) -> str:
    return " ".join((folder / "host_key.pub").read_text().split()[:2])


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait_until_it_listens(server: OpenSshServer) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", server.port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError("OpenSSH's server did not start")
