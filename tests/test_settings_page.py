"""docs/settings.md lists every setting that is read, and no other."""

from __future__ import annotations

import re
from pathlib import Path

_NAME = re.compile(r"\bKIGEN_[A-Z]+(?:_[A-Z]+)*\b")
_READ = re.compile(r"environ(?:\.get)?[\[(]\s*\"(KIGEN_[A-Z_]+)\"")


def _source(folder: str) -> str:
    return "\n".join(file.read_text("utf-8") for file in Path(folder).rglob("*.py"))


def test_every_setting_stands_in_the_page_and_every_one_there_is_read() -> None:
    read = set(_NAME.findall(_source("bot") + _source("actions"))) | set(_READ.findall(_source("tests")))
    rows = [line for line in Path("docs/settings.md").read_text("utf-8").splitlines() if line.startswith("| `KIGEN_")]
    listed = {name for row in rows for name in _NAME.findall(row.split(" | ")[0])}
    assert listed == read
