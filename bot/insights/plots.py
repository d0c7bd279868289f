"""The plots of the report, as SVG that stands in the page. Letters are drawn as shapes, so that no font is needed to read them."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import matplotlib as mpl
import matplotlib_fontja
import numpy as np
from matplotlib.dates import DateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, LogLocator, MaxNLocator, NullFormatter, PercentFormatter

from bot.engine.events import ANSWERED, FAILURE, NOT_UNDERSTOOD, OFFERED, OUT_OF_SCOPE
from bot.insights import words
from bot.insights.figures import Figures
from bot.insights.unusual import Unusual

_WIDTH = 9.0
_INK, _GRID, _ACCENT = "#1a1a1c", "#dcdce0", "#c84b00"
# Distinct for all common kinds of colour vision.
_COLOURS = {ANSWERED: "#2f6fb7", OFFERED: "#8cc0e8", NOT_UNDERSTOOD: "#e08a1e", OUT_OF_SCOPE: "#b9b9c0", FAILURE: "#b3202c"}
_ASKED_COLOUR = "#5f7f4f"
_CHANNEL_COLOURS = {"web": "#2f6fb7", "line": "#3d9a5f", "rest": "#8a6bbf"}
_MOST_TOPICS = 15
_LONG_PERIOD_DAYS = 31
matplotlib_fontja.japanize()


def conversations(figures: Figures, unusual: Sequence[Unusual]) -> str:
    """Conversations a day, by channel; unusual days are marked."""
    days = list(figures.days)
    channels = [channel for channel in (*words.CHANNELS, *figures.whole.talks) if figures.whole.talks[channel]]

    def draw(axes: Any) -> None:
        bottom = np.zeros(len(days))
        for channel in dict.fromkeys(channels):
            heights = np.array([figures.days[day].talks[channel] for day in days], dtype=float)
            colour = _CHANNEL_COLOURS.get(channel, "#77777f")
            axes.bar(days, heights, bottom=bottom, width=0.8, color=colour, label=words.CHANNELS.get(channel, channel))
            bottom += heights
        top = max(bottom.max(), 1.0)
        for day in sorted({found.day for found in unusual if found.kind == "talks"}):
            ends = {"xy": (day, bottom[days.index(day)]), "xytext": (day, top * 1.04)}
            axes.annotate(
                words.day(day), **ends, ha="center", color=_ACCENT, fontsize=9, arrowprops={"arrowstyle": "-", "color": _ACCENT}
            )
        axes.set_ylim(0, top * 1.15)
        axes.set_ylabel("会話")
        axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
        _legend(axes)

    return _by_days(draw, days, 3.2)


def decisions(figures: Figures) -> str:
    """The shares of the turns of a day that were not simply answered: offered, not understood, out of scope, failed."""
    days = [day for day, figure in figures.days.items() if figure.turns]

    def draw(axes: Any) -> None:
        bottom = np.zeros(len(days))
        for decision in (FAILURE, NOT_UNDERSTOOD, OFFERED, OUT_OF_SCOPE):
            shares = np.array([figures.days[day].share(decision) for day in days])
            axes.bar(days, shares, bottom=bottom, width=0.8, color=_COLOURS[decision], label=words.DECISIONS[decision])
            bottom += shares
        axes.set_ylim(0, min(1.0, max(bottom.max() * 1.1, 0.05)))
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        _legend(axes)

    return _by_days(draw, list(figures.days), 3.2)


def topics(figures: Figures) -> str:
    """The most frequent topics by day, or by week over a long period: the darker, the more turns."""
    content = (topic for topic in figures.topics if topic not in words.SMALL_TALK)
    most = sorted(content, key=lambda topic: (-figures.topics[topic].total(), topic))[:_MOST_TOPICS]
    spans = _spans(figures.period.days)
    table = np.array([[sum(figures.topics[topic][day] for day in span) for span in spans] for topic in most])
    figure = Figure(figsize=(_WIDTH, 1.0 + 0.3 * len(most)), layout="constrained")
    axes = figure.add_subplot()
    image = axes.imshow(table, aspect="auto", cmap="Blues", vmin=0)
    figure.colorbar(image, ax=axes, label="やりとり", pad=0.01)
    axes.set_yticks(range(len(most)), [words.topic(topic) for topic in most])
    step = max(1, len(spans) // 12)
    labels = [f"{span[0].month}/{span[0].day}" + ("〜" if len(span) > 1 else "") for span in spans]
    axes.set_xticks(range(0, len(spans), step), labels[::step])
    _tidy(axes, grid="")
    return _svg(figure)


def hours(figures: Figures) -> str:
    """When people write: weekday and hour."""
    figure = Figure(figsize=(_WIDTH, 2.7), layout="constrained")
    axes = figure.add_subplot()
    image = axes.imshow(np.array(figures.hours), aspect="auto", cmap="Blues", vmin=0)
    figure.colorbar(image, ax=axes, label="やりとり", pad=0.01)
    axes.set_yticks(range(7), list(words.WEEKDAYS))
    axes.set_xticks(range(0, 24, 3), [f"{hour}時" for hour in range(0, 24, 3)])
    _tidy(axes, grid="")
    return _svg(figure)


def give_ups(figures: Figures) -> str:
    """After which topics conversations end without an answer, by what they ended at."""
    by_topic: dict[str | None, Counter[str]] = {}
    for found in figures.give_ups:
        kind = found.decision if found.decision in (OFFERED, NOT_UNDERSTOOD, FAILURE) else ANSWERED
        by_topic.setdefault(found.topic, Counter())[kind] += found.talks
    most = sorted(by_topic, key=lambda topic: (-by_topic[topic].total(), str(topic)))[:_MOST_TOPICS]
    figure = Figure(figsize=(_WIDTH, 1.1 + 0.3 * len(most)), layout="constrained")
    axes = figure.add_subplot()
    left = np.zeros(len(most))
    names = {ANSWERED: "日付を聞かれて", OFFERED: "候補を見て", NOT_UNDERSTOOD: "通じなくて", FAILURE: "失敗して"}
    for kind, name in names.items():
        widths = np.array([by_topic[topic][kind] for topic in most], dtype=float)
        if widths.any():
            colour = _ASKED_COLOUR if kind == ANSWERED else _COLOURS[kind]
            axes.barh(range(len(most)), widths, left=left, height=0.7, color=colour, label=name)
            left += widths
    axes.set_yticks(range(len(most)), [words.topic(topic) for topic in most])
    axes.invert_yaxis()
    axes.set_xlabel("答えのないまま終わった会話")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    _legend(axes)
    _tidy(axes, grid="x")
    return _svg(figure)


def latency(figures: Figures) -> str:
    """How long the turns of a day took, in milliseconds: half of them, and 95 of 100."""
    days = [day for day, figure in figures.days.items() if figure.turns]

    def draw(axes: Any) -> None:
        for percent, name, colour in ((50, "半分のやりとり", "#2f6fb7"), (95, "95%のやりとり", _ACCENT)):
            axes.plot(days, [figures.days[day].latency(percent) for day in days], color=colour, label=name, marker=".")
        axes.set_yscale("log")
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.yaxis.set_minor_formatter(NullFormatter())
        axes.set_ylabel("ミリ秒以内")
        _legend(axes)

    return _by_days(draw, list(figures.days), 2.8)


def votes(figures: Figures) -> str:
    """Votes a week or day: helpful, and not."""
    spans = _spans(figures.period.days)

    def draw(axes: Any) -> None:
        starts = [span[0] for span in spans]
        width = 0.8 * len(spans[0])
        helpful = [sum(figures.days[day].helpful for day in span) for span in spans]
        unhelpful = [-sum(figures.days[day].unhelpful for day in span) for span in spans]
        axes.bar(starts, helpful, width=width, align="edge", color=_COLOURS[ANSWERED], label="役に立った")
        axes.bar(starts, unhelpful, width=width, align="edge", color=_COLOURS[NOT_UNDERSTOOD], label="役に立たなかった")
        axes.axhline(0, color=_INK, linewidth=0.8)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
        axes.set_ylabel("投票")
        _legend(axes)

    return _by_days(draw, list(figures.days), 2.6)


def _by_days(draw: Callable[[Any], None], days: Sequence[date], height: float) -> str:
    """A plot over days; weekends are shaded."""
    figure = Figure(figsize=(_WIDTH, height), layout="constrained")
    axes = figure.add_subplot()
    half = timedelta(hours=12)
    for day in days:
        if day.weekday() >= 5:
            axes.axvspan(date2num(day) - 0.5, date2num(day) + 0.5, color="#f3f3f5", zorder=0)
    draw(axes)
    first, last = date2num(days[0]), date2num(days[-1])
    axes.set_xlim(first - half / timedelta(days=1), last + half / timedelta(days=1))
    mondays = [date2num(day) for day in days if day.weekday() == 0]
    few = len(days) <= 14
    axes.xaxis.set_major_locator(FixedLocator([date2num(day) for day in days]) if few else FixedLocator(_thinned(mondays)))
    axes.xaxis.set_major_formatter(DateFormatter("%-m/%-d"))
    _tidy(axes, grid="y")
    return _svg(figure)


def _thinned(places: list[float]) -> list[float]:
    return places[:: max(1, len(places) // 14)]


def _spans(days: Sequence[date]) -> list[list[date]]:
    """Single days, or weeks (Monday first) over a long period."""
    if len(days) <= _LONG_PERIOD_DAYS:
        return [[day] for day in days]
    weeks: dict[tuple[int, int], list[date]] = {}
    for day in days:
        weeks.setdefault(day.isocalendar()[:2], []).append(day)
    return list(weeks.values())


def _legend(axes: Any) -> None:
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=6, frameon=False, fontsize=9, borderaxespad=0.1)


def _tidy(axes: Any, grid: str) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(colors=_INK, labelsize=9)
    if grid:
        axes.grid(axis=grid, color=_GRID, linewidth=0.6)
        axes.set_axisbelow(True)


def _svg(figure: Figure) -> str:
    """The drawing without the file's head, the same for the same figures."""
    page = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "kigen", "svg.fonttype": "path"}):
        figure.savefig(page, format="svg", metadata={"Date": None, "Creator": None})
    drawn = page.getvalue()
    return drawn[drawn.index("<svg") :]
