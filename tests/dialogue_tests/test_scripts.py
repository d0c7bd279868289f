"""All scripts of tests/dialogues, over all channels; what differs is said as ``kigen dialogue run`` says it."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from bot.dialogue_tests.keys import CHANNELS
from bot.dialogue_tests.loading import load
from bot.dialogue_tests.playing import performances, play_all
from bot.dialogue_tests.stage import organisations, players
from bot.dialogue_tests.terminal_report import print_report
from bot.engine.engine import Engine

SCRIPTS = Path("tests/dialogues")


async def test_all_scripts_over_all_channels(engine: Engine) -> None:
    async with players(engine, CHANNELS) as on_stage:
        results = await play_all(performances(load([SCRIPTS]), on_stage), organisations())
    console = Console(file=io.StringIO(), width=120, highlight=False)
    print_report(results, sum(played.seconds for played in results), console)
    assert all(played.passed for played in results), console.file.getvalue()  # type: ignore[attr-defined]
    assert {played.channel for played in results} == set(CHANNELS)
