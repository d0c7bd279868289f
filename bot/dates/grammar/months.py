"""What stands inside a month: a day, a part, the second Saturday; and months themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta
from dateutil.relativedelta import weekday as nth_weekday

from bot.dates.cycles import LAST_DAY, Piece
from bot.dates.grammar.amounts import amounts
from bot.dates.grammar.point import NO_SUCH_DAY, Point, Tokens, dated, kind_at, skip, skip_no
from bot.dates.tokens import Kind
from bot.days import DayRange

_UNTIL = (Kind.UNTIL, Kind.UNTIL_BY)
# After 5月20 with its 日 left out; anything else may be a count of something.
_AFTER_BARE_DAY = frozenset(
    {
        None,
        Kind.SPACE,
        Kind.NEWLINE,
        Kind.PARTICLE,
        Kind.COMMA,
        Kind.STOP,
        Kind.UNTIL,
        Kind.UNTIL_BY,
        Kind.COPULA,
        Kind.EVENT,
        Kind.CLOSER,
        Kind.BREAK,
        Kind.NEGATION,
        Kind.ROUGHLY,
    }
)
_LAST_DAY_OF_ANY_MONTH = 31
_DAYS_IN_KA = (2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 20, 24)


def month_at(tokens: Tokens, place: int, year: int | None) -> Point | None:
    """5月, 3、4月, 5月末, 5月の20日, 5月第2土曜, 5/20 within a year."""
    for amount in amounts(tokens, place):
        if kind_at(tokens, amount.end) is Kind.MONTH_PART and amount.is_single:
            return part(tokens, amount.end, year, amount.low)
        if kind_at(tokens, amount.end) is not Kind.MONTH:
            continue
        if not amount.is_single:
            return dated(amount.end + 1, year, Piece(amount.low, 1, amount.high)) if amount.high <= 12 else None
        return inside_month(tokens, amount.end + 1, year, amount.low)
    return None


def inside_month(tokens: Tokens, place: int, year: int | None, month: int) -> Point | None:
    """The month that ends before ``place``, or what of it is named next."""
    inner = skip_no(tokens, place)
    kind = kind_at(tokens, inner)
    if kind is Kind.NUMBER:
        found = _day(tokens, inner, year, month)
    elif kind is Kind.DAY_NAME:
        found = dated(inner + 1, year, Piece.of_day(month, tokens[inner].value))
    elif kind in (Kind.PART, Kind.MONTH_PART):
        found = part(tokens, inner, year, month)
    elif kind is Kind.ORDINAL:
        found = _nth_weekday(tokens, inner, year, month)
    else:
        found = None
    return found or dated(place, year, Piece.of_month(month))


def part(tokens: Tokens, place: int, year: int | None, month: int) -> Point | None:
    """上旬 to 末 at ``place``; 末 before まで is the last day."""
    days = tokens[place].value
    end = place + 1
    if days.is_end and kind_at(tokens, skip(tokens, end)) in _UNTIL:
        days = LAST_DAY
    return dated(end, year, Piece.of_part(month, days))


def day_numbers(tokens: Tokens, place: int) -> Iterator[tuple[int, int, int]]:
    """Readings of 20日, 10〜20日, はつか as first day, last day, end; not 20日間, 20日後."""
    if kind_at(tokens, place) is Kind.DAY_NAME:
        yield tokens[place].value, tokens[place].value, place + 1
    for amount in amounts(tokens, place):
        if kind_at(tokens, amount.end) is Kind.DAY and not _counts_days(tokens, amount.end + 1):
            yield amount.low, amount.high, amount.end + 1


def _counts_days(tokens: Tokens, place: int) -> bool:
    """Whether the 日 before ``place`` counts days: 10日間, 10日後, 10日以内."""
    return kind_at(tokens, place) in (Kind.WITHIN, Kind.BEFORE, Kind.AFTER)


def _day(tokens: Tokens, place: int, year: int | None, month: int) -> Point | None:
    for low, high, end in day_numbers(tokens, place):
        if low < 1 or high > 99:
            return Point(end, problem=NO_SUCH_DAY) if low == 0 else None
        return dated(end, year, Piece(month, low, month, high))
    number = tokens[place].value
    if number.value in _DAYS_IN_KA and kind_at(tokens, place + 1) is Kind.OR and kind_at(tokens, place + 2) is Kind.PARTICLE:
        return dated(place + 2, year, Piece.of_day(month, number.value))  # 8かに
    is_bare = 1 <= number.value <= _LAST_DAY_OF_ANY_MONTH and kind_at(tokens, place + 1) in _AFTER_BARE_DAY
    return dated(place + 1, year, Piece.of_day(month, number.value)) if is_bare else None


def _nth_weekday(tokens: Tokens, place: int, year: int | None, month: int) -> Point | None:
    """第2土曜 of a month whose year is known."""
    if kind_at(tokens, place + 1) is not Kind.NUMBER or kind_at(tokens, place + 2) is not Kind.WEEKDAY or year is None:
        return None
    nth = tokens[place + 1].value.value
    if not 1 <= nth <= 5 or not 1 <= month <= 12:
        return None
    first = date(year, month, 1)
    day = first + relativedelta(weekday=nth_weekday(tokens[place + 2].value)(nth))
    if day.month != month:
        return None
    return Point(place + 3, days=DayRange.exactly(day), year=year, piece=Piece.of_day(month, day.day))
