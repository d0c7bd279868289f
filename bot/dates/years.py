"""Settles which year, month or week is meant where the text does not say it.

The verb decides: 切れた, 作った take the latest such day (or the uncut period around today) not after today; 切れる, 行く the
next one not before today; without a verb the nearest counts, from the nearer edge, a tie going to the past.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from bot.dates.cycles import DayOfWeek, PartOfMonth, Piece
from bot.dates.forms import FUTURE, PAST
from bot.dates.grammar import Point
from bot.days import DayRange

_WESTERN, _REIWA, _HEISEI = 2000, 2018, 1988
_LAST_HEISEI_YEAR = 31
# My Number cards exist since 2016: nothing of theirs was issued in an earlier Heisei year.
_FIRST_YEAR_OF_CARDS = 2016


def settle(point: Point, tense: str | None, today: date, within: DayRange | None) -> DayRange | None:
    """The days that a point means, or None where no such day exists."""
    days = _unshifted(point, tense, today, within)
    if days is None or not point.shift:
        return days
    return DayRange.exactly(days.earliest + timedelta(days=point.shift))


def _unshifted(point: Point, tense: str | None, today: date, within: DayRange | None) -> DayRange | None:
    if point.days or point.problem:
        return point.days
    if point.short_year and point.piece:
        return _with_short_year(point.short_year, point.piece, tense, today)
    if point.cycle is None:
        return None
    known = [days for days in _inside(point, within) if within and within.overlap(days) == days]
    if known:
        return nearest(known, tense, today)
    if tense is None and isinstance(point.cycle, PartOfMonth):
        return next((days for days in point.cycle.around(today) if days.earliest.month == today.month), None)
    if tense is None and isinstance(point.cycle, DayOfWeek):
        tense = FUTURE
    return nearest(point.cycle.around(today), tense, today)


def nearest(occurrences: Iterable[DayRange], tense: str | None, today: date) -> DayRange | None:
    """The occurrence that the tense asks for, else the one nearest to today (a tie to the past)."""
    found = list(occurrences)
    if tense == PAST:
        fitting = [days for days in found if days.earliest <= today]
    elif tense == FUTURE:
        fitting = [days for days in found if days.latest >= today]
    else:
        fitting = found
    return min(fitting, key=lambda days: (_distance(days, today), days.earliest), default=None)


def other_side(point: Point, days: DayRange, tense: str | None, today: date) -> DayRange | None:
    """The same days in the year on the other side of today, where neither a year nor a verb was said; else None."""
    if tense is not None or point.short_year or not isinstance(point.cycle, Piece) or today in days:
        return None
    return nearest(point.cycle.around(today), FUTURE if days.latest < today else PAST, today)


def _distance(days: DayRange, today: date) -> int:
    if today in days:
        return 0
    return (today - days.latest).days if days.latest < today else (days.earliest - today).days


def _inside(point: Point, within: DayRange | None) -> list[DayRange]:
    if within is None or point.cycle is None:
        return []
    if not isinstance(point.cycle, Piece):
        return list(point.cycle.around(within.earliest))
    years = range(within.earliest.year - 1, within.latest.year + 1)
    return [days for year in years if (days := point.cycle.in_year(year))]


def _with_short_year(said: int, piece: Piece, tense: str | None, today: date) -> DayRange | None:
    """26年 is 2026, 8年 is 令和8年: whichever the tense allows and lies nearer; 平成 only for what can be of a card."""
    modern = [days for before in (_WESTERN, _REIWA) if (days := piece.in_year(before + said))]
    fitting = [days for days in modern if _fits(days, tense, today)]
    if not fitting and tense == PAST and _FIRST_YEAR_OF_CARDS <= _HEISEI + said <= _HEISEI + _LAST_HEISEI_YEAR:
        fitting = [days for days in [piece.in_year(_HEISEI + said)] if days]
    return nearest(fitting or modern, None, today)


def _fits(days: DayRange, tense: str | None, today: date) -> bool:
    return not ((tense == PAST and days.earliest > today) or (tense == FUTURE and days.latest < today))
