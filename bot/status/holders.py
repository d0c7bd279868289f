"""The people whom a birth date leaves possible, by birthday; and the spans of days over which nothing changes for them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from bot.days import ONE_DAY, Birthday, DayRange, birthday_in
from bot.status.rules import (
    ADULT_AGE_SINCE,
    ADULT_CARD_BIRTHDAYS,
    AGE_BORDER_DAYS,
    MINOR_CARD_BIRTHDAYS,
    adult_age,
)

_BORDER = timedelta(days=AGE_BORDER_DAYS)
_AGE_CHANGE = DayRange(ADULT_AGE_SINCE - _BORDER, ADULT_AGE_SINCE + _BORDER)


class Holder(NamedTuple):
    """All people with one birthday. ``years``: the birth years that are possible, in order; empty where not told."""

    month: int
    day: int
    years: tuple[int, ...]

    def birthday(self, year: int) -> date:
        """The birthday as counted in a year."""
        return birthday_in(year, self.month, self.day)


class Span(NamedTuple):
    """Days between two birthdays, and on one side of the change of the adult age: for issue days in it all rules agree.

    ``year`` is that of ``birthday``, the last one up to and including ``first_day``; ``next_birthday`` is after ``last_day``.
    """

    first_day: date
    last_day: date
    year: int
    birthday: date
    next_birthday: date


def holders(born: DayRange | Birthday) -> list[Holder]:
    """The people of a birth date, one for each birthday."""
    if isinstance(born, Birthday):
        return [Holder(born.month, born.day, ())]
    if born.is_exact:
        return [Holder(born.earliest.month, born.earliest.day, (born.earliest.year,))]
    years: dict[tuple[int, int], list[int]] = {}
    for day in born:
        years.setdefault((day.month, day.day), []).append(day.year)
    return [Holder(month, day, tuple(found)) for (month, day), found in years.items()]


def spans(holder: Holder, first_day: date, last_day: date) -> Iterator[Span]:
    """Cut the days from ``first_day`` to ``last_day`` into spans; nothing where there are none, or the holder is unborn."""
    start = first_day
    while start <= last_day:
        year = start.year
        birthday = holder.birthday(year)
        if birthday > start:
            year, birthday, next_birthday = year - 1, holder.birthday(year - 1), birthday
        else:
            next_birthday = holder.birthday(year + 1)
        end = last_day if last_day < next_birthday else next_birthday - ONE_DAY
        if start < ADULT_AGE_SINCE <= end:
            end = ADULT_AGE_SINCE - ONE_DAY
        if not holder.years or holder.years[0] <= year:
            yield Span(start, end, year, birthday, next_birthday)
        start = end + ONE_DAY


def card_birthdays(holder: Holder, issued: Span) -> list[int]:
    """How many birthdays a card issued in a span lasts: one number, or two where the year of birth leaves both.

    ``card.adult_age``, ``card.validity_birthdays_adult``, ``card.validity_birthdays_minor``: the age is that on the issue day,
    reached on the birthday as counted. Without a year of birth the age is not known: the longest that a card can last.
    """
    if not holder.years:
        return [ADULT_CARD_BIRTHDAYS]
    age = adult_age(issued.first_day)
    latest_adult = issued.year - age
    adults, born = bisect_right(holder.years, latest_adult), bisect_right(holder.years, issued.year)
    return [ADULT_CARD_BIRTHDAYS] * (adults > 0) + [MINOR_CARD_BIRTHDAYS] * (adults < born)


def is_near_age_border(holder: Holder, issued: Span) -> bool:
    """Whether an issue day in the span is within ``card.age_border_days`` of the birthday that makes an adult, or of the day on
    which that age changed (``card.adult_age_since``), on either side, the last such day included; whatever the age then."""
    if not holder.years:
        return False
    if issued.first_day <= _AGE_CHANGE.latest and issued.last_day >= _AGE_CHANGE.earliest:
        return True
    year = issued.year - adult_age(issued.first_day)  # of those who became adults at the last birthday, or do at the next
    return (year in holder.years and issued.first_day - _BORDER <= issued.birthday) or (
        year + 1 in holder.years and issued.last_day + _BORDER >= issued.next_birthday
    )
