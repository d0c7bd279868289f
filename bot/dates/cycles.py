"""Days that come again: a part of the year (5月20日, 春), of the month (月末), of the week (月曜, 週末)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from dateutil.relativedelta import relativedelta

from bot.days import DayRange

END_OF_MONTH = 0
FIRST_YEAR, LAST_YEAR = 1850, 2199
_LEAP_YEARS_APART = 8


class Cycle(Protocol):
    """Days that come again."""

    def around(self, today: date) -> Iterator[DayRange]:
        """The occurrences near a day, in order, the last and the next of them at least."""


class Part(NamedTuple):
    """From a day to a day of a month (0 is its end); ``is_end``: 末, which before まで is the last day only."""

    first: int
    last: int
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Each year from a day of a month to a day of a month, both inclusive.

    A day of 0 is the month's end. ``last_month`` runs past 12 where the piece ends in the next year.
    """

    month: int
    day: int
    last_month: int
    last_day: int = END_OF_MONTH

    @classmethod
    def of_month(cls, month: int) -> Piece:
        """The whole month."""
        return cls(month, 1, month)

    @classmethod
    def of_day(cls, month: int, day: int) -> Piece:
        """One day, which need not exist in each year."""
        return cls(month, day, month, day)

    @classmethod
    def of_part(cls, month: int, part: Part) -> Piece:
        """上旬, 中旬, 下旬 or the last day of a month."""
        return cls(month, part.first, month, part.last)

    @property
    def is_day(self) -> bool:
        """Whether the piece is one day."""
        return self.month == self.last_month and self.day == self.last_day

    @property
    def exists(self) -> bool:
        """Whether there is a year with these days."""
        return self.in_year(2000) is not None

    def to(self, other: Piece) -> Piece:
        """From the start of this piece to the next end of the other one."""
        wraps = (other.last_month, other.last_day or 31) < (self.month, self.day or 31)
        return Piece(self.month, self.day, other.last_month + 12 * wraps, other.last_day)

    def in_year(self, year: int) -> DayRange | None:
        """The days in the year in which the piece begins, or None where it has none (29 February, 31 April)."""
        last_year, last_month = year + (self.last_month - 1) // 12, (self.last_month - 1) % 12 + 1
        first, last = _day(year, self.month, self.day), _day(last_year, last_month, self.last_day)
        return DayRange(first, last) if first and last and first <= last else None

    def around(self, today: date) -> Iterator[DayRange]:
        """See ``Cycle``."""
        apart = _LEAP_YEARS_APART if 29 in (self.day, self.last_day) and 2 in (self.month, self.last_month) else 2
        for year in range(today.year - apart, today.year + apart + 1):
            found = self.in_year(year)
            if found:
                yield found


@dataclass(frozen=True, slots=True)
class PartOfMonth:
    """Each month from a day to a day (0 is the month's end): 月末."""

    part: Part

    def around(self, today: date) -> Iterator[DayRange]:
        """See ``Cycle``."""
        for months in range(-2, 3):
            month = today + relativedelta(months=months)
            found = Piece.of_part(month.month, self.part).in_year(month.year)
            if found:
                yield found


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """Each week a day or the weekend; 0 is Monday. A weekday is never today: 月曜 said on a Monday is the next one."""

    weekday: int
    length: int = 1

    def around(self, today: date) -> Iterator[DayRange]:
        """See ``Cycle``."""
        monday = today - timedelta(days=today.weekday())
        for weeks in range(-2, 3):
            first = monday + timedelta(weeks=weeks, days=self.weekday)
            if self.length > 1 or first != today:
                yield DayRange(first, first + timedelta(days=self.length - 1))


WEEKEND = DayOfWeek(5, length=2)
WHOLE_YEAR = Piece(1, 1, 12)
FISCAL_YEAR = Piece(4, 1, 15)
FISCAL_END = Piece.of_month(3)
SPRING, SUMMER, AUTUMN, WINTER = Piece(3, 1, 5), Piece(6, 1, 8), Piece(9, 1, 11), Piece(12, 1, 14)
YEAR_END = Piece(12, 21, 12, 31)
YEAR_START = Piece(1, 1, 1, 10)

FIRST_TEN, SECOND_TEN, LAST_TEN = Part(1, 10), Part(11, 20), Part(21, END_OF_MONTH)
END, LAST_DAY = Part(21, END_OF_MONTH, is_end=True), Part(END_OF_MONTH, END_OF_MONTH)


def _day(year: int, month: int, day: int) -> date | None:
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    length = monthrange(year, month)[1]
    return date(year, month, day or length) if day <= length else None
