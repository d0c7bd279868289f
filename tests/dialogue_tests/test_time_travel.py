"""36 month ends: no answer about a person's dates contradicts the status engine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.dialogue_tests.contradictions import compared, contradictions, month_ends
from bot.dialogue_tests.loading import load_file
from bot.dialogue_tests.playing import performances, play_all
from bot.dialogue_tests.stage import organisations, players
from bot.engine.engine import Engine

DATED = Path(__file__).with_name("dated.yml")
MONTHS = 36


async def test_no_answer_contradicts_the_engine_on_any_month_end(engine: Engine) -> None:
    dialogues = load_file(DATED)
    async with players(engine, ["plain"]) as on_stage:
        plan = [one for day in month_ends(date(2026, 6, 15), MONTHS) for one in performances(dialogues, on_stage, day)]
        results = await play_all(plan, organisations())
    found = [
        f"{c.played.today} {c.played.dialogue.name}：{c.reason}\n{c.turn.said and c.turn.said.shown}"
        for c in contradictions(results)
    ]
    assert found == []
    # Most replies must have been about dates, or the comparison would mean nothing; and all states come up over the months.
    assert compared(results) > len(plan)
    said = {state for played in results for turn in played.turns if turn.said for state in turn.said.states}
    assert said >= {"VALID", "IN_RENEWAL_WINDOW", "EXPIRED_IN_GRACE", "EXPIRED"}
