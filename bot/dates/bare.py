"""Answers to a question for a date that are no dates by themselves: 「20日です」「20」「下旬」「S55」."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.dates.cycles import Piece
from bot.dates.grammar.months import day_numbers
from bot.dates.grammar.point import NO_SUCH_DAY, Found, Point, Tokens, dated, kind_at, skip
from bot.dates.grammar.years import inside_year
from bot.dates.tokens import Kind
from bot.days import DayRange

_AROUND = frozenset(
    {
        Kind.SPACE,
        Kind.NEWLINE,
        Kind.FILLER,
        Kind.STOP,
        Kind.COMMA,
        Kind.COPULA,
        Kind.PARTICLE,
        Kind.ROUGHLY,
        Kind.UNTIL,
        Kind.EVENT,
        Kind.BREAK,
        Kind.LEAD,
        Kind.OF,
        Kind.OPENER,
        Kind.CLOSER,
        Kind.COLON,
    }
)
_FIRST_YEAR_ALONE, _LAST_YEAR_ALONE = 1900, 2099
_VISITS = ("visit", "renewal")


def answer(tokens: Tokens, today: date, within: DayRange | None, expecting: str | None) -> list[Found]:
    """The bare day, month, part of a month or year that the text gives as an answer: one at most."""
    for place, token in enumerate(tokens):
        if token.kind in (Kind.NUMBER, Kind.DAY_NAME, Kind.PART, Kind.MONTH_PART, Kind.ERA):
            point = _point(tokens, place, today, within, expecting)
            return [Found(place, point)] if point and _is_mere(tokens, point.end) else []
        if token.kind not in _AROUND:
            return []
    return []


def _is_mere(tokens: Tokens, end: int) -> bool:
    return all(token.kind in _AROUND for token in tokens[end:]) and kind_at(tokens, skip(tokens, end)) is not Kind.OR


def _point(tokens: Tokens, place: int, today: date, within: DayRange | None, expecting: str | None) -> Point | None:
    kind = kind_at(tokens, place)
    if kind is Kind.ERA and kind_at(tokens, place + 1) is Kind.NUMBER:
        era = tokens[place].value
        return inside_year(tokens, place + 2, era.before + tokens[place + 1].value.value, era.before)
    if kind in (Kind.PART, Kind.MONTH_PART):
        return _part(tokens, place, within)
    for low, high, end in day_numbers(tokens, place):
        or_later = (
            next(day_numbers(tokens, skip(tokens, end + 1)), None)
            if kind_at(tokens, end) in (Kind.OR, Kind.TILDE, Kind.FROM)
            else None
        )
        if or_later and high < or_later[1]:
            high, end = or_later[1:]
        return _day(low, high, end, today, within, expecting)
    if kind is not Kind.NUMBER:
        return None
    number = tokens[place].value
    if number.digits == 4 and _FIRST_YEAR_ALONE <= number.value <= _LAST_YEAR_ALONE:
        return inside_year(tokens, place + 1, number.value)
    if within and number.digits <= 2:
        if _is_whole_year(within) and 1 <= number.value <= 12:
            return dated(place + 1, within.earliest.year, Piece.of_month(number.value))
        return _day(number.value, number.value, place + 1, today, within, None) if number.value <= 31 else None
    return None


def _part(tokens: Tokens, place: int, within: DayRange | None) -> Point | None:
    if within is None or _month(within) is None:
        return None
    piece = Piece.of_part(within.earliest.month, tokens[place].value)
    return dated(place + 1, within.earliest.year, piece)


def _day(low: int, high: int, end: int, today: date, within: DayRange | None, expecting: str | None) -> Point | None:
    if within is None:
        return _next_such_day(low, end, today) if expecting in _VISITS and low == high else None
    months = _months(within)
    inside = [days for year, month in months if (days := Piece(month, low, month, high).in_year(year)) and within.overlap(days)]
    if len(inside) == 1:
        return Point(end, days=inside[0], year=inside[0].earliest.year)
    if len(months) != 1 or not 1 <= low <= high:
        return None
    year, month = months[0]
    days = Piece(month, low, month, high).in_year(year)
    return Point(end, days=days, problem=None if days else NO_SUCH_DAY)


def _next_such_day(day: int, end: int, today: date) -> Point | None:
    coming = (today + timedelta(days=ahead) for ahead in range(62))
    found = next((candidate for candidate in coming if candidate.day == day), None)
    return Point(end, days=DayRange.exactly(found)) if found else None


def _months(within: DayRange) -> Sequence[tuple[int, int]]:
    first = within.earliest.year * 12 + within.earliest.month - 1
    last = within.latest.year * 12 + within.latest.month - 1
    return [(number // 12, number % 12 + 1) for number in range(first, min(last, first + 24) + 1)]


def _month(within: DayRange) -> int | None:
    months = _months(within)
    return months[0][1] if len(months) == 1 else None


def _is_whole_year(within: DayRange) -> bool:
    return (within.earliest.month, within.earliest.day, within.latest.month, within.latest.day) == (
        1,
        1,
        12,
        31,
    ) and within.length <= 366
