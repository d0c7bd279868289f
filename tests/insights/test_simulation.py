"""Simulated people go through the real engine and are marked."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from bot.engine.engine import Engine
from bot.engine.events import DECISIONS
from bot.insights import sentences
from bot.insights.figures import Period, figures
from bot.insights.simulation import Crowd, in_batches
from bot.insights.store import Store, reading

LAST = date(2026, 6, 15)


def by_topic() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for example in sentences.dev():
        found.setdefault(example.topic, []).append(example.text)
    return found


def test_conversations_of_the_period_are_marked_and_hold_no_words(engine: Engine, tmp_path: Path) -> None:
    store = Store(tmp_path)
    for batch in in_batches(Crowd(engine, by_topic(), LAST, days=14, seed=3).conversations(30, keeps_texts=False), size=20):
        store.append([t for one in batch for t in one.turns], [t for one in batch for t in one.talks], [], simulated=True)
    store.close()
    period = Period(LAST - timedelta(days=14), LAST + timedelta(days=1), simulated=True)
    with reading(tmp_path) as opened:
        found = figures(opened, period)
        assert opened.execute("SELECT COUNT(*) FROM turns WHERE simulated = 0").fetchone()[0] == 0
        assert opened.execute("SELECT COUNT(*) FROM texts").fetchone()[0] == 0
    assert found.talks == 30
    assert found.whole.turns == sum(length * number for length, number in found.lengths.items()) >= 30
    assert set(found.whole.decisions) <= set(DECISIONS)
    assert found.whole.decisions["answered"] > found.whole.turns / 2


def test_the_same_seed_invents_the_same_people(engine: Engine) -> None:
    def decided(seed: int) -> list[tuple[str | None, str]]:
        crowd = Crowd(engine, by_topic(), LAST, days=14, seed=seed)
        return [(turn.topic, turn.channel) for one in crowd.conversations(5, keeps_texts=False) for turn in one.turns]

    assert decided(1) == decided(1)
    assert decided(1) != decided(2)
