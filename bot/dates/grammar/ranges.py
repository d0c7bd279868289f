"""Ranges and alternatives: 3月から5月, 5月10日〜20日, 3月か4月, 昨日か今日 become one range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.dates.cycles import Piece
from bot.dates.grammar.ages import age_at
from bot.dates.grammar.attached import with_attached
from bot.dates.grammar.months import day_numbers, month_at, part
from bot.dates.grammar.numeric import month_slash_day
from bot.dates.grammar.point import Point, Tokens, dated, kind_at, skip
from bot.dates.grammar.relative import relative_at
from bot.dates.grammar.years import standing_feast, year_at
from bot.dates.tokens import Kind
from bot.days import DayRange

_SPAN = frozenset({Kind.FROM, Kind.TILDE, Kind.DASH})
_MOST_ALTERNATIVES = 4
_CENTURY = 2000
# The term of a certificate or a card, not the days between which something happened.
_TERM_DAYS = 300
_STARTS = frozenset(
    {
        Kind.NUMBER,
        Kind.ERA,
        Kind.APOSTROPHE,
        Kind.REL_YEAR,
        Kind.REL_FISCAL,
        Kind.REL_MONTH,
        Kind.REL_WEEK,
        Kind.REL_DAY,
        Kind.REST,
        Kind.NEXT,
        Kind.LAST,
        Kind.WEEKDAY,
        Kind.WEEKEND,
        Kind.MONTH_PART,
        Kind.REMAINING,
        Kind.JUST,
        Kind.HALF_YEAR,
        Kind.SEASON,
        Kind.FEAST,
        Kind.FISCAL_END,
    }
)


def expression_at(tokens: Tokens, place: int, today: date) -> Point | None:
    """The calendar expression that begins at a token, ranges and alternatives joined, or None."""
    first = _point_at(tokens, place, today)
    if first is None:
        return None
    for _ in range(_MOST_ALTERNATIVES):
        separator = _separator(tokens, first.end)
        second = _second(tokens, skip(tokens, separator + 1), first, today) if separator else None
        joined = _join(first, second, kind_at(tokens, separator) in _SPAN, today) if second else None
        if joined is None:
            break
        if joined.starts_validity:
            return joined
        first = joined
    return with_attached(tokens, first, lambda place: _point_at(tokens, place, today))


def correction_at(tokens: Tokens, place: int, denied: Point, today: date) -> Point | None:
    """What a date was corrected to, with what the denied one said taken over: 5月20日じゃなくて21日, 2026年5月じゃなくて6月."""
    full = expression_at(tokens, place, today)
    if full is None:
        return _continued(tokens, place, denied)
    if denied.year is None or full.year is not None or full.cycle is not full.piece or full.piece is None:
        return full
    return dated(full.end, denied.year, full.piece, era=denied.era)


def _point_at(tokens: Tokens, place: int, today: date) -> Point | None:
    if kind_at(tokens, place) not in _STARTS:
        return None
    for read in _readers(tokens, place, today):
        if read:
            return read
    return None


def _readers(tokens: Tokens, place: int, today: date) -> Iterator[Point | None]:
    if kind_at(tokens, place) is Kind.NUMBER:
        yield age_at(tokens, place, today)
        yield relative_at(tokens, place, today)
        yield year_at(tokens, place, today)
        yield month_at(tokens, place, None)
        yield month_slash_day(tokens, place, None)
    else:
        yield year_at(tokens, place, today)
        yield relative_at(tokens, place, today)
        yield standing_feast(tokens, place)


def _separator(tokens: Tokens, end: int) -> int:
    """The place of から, 〜, か after an expression, or 0."""
    place = skip(tokens, end)
    if kind_at(tokens, place) is Kind.ROUGHLY:
        place = skip(tokens, place + 1)
    if kind_at(tokens, place) not in _SPAN and kind_at(tokens, place) is not Kind.OR:
        return 0
    return place + (kind_at(tokens, place + 1) is Kind.COMMA)


def _second(tokens: Tokens, place: int, first: Point, today: date) -> Point | None:
    """The second half: a full expression, or one that leaves out what the first half said."""
    if first.is_age or first.problem or (first.is_weekday and kind_at(tokens, place) is not Kind.WEEKDAY):
        return None
    full = _point_at(tokens, place, today)
    if full and not full.is_age:
        return _same_reckoning(full, first)
    return _continued(tokens, place, first)


def _same_reckoning(point: Point, first: Point) -> Point:
    """令和2年5月から3年4月, 2020年5月から21年4月: the second year is counted as the first."""
    if not point.short_year or point.piece is None or first.year is None:
        return point
    before = first.era if first.era is not None else _CENTURY
    return dated(point.end, before + point.short_year, point.piece, era=first.era) or point


def _continued(tokens: Tokens, place: int, first: Point) -> Point | None:
    kind = kind_at(tokens, place)
    if kind is Kind.NUMBER and kind_at(tokens, place + 1) is Kind.YEAR and first.year is not None:
        before = first.era if first.era is not None else _CENTURY
        said = tokens[place].value.value
        return dated(place + 2, before + said, Piece(1, 1, 12), is_whole_year=True) if 0 < said < 100 else None
    if first.piece is None or first.piece.last_month > 12:
        return None
    month = first.piece.last_month
    if kind is Kind.PART:
        return part(tokens, place, first.year, month)
    for low, high, end in day_numbers(tokens, place):
        return dated(end, first.year, Piece(month, low, month, high)) if 1 <= low <= high <= 31 else None
    if (
        kind is Kind.NUMBER
        and first.piece.is_day
        and kind_at(tokens, place + 1) not in (Kind.DOT, Kind.SLASH, Kind.OTHER, Kind.COLON)
    ):
        day = tokens[place].value.value
        return dated(place + 1, first.year, Piece.of_day(month, day)) if first.piece.day < day <= 31 else None
    return None


def _join(first: Point, second: Point, is_span: bool, today: date) -> Point | None:
    if second.problem or first.short_year or second.short_year or (is_span and (first.is_weekday or second.is_weekday)):
        return None
    if first.piece and second.piece and first.year is None and second.year is None:
        joined = first.piece.to(second.piece)
        return replace(first, end=second.end, cycle=joined, piece=joined, is_span=is_span)
    days = _days_of_week(first, second, today) or _days_beside(first, second)
    if days is None:
        return None
    earlier, later = days
    if is_span and earlier.is_after(later):
        return None
    if is_span and earlier.is_exact and later.is_exact and (later.earliest - earlier.earliest).days > _TERM_DAYS:
        return replace(first, days=earlier, cycle=None, starts_validity=True)
    return replace(
        second, days=DayRange.hull(days), cycle=None, is_span=is_span, is_ago=first.is_ago or second.is_ago, is_weekday=False
    )


def _days_of_week(first: Point, second: Point, today: date) -> tuple[DayRange, DayRange] | None:
    """金曜か土曜: the next of each."""
    if not (first.is_weekday and second.is_weekday):
        return None
    friday, saturday = _next(first, today), _next(second, today)
    return (friday, saturday) if friday and saturday else None


def _next(point: Point, today: date) -> DayRange | None:
    return next((days for days in point.cycle.around(today) if days.earliest > today), None) if point.cycle else None


def _days_beside(first: Point, second: Point) -> tuple[DayRange, DayRange] | None:
    """Both as known days: who says no year takes it from the other."""
    if first.days and second.days:
        return first.days, second.days
    if first.days and first.year is not None and second.piece:
        later = next(
            (
                days
                for days in (second.piece.in_year(first.year), second.piece.in_year(first.year + 1))
                if days and not days.is_before(first.days)
            ),
            None,
        )
        return (first.days, later) if later else None
    if second.days and second.year is not None and first.piece:
        earlier = next(
            (
                days
                for days in (first.piece.in_year(second.year), first.piece.in_year(second.year - 1))
                if days and not days.is_after(second.days)
            ),
            None,
        )
        return (earlier, second.days) if earlier else None
    return None
