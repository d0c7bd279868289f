"""Dates counted from today: 明日, 来週の月曜, 来月10日, 3か月前, あと2週間, 今度の日曜."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.dates.cycles import LAST_DAY, WEEKEND, DayOfWeek, Part, PartOfMonth
from bot.dates.grammar.counted import ago_or_hence, countdown
from bot.dates.grammar.months import inside_month, month_at
from bot.dates.grammar.numeric import month_slash_day
from bot.dates.grammar.point import Point, Tokens, kind_at, skip, skip_no
from bot.dates.grammar.years import standing_feast
from bot.dates.tokens import Kind
from bot.days import DayRange

_WEEK = timedelta(days=6)


def relative_at(tokens: Tokens, place: int, today: date) -> Point | None:
    """A date counted from today at ``place``, or None."""
    kind = kind_at(tokens, place)
    match kind:
        case Kind.REL_DAY:
            return _day(tokens, place, today)
        case Kind.REL_WEEK:
            return _week(tokens, place, today)
        case Kind.REL_MONTH:
            month = today + relativedelta(months=tokens[place].value)
            return inside_month(tokens, place + 1, month.year, month.month)
        case Kind.REST:
            return Point(place + 1, days=_rest(tokens[place].value, today), is_relative=True)
        case Kind.NEXT | Kind.LAST:
            return _next_or_last(tokens, place, today)
        case Kind.WEEKDAY:
            return Point(place + 1, cycle=DayOfWeek(tokens[place].value), is_weekday=True)
        case Kind.WEEKEND:
            return Point(place + 1, cycle=WEEKEND)
        case Kind.MONTH_PART:
            return Point(place + 1, cycle=PartOfMonth(_part(tokens, place)))
        case Kind.REMAINING:
            return countdown(tokens, place, today)
        case Kind.NUMBER | Kind.JUST | Kind.HALF_YEAR:
            return ago_or_hence(tokens, place, today)
    return None


def _day(tokens: Tokens, place: int, today: date) -> Point | None:
    end = place + 1
    if tokens[place].value == 0 and kind_at(tokens, end) is Kind.FROM:  # 今日から3日後
        counted = ago_or_hence(tokens, skip(tokens, end + 1), today)
        if counted:
            return counted
    return Point(end, days=DayRange.exactly(today + timedelta(days=tokens[place].value)), is_relative=True)


def _week(tokens: Tokens, place: int, today: date) -> Point | None:
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=tokens[place].value)
    end = place + 1
    inner = skip_no(tokens, end)
    kind = kind_at(tokens, inner)
    if kind is Kind.WEEKDAY:
        return Point(inner + 1, days=DayRange.exactly(monday + timedelta(days=tokens[inner].value)), is_relative=True)
    if kind is Kind.WEEKEND or (kind is Kind.PART and tokens[inner].value.is_end):
        return Point(inner + 1, days=DayRange(monday + timedelta(days=5), monday + _WEEK), is_relative=True)
    week = DayRange(monday, monday + _WEEK)
    if kind is Kind.NUMBER and kind_at(tokens, inner + 1) is Kind.DAY:
        said = [day for day in week if day.day == tokens[inner].value.value]
        return Point(inner + 2, days=DayRange.exactly(said[0]), is_relative=True) if said else None
    return Point(end, days=week, is_relative=True)


def _rest(of: str, today: date) -> DayRange:
    return DayRange(today, date(today.year, 12, 31) if of == "year" else DayRange.month(today.year, today.month).latest)


def _next_or_last(tokens: Tokens, place: int, today: date) -> Point | None:
    inner = skip(tokens, place + 1)
    tense = "future" if kind_at(tokens, place) is Kind.NEXT else "past"
    kind = kind_at(tokens, inner)
    if kind in (Kind.WEEKDAY, Kind.WEEKEND):
        cycle = DayOfWeek(tokens[inner].value) if kind is Kind.WEEKDAY else WEEKEND
        return Point(inner + 1, cycle=cycle, tense=tense)
    found = standing_feast(tokens, inner)
    if kind is Kind.NUMBER:
        found = month_at(tokens, inner, None) or month_slash_day(tokens, inner, None)
    return replace(found, tense=tense) if found else None


def _part(tokens: Tokens, place: int) -> Part:
    part: Part = tokens[place].value
    is_last_day = part.is_end and kind_at(tokens, skip(tokens, place + 1)) in (Kind.UNTIL, Kind.UNTIL_BY)
    return LAST_DAY if is_last_day else part
