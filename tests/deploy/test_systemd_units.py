"""The units of deploy/systemd: accepted, hardened, and really run by a systemd."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from own_systemd import OwnSystemd, own_systemd

from tests.servers import free_port

_TRIES = 1800
_PAUSE_SECONDS = 0.1
UNIT = Path("deploy/systemd/kigen@.service")


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """The unit for one port, with programs that exist, as systemd's own checks want them."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed (apt-get install systemd)")
    file = tmp_path / "kigen@8001.service"
    file.write_text(UNIT.read_text("utf-8").replace("/opt/kigen/.venv/bin/", "/usr/bin/env "), "utf-8")
    shutil.copy("deploy/systemd/kigen.target", tmp_path)
    return file


def test_systemd_has_nothing_to_say_against_the_unit(instance: Path) -> None:
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--recursive-errors=no", instance], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_unit_is_exposed_as_little_as_systemd_can_measure(instance: Path) -> None:
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=15", instance]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def running(port: int) -> Iterator[OwnSystemd]:
    with own_systemd(f"kigen@{port}.service") as systemd:
        # Asked for once more, so that this waits until the unit is ready or has failed.
        systemd.control("start", f"kigen@{port}.service")
        yield systemd


def _ask(port: int) -> str:
    body = json.dumps({"sender": "a", "message": "更新に必要な持ち物は？"}).encode()
    request = Request(f"http://127.0.0.1:{port}/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=10) as answer:
        return str(json.load(answer))


def test_it_is_started_when_it_answers(running: OwnSystemd, port: int) -> None:
    assert running.shows(f"kigen@{port}.service", "ActiveState") == "active", "".join(running.console)
    assert "暗証番号" in _ask(port)


def test_it_is_nobody_and_can_do_nothing(running: OwnSystemd, port: int) -> None:
    status = Path(f"/proc/{_process(running, port)}/status").read_text("ascii")
    assert int(re.findall(r"^Uid:\s+(\d+)", status, re.MULTILINE)[0]) != 0
    assert re.findall(r"^CapBnd:\s+(\S+)", status, re.MULTILINE) == ["0" * 16]
    assert re.findall(r"^NoNewPrivs:\s+(\S+)", status, re.MULTILINE) == ["1"]
    assert re.findall(r"^Seccomp:\s+(\S+)", status, re.MULTILINE) == ["2"]


def test_it_writes_nowhere_but_in_its_own_folder(running: OwnSystemd, port: int) -> None:
    seen = Path(f"/proc/{_process(running, port)}/root")
    kept = {file.name for file in (seen / f"var/lib/kigen/{port}").iterdir()}
    assert "conversations.sqlite3" in kept
    mounts = Path(f"/proc/{_process(running, port)}/mounts").read_text("utf-8").splitlines()
    writable = {
        line.split()[1] for line in mounts if "rw" in line.split()[3].split(",") and line.split()[2] not in ("proc", "tmpfs")
    }
    assert {place for place in writable if place.startswith(("/opt", "/etc", "/usr"))} == set()
    assert "/" not in writable


def test_a_reload_puts_a_new_process_in_the_place_of_the_old_one(running: OwnSystemd, port: int) -> None:
    main = _process(running, port)
    before = _children(main)
    running.control("reload", f"kigen@{port}.service")
    _until(lambda: bool(_children(main)) and before.isdisjoint(_children(main)))
    assert running.shows(f"kigen@{port}.service", "ActiveState") == "active"
    assert "暗証番号" in _ask(port)


def test_a_killed_process_comes_back(running: OwnSystemd, port: int) -> None:
    before = _process(running, port)
    os.kill(before, signal.SIGKILL)
    _until(lambda: running.shows(f"kigen@{port}.service", "NRestarts") == "1")
    _until(lambda: running.shows(f"kigen@{port}.service", "ActiveState") == "active")
    assert _process(running, port) != before
    assert "暗証番号" in _ask(port)


def test_it_stops_by_itself_when_told(running: OwnSystemd, port: int) -> None:
    running.control("stop", f"kigen@{port}.service")
    assert running.shows(f"kigen@{port}.service", "Result") == "success"
    with pytest.raises(URLError):
        urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2)


def _until(happened: Callable[[], bool]) -> None:
    for _ in range(_TRIES):
        if happened():
            return
        threading.Event().wait(_PAUSE_SECONDS)
    pytest.fail("it did not happen")


def _children(process: int) -> set[str]:
    return set(Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split())


def _process(running: OwnSystemd, port: int) -> int:
    """The main process as seen from here."""
    inside = running.shows(f"kigen@{port}.service", "MainPID")
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            found = re.search(r"^NSpid:\s+(\d+)\s+(\d+)$", status.read_text("ascii"), re.MULTILINE)
        except OSError:
            continue
        if found and found[2] == inside:
            return int(found[1])
    raise LookupError(inside)
