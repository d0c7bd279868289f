"""The figures of a period, read from the store."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np


@dataclass(frozen=True, slots=True)
class Period:
    """Days in Japan, both included, of real or of simulated conversations."""

    first: date
    last: date
    simulated: bool = False

    @property
    def days(self) -> list[date]:
        """All days."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @property
    def bounds(self) -> tuple[str, str, int]:
        """First day, the day after the last, and the mark of the rows, as the queries take them."""
        return self.first.isoformat(), (self.last + timedelta(days=1)).isoformat(), int(self.simulated)


@dataclass(slots=True)
class DayFigures:
    """A day: conversations by channel, turns by decision, milliseconds of each turn, wishes for a person, votes."""

    talks: Counter[str] = field(default_factory=Counter)
    decisions: Counter[str] = field(default_factory=Counter)
    milliseconds: list[int] = field(default_factory=list)
    human_wanted: int = 0
    helpful: int = 0
    unhelpful: int = 0

    @property
    def turns(self) -> int:
        """How many turns there were."""
        return sum(self.decisions.values())

    def share(self, decision: str) -> float:
        """The share of a decision among the turns."""
        return self.decisions[decision] / self.turns if self.turns else 0.0

    def latency(self, percent: float) -> float:
        """The milliseconds within which so many percent of the turns were answered."""
        return float(np.percentile(self.milliseconds, percent)) if self.milliseconds else 0.0


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Conversations that ended without an answer: after which topic (None: none was understood), at what, how many.

    ``of``: all conversations that ended at the topic.
    """

    topic: str | None
    decision: str
    asks: str | None
    talks: int
    of: int


@dataclass(frozen=True, slots=True)
class VotesOn:
    """The votes on an answer."""

    answer: str
    helpful: int
    unhelpful: int
    reasons: Counter[str]


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the report shows, texts excepted. ``topics``: turns a day by topic; ``hours``: turns by weekday and hour."""

    period: Period
    days: dict[date, DayFigures]
    whole: DayFigures
    topics: dict[str, Counter[date]]
    hours: list[list[int]]
    lengths: Counter[int]
    unanswered: int
    hand_offs: int
    give_ups: list[GiveUp]
    votes: list[VotesOn]
    confidences: Counter[float]

    @property
    def talks(self) -> int:
        """How many conversations there were."""
        return sum(self.whole.talks.values())


def figures(store: sqlite3.Connection, period: Period) -> Figures:
    """Read the figures of a period."""
    days = {day: DayFigures() for day in period.days}
    whole = DayFigures()
    topics: dict[str, Counter[date]] = {}
    hours = [[0] * 24 for _ in range(7)]
    confidences: Counter[float] = Counter()
    for row in _rows(store, period, "SELECT at, topic, decision, milliseconds, confidence FROM turns"):
        day = _day(row["at"])
        for figure in (days[day], whole):
            figure.decisions[row["decision"]] += 1
            figure.milliseconds.append(row["milliseconds"])
            figure.human_wanted += row["topic"] == "human_agent"
        hours[day.weekday()][int(row["at"][11:13])] += 1
        confidences[round(row["confidence"], 1)] += 1
        if row["topic"]:
            topics.setdefault(row["topic"], Counter())[day] += 1
    talks = _rows(store, period, "SELECT at, channel, turns, unanswered, decision, topic, asks, hand_off FROM talks")
    for row in talks:
        for figure in (days[_day(row["at"])], whole):
            figure.talks[row["channel"]] += 1
    return Figures(
        period=period,
        days=days,
        whole=whole,
        topics=topics,
        hours=hours,
        lengths=Counter(row["turns"] for row in talks),
        unanswered=sum(row["unanswered"] for row in talks),
        hand_offs=sum(row["hand_off"] for row in talks),
        give_ups=_give_ups(talks),
        votes=_votes(store, period, days, whole),
        confidences=confidences,
    )


def has_rows(store: sqlite3.Connection, period: Period) -> bool:
    """Whether anything happened in the period."""
    return bool(_rows(store, period, "SELECT at FROM turns"))


def _give_ups(talks: list[sqlite3.Row]) -> list[GiveUp]:
    ended_at = Counter(row["topic"] for row in talks)
    counted = Counter((row["topic"], row["decision"], row["asks"]) for row in talks if row["unanswered"])
    return [
        GiveUp(topic, decision, asks, number, ended_at[topic])
        for (topic, decision, asks), number in sorted(counted.items(), key=lambda item: (-item[1], str(item[0])))
    ]


def _votes(store: sqlite3.Connection, period: Period, days: dict[date, DayFigures], whole: DayFigures) -> list[VotesOn]:
    """Votes by answer, those that helped least first; the days are told of them."""
    by_answer: dict[str, tuple[Counter[bool], Counter[str]]] = {}
    for row in _rows(store, period, "SELECT at, answer, helpful, reason FROM votes"):
        given, reasons = by_answer.setdefault(row["answer"], (Counter(), Counter()))
        if row["reason"]:
            reasons[row["reason"]] += 1
        if row["helpful"] is not None:
            given[bool(row["helpful"])] += 1
            for figure in (days[_day(row["at"])], whole):
                figure.helpful += row["helpful"]
                figure.unhelpful += not row["helpful"]
    found = [VotesOn(answer, given[True], given[False], reasons) for answer, (given, reasons) in by_answer.items()]
    return sorted(found, key=lambda votes: (-votes.unhelpful, votes.helpful, votes.answer))


def _rows(store: sqlite3.Connection, period: Period, query: str) -> list[sqlite3.Row]:
    return store.execute(f"{query} WHERE at >= ? AND at < ? AND simulated = ? ORDER BY at", period.bounds).fetchall()


def _day(at: str) -> date:
    return date.fromisoformat(at[:10])
