"""Calendar days as ranges, and the calendar arithmetic that the law's rules need.

A ``DayRange`` holds every day from ``earliest`` to ``latest``, both inclusive. A known day is a range of one.
All comparing of days in the product goes through it, so "until" always means "up to and including".
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class DayRange:
    """All calendar days from ``earliest`` to ``latest``, both inclusive.

    Raises ``ValueError`` if ``earliest`` is after ``latest``.
    """

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"earliest {self.earliest} is after latest {self.latest}")

    @staticmethod
    @lru_cache(maxsize=1 << 16)
    def exactly(day: date) -> DayRange:
        """The range of one known day. Such ranges are made over and over and never change, so they are kept."""
        return DayRange(day, day)

    @classmethod
    def month(cls, year: int, month: int) -> DayRange:
        """The whole calendar month."""
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @classmethod
    def hull(cls, ranges: Iterable[DayRange]) -> DayRange:
        """The smallest range that holds all the given ones (at least one)."""
        found = list(ranges)
        return cls(min(r.earliest for r in found), max(r.latest for r in found))

    @property
    def is_exact(self) -> bool:
        """Whether the range holds one day only."""
        return self.earliest == self.latest

    @property
    def length(self) -> int:
        """How many days the range holds (1 or more)."""
        return (self.latest - self.earliest).days + 1

    def __contains__(self, day: date) -> bool:
        return self.earliest <= day <= self.latest

    def __iter__(self) -> Iterator[date]:
        day = self.earliest
        while day < self.latest:
            yield day
            day += ONE_DAY
        yield self.latest

    def is_before(self, other: DayRange) -> bool:
        """Whether every day of this range is before every day of the other."""
        return self.latest < other.earliest

    def is_after(self, other: DayRange) -> bool:
        """Whether every day of this range is after every day of the other."""
        return self.earliest > other.latest

    def overlap(self, other: DayRange) -> DayRange | None:
        """The days that both ranges hold, or None."""
        earliest, latest = max(self.earliest, other.earliest), min(self.latest, other.latest)
        return DayRange(earliest, latest) if earliest <= latest else None


@dataclass(frozen=True, slots=True, order=True)
class Birthday:
    """A birthday whose year is not known: enough to count birthdays, not to tell an age."""

    month: int
    day: int

    def __post_init__(self) -> None:
        date(2000, self.month, self.day)  # a leap year, so that 29 February is a birthday; raises ValueError

    @classmethod
    def from_iso(cls, text: str) -> Birthday:
        """Read ``--05-20`` or ``05-20``; raises ``ValueError``."""
        month, day = text.removeprefix("--").split("-")
        return cls(int(month), int(day))

    def isoformat(self) -> str:
        """``--05-20`` (ISO 8601 without the year)."""
        return f"--{self.month:02}-{self.day:02}"


def months_later(day: date, months: int) -> date:
    """The same day ``months`` later (negative: earlier); where that month has no such day, its last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def years_later(day: date, years: int) -> date:
    """The same day ``years`` later (negative: earlier); 29 February becomes the 28th in other than leap years."""
    return birthday_in(day.year + years, day.month, day.day)


def is_leap_day(month: int, day: int) -> bool:
    """Whether a day is 29 February."""
    return month == 2 and day == 29


def end_of_month(year: int, month: int) -> date:
    """The last day of a month; ``month`` may run past 12 (13 is January of the next year)."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


@lru_cache(maxsize=1 << 16)
def birthday_in(year: int, month: int, day: int) -> date:
    """The birthday in a year. A birthday on 29 February falls on the 28th in other than leap years (facts C-16)."""
    if is_leap_day(month, day) and monthrange(year, 2)[1] == 28:
        return date(year, 2, 28)
    return date(year, month, day)


def nth_birthday_after(month: int, day: int, after: date, n: int) -> date:
    """The ``n``-th birthday strictly after a day; a birthday on that very day does not count."""
    first = after.year if birthday_in(after.year, month, day) > after else after.year + 1
    return birthday_in(first + n - 1, month, day)
