"""Ranges and alternatives: 3月から5月, 5月10日〜20日, 3月か4月, 昨日か今日 become one range."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.dates.cycles import Piece
from bot.dates.grammar.ages import age_at
from bot.dates.grammar.attached import with_attached
from bot.dates.grammar.joined import first_day_of_term, join
from bot.dates.grammar.months import day_numbers, month_at, part
from bot.dates.grammar.numeric import month_slash_day
from bot.dates.grammar.point import Point, Tokens, dated, kind_at, skip
from bot.dates.grammar.relative import relative_at
from bot.dates.grammar.years import standing_feast, year_at
from bot.dates.tokens import Kind

_SPAN = frozenset({Kind.FROM, Kind.TILDE, Kind.DASH})
_MOST_ALTERNATIVES = 4
_CENTURY = 2000
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
        is_span = kind_at(tokens, separator) in _SPAN
        if second and is_span and (begins := first_day_of_term(tokens, first, second)):
            return begins
        joined = join(first, second, is_span, today) if second else None
        if joined is None:
            break
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
