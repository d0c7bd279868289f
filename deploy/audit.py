"""Compares what is installed with the lock and with deploy/held-back.yml, without a network: ``make audit``.

Prints what is held back and what it means; ends with 1 where something is not as it is written down. Weaknesses that became known
since are found only by ``pip-audit -r requirements.lock`` on a machine that reaches its database.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import yaml
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
_LOCKED = re.compile(r"^[A-Za-z0-9._-]+==[^\\\n]+", re.MULTILINE)
_UPPER = ("<", "<=", "==", "~=")


def name_of(package: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", package).lower()


def pages() -> dict[str, Any]:
    """deploy/held-back.yml."""
    return dict(yaml.safe_load((ROOT / "deploy/held-back.yml").read_text("utf-8")))


def locked() -> dict[str, str]:
    """Name → version in requirements.lock, of what this Python needs."""
    needs = [Requirement(line) for line in _LOCKED.findall((ROOT / "requirements.lock").read_text("utf-8"))]
    return {name_of(need.name): next(iter(need.specifier)).version for need in needs if not need.marker or need.marker.evaluate()}


def bounded() -> set[str]:
    """The packages whose newer versions pyproject.toml shuts out: ours, the overrides', and Rasa's own bounds."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    tool = project["tool"]["uv"]
    rasa = next(entry for entry in tool["dependency-metadata"] if entry["name"] == "rasa")["requires-dist"]
    needs = [Requirement(text) for text in (*project["project"]["dependencies"], *tool["override-dependencies"], *rasa)]
    return {name_of(need.name) for need in needs if any(each.operator in _UPPER for each in need.specifier)}


def findings(page: dict[str, Any], numbers: dict[str, str], bounds: set[str]) -> Iterator[str]:
    """What is not as it is written down; ``numbers`` are the locked versions."""
    held = {name_of(name): below for entry in page["held_back"] for name, below in entry["packages"].items()}
    free = {name_of(name) for name in page["next_major_only"]}
    for name in sorted(bounds - held.keys() - free):
        yield f"{name}: pyproject.toml に上限があるのに、held-back.yml に理由がない"
    for name in sorted((held.keys() | free) - bounds):
        yield f"{name}: held-back.yml にあるのに、pyproject.toml に上限がない（もう引き止められていないなら消す）"
    for name, below in held.items():
        if name not in numbers:
            yield f"{name}: もう入っていない（held-back.yml から消す）"
        elif Version(numbers[name]) >= Version(below):
            yield f"{name} {numbers[name]}: {below} より前のはず"
    for name, least in page["at_least"].items():
        if name in numbers and Version(numbers[name]) < Version(least["version"]):
            yield f"{name} {numbers[name]}: {least['fixed']} を直した {least['version']} より古い"


def differences(numbers: dict[str, str]) -> Iterator[str]:
    """Where the environment is not what the lock says."""
    for name, number in numbers.items():
        try:
            installed = version(name)
        except PackageNotFoundError:
            yield f"{name}: requirements.lock にあるのに入っていない"
            continue
        if Version(installed) != Version(number):
            yield f"{name}: 入っているのは {installed}、requirements.lock は {number}"


def main() -> int:
    """Print the table and the findings; 1 where there are any."""
    page, numbers = pages(), locked()
    for entry in page["held_back"]:
        versions = ", ".join(f"{name} {numbers.get(name_of(name), '-')}" for name in entry["packages"])
        print(f"[{entry['where']}] {versions}\n    なぜ：{entry['because']}\n    意味：{entry['means']}")
        for known in entry["known"]:
            print(f"    知られている弱点：{known}")
    found = [*findings(page, numbers, bounded()), *differences(numbers)]
    print("\n".join(["", *found]) if found else f"\n{len(numbers)} の部品が、書いてあるとおりです。")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
