"""The person's days in order, with today among them, in the Western calendar and in eras."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.answers.answer import Deadline
from bot.answers.wording import say_days
from bot.days import Birthday, DayRange

# The first day of each era, newest first.
_ERAS = (
    ("令和", date(2019, 5, 1)),
    ("平成", date(1989, 1, 8)),
    ("昭和", date(1926, 12, 25)),
    ("大正", date(1912, 7, 30)),
    ("明治", date(1868, 10, 23)),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the timeline: a deadline's key or ``today``, its words, its days, and the days in words."""

    key: str
    label: str
    days: DayRange

    def as_dict(self) -> dict[str, str]:
        """JSON form of the Message."""
        return {
            "key": self.key,
            "label": self.label,
            "earliest": self.days.earliest.isoformat(),
            "latest": self.days.latest.isoformat(),
            "text": say_days(self.days),
            "wareki": wareki_days(self.days),
        }


def rows(deadlines: tuple[Deadline, ...], today: date) -> list[Row]:
    """The deadlines with today in its place; empty without deadlines. On the same day, the deadline comes first."""
    if not deadlines:
        return []
    found = [Row(d.key, d.label, d.days) for d in deadlines]
    found.append(Row("today", "今日", DayRange.exactly(today)))
    return sorted(found, key=lambda row: row.days.earliest)


def wareki(day: date) -> str:
    """令和8年5月20日; the first year of an era is 元年. The Western form for days before Meiji."""
    return f"{_era_year(day)}{day.month}月{day.day}日"


def wareki_days(days: DayRange) -> str:
    """A day, a whole month or year, or from–to in eras; the year is said again where it changes."""
    first, last = days.earliest, days.latest
    if first == last:
        return wareki(first)
    if _era_year(first) != _era_year(last):
        return f"{wareki(first)}〜{wareki(last)}"
    western = say_days(days)
    if western == f"{first.year}年":
        return _era_year(first)
    if "〜" not in western:
        return f"{_era_year(first)}{first.month}月"
    # The end is shortened in the same way as in the Western form.
    return f"{wareki(first)}〜{western.partition('〜')[2]}"


def both_calendars(days: DayRange | Birthday) -> str:
    """2026年5月20日（令和8年5月20日）; a birthday without its year is 5月20日."""
    if isinstance(days, Birthday):
        return f"{days.month}月{days.day}日"
    return f"{say_days(days)}（{wareki_days(days)}）"


def _era_year(day: date) -> str:
    for name, first_day in _ERAS:
        if day >= first_day:
            year = day.year - first_day.year + 1
            return f"{name}{'元' if year == 1 else year}年"
    return f"{day.year}年"
