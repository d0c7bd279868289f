"""A real systemd in namespaces of its own, which runs our units and nothing else."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_SCRIPT = Path(__file__).with_name("own_systemd.sh")
_NOT_ALLOWED = 77
_HIDDEN = (Path("/home"), Path("/root"), Path("/run/user"), Path("/tmp"), Path("/var/tmp"))  # from the unit, by systemd itself
_CGROUPS = (Path("/sys/fs/cgroup/systemd"), Path("/sys/fs/cgroup/unified"), Path("/sys/fs/cgroup"))


@dataclass
class OwnSystemd:
    """``pid``: its process as seen from here; ``console``: what it has said so far."""

    pid: int
    console: list[str]

    def control(self, *words: str, timeout: float = 120) -> str:
        """What ``systemctl`` says to a command."""
        inside = ["nsenter", "--target", str(self.pid), "--mount", "--pid", "--uts", "--ipc", "--cgroup"]
        done = subprocess.run([*inside, "systemctl", *words], capture_output=True, text=True, timeout=timeout, check=False)
        return done.stdout.strip() or done.stderr.strip()

    def shows(self, unit: str, what: str) -> str:
        """A property of a unit."""
        return self.control("show", unit, "--property", what, "--value")


@contextmanager
def own_systemd(instances: str) -> Iterator[OwnSystemd]:
    """Runs units; skips, with a reason, where this machine does not allow it."""
    if os.geteuid() != 0 or not Path("/lib/systemd/systemd").exists() or shutil.which("unshare") is None:
        pytest.skip("a systemd of one's own takes root, systemd and unshare")
    if any(folder in Path.cwd().resolve().parents for folder in _HIDDEN):
        pytest.skip(
            "the unit sees nothing of this folder, and its .venv works nowhere else: clone to another one for these tests"
        )
    ours, theirs = pty.openpty()
    said: list[str] = []
    groups = [path / f"kigen-test-{os.getpid()}" for path in _CGROUPS if (path / "cgroup.procs").exists()]
    try:
        for group in groups:
            group.mkdir()
    except OSError as error:
        pytest.skip(f"no cgroup can be made here ({error.strerror})")
    given = {
        "CONSOLE": os.ttyname(theirs),
        "REPOSITORY": str(Path.cwd()),
        "UNITS": str(Path("deploy/systemd").resolve()),
        "INSTANCES": instances,
    }
    joining = "".join(f"echo $$ > {group}/cgroup.procs; " for group in groups)
    outside = f"{joining}exec unshare --mount --pid --fork --uts --ipc --cgroup --kill-child bash {_SCRIPT}"
    process = subprocess.Popen(["bash", "-c", outside], env=os.environ | given, stderr=subprocess.PIPE, text=True)
    threading.Thread(target=_read, args=(ours, said), daemon=True).start()
    try:
        yield OwnSystemd(_first_child(process), said)
    finally:
        process.kill()
        process.wait()
        os.close(theirs)
        for group in groups:
            _remove(group)


def _read(terminal: int, said: list[str]) -> None:
    try:
        while part := os.read(terminal, 65536):
            said.append(part.decode("utf-8", "replace"))
    except OSError:
        return


def _first_child(process: subprocess.Popen[str]) -> int:
    """The process that is systemd; skips where the namespaces or mounts were refused; raises ``RuntimeError``."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None:
        for child in children.read_text("ascii").split():
            if (Path("/proc", child, "root") / "run/systemd/private").exists():  # it takes commands
                return int(child)
        threading.Event().wait(0.05)
    assert process.stderr is not None
    said = process.stderr.read().strip()[-300:]
    if process.returncode == _NOT_ALLOWED or said.startswith("unshare:"):
        pytest.skip(f"no systemd of one's own here: {said}")
    raise RuntimeError(said)


def _remove(group: Path) -> None:
    for folder, _, _ in os.walk(group, topdown=False):
        for _ in range(100):
            try:
                os.rmdir(folder)
                break
            except OSError:  # its last process is still going
                threading.Event().wait(0.05)
