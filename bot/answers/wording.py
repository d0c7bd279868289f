"""How days and facts are said in Japanese, and how texts are filled."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bot.days import DayRange, end_of_month

_PLACEHOLDER = re.compile(r"\{([a-z0-9_.]+)\}")


def say_day(day: date) -> str:
    """2026年8月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def say_days(days: DayRange) -> str:
    """A known day as a day, a whole month or year as such, else from–to; the year is always said."""
    first, last = days.earliest, days.latest
    if first == last:
        return say_day(first)
    if first.day == 1 and last == end_of_month(first.year, first.month):
        return f"{first.year}年{first.month}月"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year}年"
    if first.year != last.year:
        return f"{say_day(first)}〜{say_day(last)}"
    if first.month != last.month:
        return f"{say_day(first)}〜{last.month}月{last.day}日"
    return f"{say_day(first)}〜{last.day}日"


def fill(text: str, value: Callable[[str], object]) -> str:
    """Replace each ``{name}`` in a text by what ``value`` gives for it; ``value`` raises KeyError for an unknown name."""
    return _PLACEHOLDER.sub(lambda match: _say(value(match.group(1))), text)


def placeholders(text: str) -> list[str]:
    """The names that a text needs filled."""
    return _PLACEHOLDER.findall(text)


def _say(value: object) -> str:
    if isinstance(value, date):
        return say_day(value)
    if isinstance(value, DayRange):
        return say_days(value)
    return f"{value:,}" if isinstance(value, int) and value >= 1000 else str(value)
