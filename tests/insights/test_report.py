"""The report: one page that needs nothing else, in which nobody's words stand unless they are kept."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from turns import AT, answered, event, not_understood

from bot import clock
from bot.answers import compose
from bot.engine.events import TurnEvent, VoteEvent
from bot.insights.figures import Period
from bot.insights.report import NothingHappenedError, html
from bot.insights.store import Store, Talk, reading

LAST = AT.date()
PERIOD = Period(LAST - timedelta(days=29), LAST)
MADE = datetime(2026, 6, 15, 18, 0, tzinfo=clock.TOKYO)
TEXT = "<script>alert(1)</script>ゐゑを"


def filled(folder: Path, text: str | None) -> None:
    """Thirty days of a few turns each; the last day's first was typed as ``text``."""
    store = Store(folder)
    turns: list[TurnEvent] = []
    for back in range(30):
        at = AT - timedelta(days=back)
        turns += [event(answered(), at), event(compose.offer_choices(("renew_how", "renew_where")), at, "line")]
    talks = [Talk(turn.at, turn.channel, 1, turn.is_unanswered, turn.decision, turn.topic, None, False) for turn in turns]
    votes = [VoteEvent(AT, "renew_bring", False, "unclear"), VoteEvent(AT, "renew_bring", True, None)]
    store.append([], talks, votes)
    store.append([*_without_text(turns), *([event(not_understood(), text=text)] if text else [])])
    store.close()


def _without_text(turns: list[TurnEvent]) -> list[TurnEvent]:
    from dataclasses import replace

    return [replace(turn, text=None) for turn in turns]


def page(folder: Path, period: Period = PERIOD) -> str:
    with reading(folder) as store:
        return html(store, period, MADE, keep_days=30)


def test_the_page_has_its_figures_and_plots_and_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    filled(tmp_path, None)
    said = page(tmp_path)
    assert said.count("<svg") == 7
    for words in ("会話の数", "答えられたか", "話題の移り変わり", "曜日と時間", "あきらめた所", "評価", "答えるまでの時間"):
        assert f"<h2>{words}</h2>" in said
    assert "<b>60</b>" in said
    loaded = re.findall(r"""(?:src|href)\s*=\s*["'](?!#|data:)([^"']+)""", said)
    assert loaded == []
    assert "<script" not in said
    assert "@import" not in said


def test_without_kept_texts_the_page_says_how_to_keep_them(tmp_path: Path) -> None:
    filled(tmp_path, None)
    assert "文は残していません" in page(tmp_path)


def test_kept_texts_are_shown_as_text_with_the_nearest_topics(tmp_path: Path) -> None:
    filled(tmp_path, TEXT)
    said = page(tmp_path)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;ゐゑを" in said
    assert "近い話題" in said


def test_expired_texts_are_not_shown(tmp_path: Path) -> None:
    filled(tmp_path, TEXT)
    with reading(tmp_path) as store:
        later = html(store, PERIOD, MADE + timedelta(days=30), keep_days=30)
    assert "ゐゑを" not in later


def test_simulated_conversations_are_a_report_of_their_own_that_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append([event(answered())], simulated=True)
    store.close()
    with pytest.raises(NothingHappenedError):
        page(tmp_path)
    assert "シミュレーションです" in page(tmp_path, Period(PERIOD.first, PERIOD.last, simulated=True))


def test_the_same_figures_give_the_same_page(tmp_path: Path) -> None:
    filled(tmp_path, None)
    assert page(tmp_path) == page(tmp_path)


@pytest.mark.parametrize("days", [1, 3, 400])
def test_short_and_long_periods_can_be_drawn(tmp_path: Path, days: int) -> None:
    filled(tmp_path, None)
    assert "<svg" in page(tmp_path, Period(LAST - timedelta(days=days - 1), LAST))


def test_an_empty_period_is_said(tmp_path: Path) -> None:
    filled(tmp_path, None)
    with pytest.raises(NothingHappenedError):
        page(tmp_path, Period(date(2020, 1, 1), date(2020, 1, 31)))
