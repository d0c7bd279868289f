"""The days of a long range that can make a difference, so that a year or a decade need not be gone through day by day.

Everything that is judged compares a last day, the first day of its renewal window and the end of its grace with a few given
days, and all three only grow with the last day. So the days on both sides of each such border stand for all between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bot.days import ONE_DAY, DayRange, end_of_month, months_later
from bot.status.counters import is_counter_closed
from bot.status.rules import GRACE_FIRST_EXPIRY_DAY, GRACE_MONTHS, WINDOW_MONTHS
from bot.status.situation import Situation

_SHORT = DayRange.month(date.min.year, 1).length


class Milestones:
    """The borders of a situation, judged for some days."""

    def __init__(self, situation: Situation, as_of: DayRange) -> None:
        self._situation = situation
        self._as_of = as_of
        self._borders: set[date] = set()

    def last_days(self, days: DayRange | None) -> Iterable[date | None]:
        """The last days in a range that have to be looked at: all of a month or less, of more those at the borders."""
        if days is None:
            return (None,)
        if days.length <= _SHORT:
            return days
        if not self._borders:
            self._borders.update(self._all_borders())
        kept = {days.earliest, days.latest, *(day for day in self._borders if day in days)}
        return sorted(kept | {closed for day in kept if (closed := _next_closed(day)) in days})

    def _all_borders(self) -> Iterator[date]:
        """Last days next to which a state, a renewal or a share changes."""
        situation, borders = self._situation, [GRACE_FIRST_EXPIRY_DAY]
        for days in (self._as_of, situation.renewed_on, situation.cert_issue_date, situation.card_issue_date):
            for day in (days.earliest, days.latest) if days is not None else ():
                borders += [day, months_later(day, WINDOW_MONTHS)]
        first = self._as_of.earliest.month - 1 - GRACE_MONTHS
        month_end = end_of_month(self._as_of.earliest.year, first)
        while month_end <= self._as_of.latest:  # a grace ends with a month, so each month may have one
            borders.append(month_end)
            month_end = end_of_month(month_end.year, month_end.month + 1)
        for day in borders:
            yield from (day - ONE_DAY, day, day + ONE_DAY)


def _next_closed(day: date) -> date:
    while not is_counter_closed(day):
        day += ONE_DAY
    return day
