"""Days that are not like the others: noticed, and nothing cried over chance."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

from bot.insights.figures import DayFigures
from bot.insights.unusual import unusual_days

FIRST = date(2026, 5, 4)


def month(chance: random.Random) -> dict[date, DayFigures]:
    """Six weeks of about 100 conversations a day, 40 at weekends, 3 of 100 turns not understood."""
    days = {}
    for number in range(42):
        day = FIRST + timedelta(days=number)
        talks = (40 if day.weekday() >= 5 else 100) + chance.randrange(-8, 9)
        decisions = Counter(answered=talks * 2, not_understood=sum(chance.random() < 0.03 for _ in range(talks * 2)))
        days[day] = DayFigures(Counter(web=talks), decisions, [chance.randrange(5, 15) for _ in range(decisions.total())])
    return days


def test_an_ordinary_time_has_no_unusual_day() -> None:
    for seed in range(20):
        assert unusual_days(month(random.Random(seed))) == [], seed


def test_a_crowd_a_failing_and_a_slow_day_are_noticed() -> None:
    days = month(random.Random(1))
    crowd, failing, slow, deaf = (FIRST + timedelta(days=n) for n in (20, 23, 30, 35))
    days[crowd].talks["web"] *= 3
    days[failing].decisions["failure"] = 20
    days[slow].milliseconds = [400] * 200
    days[deaf].decisions["not_understood"] = 60
    found = {(one.day, one.kind) for one in unusual_days(days)}
    assert found == {(crowd, "talks"), (failing, "failure"), (slow, "latency"), (deaf, "not_understood")}


def test_a_holiday_is_noticed_and_good_news_are_not() -> None:
    days = month(random.Random(2))
    holiday, perfect = FIRST + timedelta(days=7), FIRST + timedelta(days=15)
    days[holiday].talks["web"] = 20
    days[perfect].decisions["not_understood"] = 0
    assert [(one.day, one.kind) for one in unusual_days(days)] == [(holiday, "talks")]


def test_where_hardly_anybody_comes_nothing_is_unusual() -> None:
    days = {FIRST + timedelta(days=n): DayFigures(Counter(web=0)) for n in range(28)}
    days[FIRST].talks["web"] = 5
    days[FIRST].decisions["not_understood"] = 5
    assert unusual_days(days) == []
