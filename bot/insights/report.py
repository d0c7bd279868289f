"""The report of a period as one HTML page that needs nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.engine.events import ANSWERED, FAILURE, NOT_UNDERSTOOD, OFFERED, OUT_OF_SCOPE
from bot.insights import plots, sentences, texts, words
from bot.insights.figures import Figures, Period, figures
from bot.insights.likeness import Group, groups
from bot.insights.unusual import Unusual, unusual_days

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_MOST_GROUPS = 60
_MOST_SENTENCES = 12


class NothingHappenedError(Exception):
    """There is nothing to report of the period."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing, with its heading, what it shows, and what to look for in it."""

    title: str
    svg: Markup
    about: str


def html(store: sqlite3.Connection, period: Period, made_at: datetime, keep_days: int) -> str:
    """The page; raises ``NothingHappenedError``. ``keep_days``: how long texts may be read."""
    found = figures(store, period)
    if not found.whole.turns:
        raise NothingHappenedError
    unusual = unusual_days(found.days)
    readable = texts.still_kept(period, made_at.date(), keep_days)
    return _TEMPLATES.get_template("report.html.j2").render(
        figures=found,
        period=period,
        made_at=f"{made_at:%Y-%m-%d %H:%M}",
        cards=_cards(found),
        plots=_plots(found, unusual),
        unusual=_by_day(unusual),
        texts_kept=texts.kept_at_all(store, readable),
        groups=_groups(store, readable),
        most_sentences=_MOST_SENTENCES,
        topic_totals=sorted(((t, days.total()) for t, days in found.topics.items()), key=lambda pair: (-pair[1], pair[0])),
        words=words,
    )


def _cards(found: Figures) -> list[tuple[str, str, str]]:
    """Name, value and a word on it, of the figures at the head."""
    whole = found.whole
    voted = whole.helpful + whole.unhelpful
    shares = {decision: f"{whole.share(decision):.1%}" for decision in words.DECISIONS}
    return [
        ("会話", f"{found.talks:,}", f"やりとり {whole.turns:,}"),
        (words.DECISIONS[ANSWERED], shares[ANSWERED], "やりとりのうち"),
        (words.DECISIONS[OFFERED], shares[OFFERED], "近い話題が二つ三つあった"),
        (words.DECISIONS[NOT_UNDERSTOOD], shares[NOT_UNDERSTOOD], "話題がわからなかった"),
        (words.DECISIONS[OUT_OF_SCOPE], shares[OUT_OF_SCOPE], "別のことの質問"),
        (words.DECISIONS[FAILURE], shares[FAILURE], f"{whole.decisions[FAILURE]:,}回"),
        ("答えのない終わり", f"{found.unanswered / max(found.talks, 1):.1%}", f"会話 {found.unanswered:,}"),
        (
            "人につないだ",
            f"{found.hand_offs / max(found.talks, 1):.1%}",
            f"会話 {found.hand_offs:,}（求めた {whole.human_wanted:,}回）",
        ),
        ("役に立った", f"{whole.helpful / voted:.0%}" if voted else "—", f"投票 {voted:,}"),
        ("答えるまで", f"{whole.latency(50):,.0f}ミリ秒", f"95%は{whole.latency(95):,.0f}ミリ秒以内"),
    ]


def _plots(found: Figures, unusual: Sequence[Unusual]) -> dict[str, Plot]:
    drawn = {
        "conversations": Plot("会話の数", Markup(plots.conversations(found, unusual)), "1日の会話の数です。灰色の帯は土日です。"),
        "decisions": Plot(
            "答えられたか",
            Markup(plots.decisions(found)),
            "その日のやりとりのうち、すぐに答えられなかったものの割合です。残りは答えました。",
        ),
        "topics": Plot("話題の移り変わり", Markup(plots.topics(found)), "多い順に15の話題です。濃いほど多く聞かれました。"),
        "hours": Plot("曜日と時間", Markup(plots.hours(found)), "いつ書き込まれたかです（日本時間）。"),
        "latency": Plot("答えるまでの時間", Markup(plots.latency(found)), "目盛りは対数です。5,000ミリ秒で「失敗」になります。"),
    }
    if found.give_ups:
        drawn["give_ups"] = Plot(
            "あきらめた所", Markup(plots.give_ups(found)), "答えのないまま終わった会話が、最後にどの話題だったかです。"
        )
    if found.votes:
        drawn["votes"] = Plot("評価", Markup(plots.votes(found)), "「役に立ちましたか」への投票です。")
    return drawn


def _by_day(unusual: Sequence[Unusual]) -> dict[date, list[Unusual]]:
    found: dict[date, list[Unusual]] = {}
    for one in unusual:
        found.setdefault(one.day, []).append(one)
    return found


def _groups(store: sqlite3.Connection, period: Period) -> list[Group]:
    return groups(texts.not_understood(store, period), sentences.training())[:_MOST_GROUPS]
