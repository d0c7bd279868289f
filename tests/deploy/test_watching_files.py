"""Dashboard and alerts speak of figures that exist, and of values that their labels take."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.engine import metrics
from bot.engine.events import DECISIONS

_NAME = re.compile(r"\b(?:kigen|process)_[a-z_]+\b")
_DECISIONS = re.compile(r'decision=~?"([^"]+)"')
_PROMETHEUS_OWN = {"up"}
ALERTS = Path("deploy/prometheus/alerts.yml")
DASHBOARD = Path("deploy/grafana/kigen.json")


def _rules() -> list[dict[str, Any]]:
    return [rule for group in yaml.safe_load(ALERTS.read_text("utf-8"))["groups"] for rule in group["rules"]]


def _panels() -> list[dict[str, Any]]:
    return [panel for panel in json.loads(DASHBOARD.read_text("utf-8"))["panels"] if panel["type"] != "row"]


def _expressions() -> Iterator[tuple[str, str]]:
    for rule in _rules():
        yield rule["alert"], rule["expr"]
    for panel in _panels():
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


def _existing() -> set[str]:
    """The names of the series: of a histogram with its parts."""
    names = set()
    for name, kind in re.findall(r"^# TYPE (\S+) (\S+)$", metrics.as_text().decode(), re.MULTILINE):
        names |= {f"{name}_{part}" for part in ("bucket", "count", "sum")} if kind == "histogram" else {name}
    return names


@pytest.mark.parametrize(("where", "expression"), _expressions())
def test_every_figure_that_is_named_exists(where: str, expression: str) -> None:
    named = set(_NAME.findall(expression))
    assert named or _PROMETHEUS_OWN & set(re.findall(r"\w+", expression))
    assert named <= _existing()
    for values in _DECISIONS.findall(expression):
        assert set(values.split("|")) <= set(DECISIONS)


def test_every_figure_of_ours_is_on_the_dashboard() -> None:
    shown = {name.removesuffix("_bucket") for panel in _panels() for name in _NAME.findall(str(panel["targets"]))}
    ours = {
        name for name in re.findall(r"^# TYPE (kigen_\S+)", metrics.as_text().decode(), re.MULTILINE) if "_created" not in name
    }
    assert ours == {name for name in shown if name.startswith("kigen_")}


def test_panels_do_not_overlap() -> None:
    places = [panel["gridPos"] for panel in json.loads(DASHBOARD.read_text("utf-8"))["panels"]]
    taken = [(x, y) for p in places for x in range(p["x"], p["x"] + p["w"]) for y in range(p["y"], p["y"] + p["h"])]
    assert len(taken) == len(set(taken))
    assert max(x for x, _ in taken) < 24


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule["alert"])
def test_every_alert_says_what_to_do_on_a_page_that_has_it(rule: dict[str, Any]) -> None:
    page, _, anchor = rule["annotations"]["runbook"].partition("#")
    headings = re.findall(r"^#+ (.+)$", Path(page).read_text("utf-8"), re.MULTILINE)
    assert anchor == rule["alert"].lower()
    assert rule["alert"] in headings
    assert rule["labels"]["severity"] in ("page", "ticket")


def test_prometheus_accepts_the_rules_and_they_fire_when_they_should() -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed (apt-get install prometheus)")
    checked = subprocess.run([promtool, "test", "rules", "alerts_fire.yml"], cwd="tests/deploy", capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
