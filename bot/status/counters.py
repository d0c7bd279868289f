"""On which days the counters of the municipalities are closed."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import jpholiday

from bot import facts
from bot.days import ONE_DAY

_SATURDAY = date(2000, 1, 1).weekday()


def _month_and_day(fact: str) -> tuple[int, int]:
    month, day = str(facts.value(fact)).split("-")
    return int(month), int(day)


_YEAR_END = _month_and_day("counter.year_end_first_day")
_NEW_YEAR = _month_and_day("counter.year_end_last_day")


@lru_cache(maxsize=1 << 16)
def is_counter_closed(day: date) -> bool:
    """Whether counters are usually closed: Saturdays, Sundays, public holidays, and from ``counter.year_end_first_day`` through
    ``counter.year_end_last_day``. It moves no last day; it only warns."""
    when = (day.month, day.day)
    return day.weekday() >= _SATURDAY or when >= _YEAR_END or when <= _NEW_YEAR or day in _holidays(day.year)


def last_open_day(day: date) -> date:
    """The last day up to and including ``day`` on which counters are usually open."""
    while is_counter_closed(day):
        day -= ONE_DAY
    return day


@lru_cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(day for day, _ in jpholiday.year_holidays(year))
