"""What is held back is written down with its meaning, and the audit sees where that is not so."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

sys.path.insert(0, "deploy")
import audit

PAGE = {
    "held_back": [{"packages": {"old": "2"}}],
    "next_major_only": [],
    "at_least": {"web": {"version": "3.1", "fixed": "CVE-1"}},
}


def test_the_environment_and_the_page_are_as_written() -> None:
    done = subprocess.run([sys.executable, "deploy/audit.py"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("numbers", "bounds", "found"),
    [
        ({"old": "1.9", "web": "3.1"}, {"old"}, []),
        ({"old": "2.0", "web": "3.1"}, {"old"}, ["old 2.0"]),
        ({"old": "1.9", "web": "3.0.9"}, {"old"}, ["web 3.0.9"]),
        ({"old": "1.9", "web": "3.1"}, {"old", "new"}, ["new"]),
        ({"old": "1.9", "web": "3.1"}, set(), ["old"]),
        ({"web": "3.1"}, {"old"}, ["old"]),
    ],
)
def test_what_differs_is_found(numbers: dict[str, str], bounds: set[str], found: list[str]) -> None:
    assert [line.split("：")[0].split(":")[0] for line in audit.findings(PAGE, numbers, bounds)] == found


def test_every_entry_says_why_where_and_what_it_means() -> None:
    for entry in audit.pages()["held_back"]:
        assert entry["because"]
        assert entry["means"]
        assert entry["where"] in ("training", "loaded", "serving", "unused")
        assert isinstance(entry["known"], list)


def test_what_only_trains_is_not_in_the_image() -> None:
    lines = (audit.ROOT / "deploy/container/only-for-building.txt").read_text("utf-8").splitlines()
    entries: list[dict[str, Any]] = [entry for entry in audit.pages()["held_back"] if entry["where"] == "training"]
    training = {audit.name_of(name) for entry in entries for name in entry["packages"]}
    assert training - {"wrapt"} <= {audit.name_of(line) for line in lines}
