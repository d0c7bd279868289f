"""The figures of the engine: each step of a turn, and those of several processes together."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from bot.engine import metrics
from bot.engine.engine import Engine
from tests.conftest import TODAY

_COUNTING = """
from bot.engine import metrics
metrics.count_error("turn", ValueError("1958年3月21日"))
metrics.LINE_WAITING.inc(2)
metrics.HANDOVER_CASES.labels("waiting").set(3)
"""


def _figure(text: str, series: str) -> float:
    found = re.search(rf"^{re.escape(series)} ([0-9.e+-]+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def _figures() -> str:
    return metrics.as_text().decode()


def test_each_step_of_a_turn_is_measured(engine: Engine) -> None:
    series = [f'kigen_step_seconds_count{{step="{step}"}}' for step in ("understand", "decide", "act")]
    series += [f'kigen_store_seconds_count{{call="{call}"}}' for call in ("load", "save")]
    before = _figures()
    engine.reply_now("証明書の期限は2026年5月10日です", "measured", TODAY)
    after = _figures()
    for each in series:
        assert _figure(after, each) > _figure(before, each)
    assert _figure(after, "kigen_turns_running") == 0


def test_counters_of_turns_begin_at_nought() -> None:
    assert 'kigen_turns_total{channel="line",decision="failure"}' in _figures()


def test_several_processes_at_one_address_are_told_together(tmp_path: Path) -> None:
    def run(source: str) -> str:
        environment = {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"}
        return subprocess.run([sys.executable, "-c", source], env=environment, capture_output=True, text=True, check=True).stdout

    run(_COUNTING)
    text = run(f"{_COUNTING}print(metrics.as_text().decode())")
    assert _figure(text, 'kigen_errors_total{kind="ValueError",place="turn"}') == 2
    assert _figure(text, 'kigen_handover_cases{state="waiting"}') == 3
    assert _figure(text, "kigen_line_waiting") == 2  # of the process that lives
    assert "1958" not in text
