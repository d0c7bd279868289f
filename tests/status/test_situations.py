"""The situations in ``situations/*.yml``: they are the specification, readable by those who know the field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.days import DayRange
from bot.status import assess
from tests.status.reading import EXPECTED, days, expected, situation

FOLDER = Path(__file__).with_name("situations")


def _situations() -> list[Any]:
    return [
        pytest.param(entry, id=f"{path.stem}: {entry['name']}")
        for path in sorted(FOLDER.glob("*.yml"))
        for entry in yaml.safe_load(path.read_text("utf-8"))
    ]


@pytest.mark.parametrize("entry", _situations())
def test_situation(entry: dict[str, Any]) -> None:
    as_of = days(entry["as_of"])
    assert isinstance(as_of, DayRange)
    got = assess(situation(entry["given"]), as_of=as_of)
    wanted = dict(entry["expect"])
    assert set(wanted.pop("has_warnings", [])) <= set(got.warnings)
    reason = wanted.pop("has_reason", None)
    assert reason is None or reason in [found.fact for found in got.reasons]
    assert {name: EXPECTED[name](got) for name in wanted} == {name: expected(name, value) for name, value in wanted.items()}


def test_every_entry_expects_something() -> None:
    for path in FOLDER.glob("*.yml"):
        for entry in yaml.safe_load(path.read_text("utf-8")):
            assert entry["expect"], entry["name"]
