"""Dates counted in days, weeks, months and years from today: 3日前, 2週間後, 3か月前, 3年前の4月, あと2週間."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.dates.grammar.amounts import Amount, amounts
from bot.dates.grammar.point import Point, Tokens, before, kind_at, skip, skip_no
from bot.dates.grammar.years import inside_year
from bot.dates.tokens import Kind
from bot.days import DayRange

_DAYS_OF_UNIT = {Kind.DAY: 1, Kind.WEEKS: 7}
_MOST = 150  # years; of months and days accordingly more
_MOST_OF_UNIT = {Kind.DAY: 3650, Kind.WEEKS: 520, Kind.MONTHS: 600, Kind.YEAR: _MOST}
# What may stand before 3か月前 for it to be counted from today; after の, から or a verb it is counted from something else.
_BEFORE_COUNTED = frozenset(
    {
        None,
        Kind.COMMA,
        Kind.BREAK,
        Kind.STOP,
        Kind.NEWLINE,
        Kind.COLON,
        Kind.OPENER,
        Kind.PARTICLE,
        Kind.LEAD,
        Kind.JUST,
        Kind.OF,
        Kind.PERSON,
        Kind.COPULA,
        Kind.CLOSER,
    }
)


def countdown(tokens: Tokens, place: int, today: date) -> Point | None:
    """あと3日, あと2週間, あと3か月; not あと3か月間使える."""
    for amount in amounts(tokens, skip(tokens, place + 1)):
        unit = kind_at(tokens, amount.end)
        after = kind_at(tokens, skip(tokens, amount.end + 1))
        if unit not in _MOST_OF_UNIT or unit is Kind.YEAR or after in (Kind.WITHIN, Kind.BEFORE, Kind.AFTER, Kind.HALF):
            continue
        days = _counted(amount, unit, 1, today, is_exact=False)
        if days:
            return Point(amount.end + 1, days=days, is_relative=True, is_countdown=True)
    return None


def ago_or_hence(tokens: Tokens, place: int, today: date) -> Point | None:
    """3日前, 2週間後, 3か月前, 半年前, 1年半前, 3年前の4月, ちょうど3か月前."""
    is_exact = kind_at(tokens, place) is Kind.JUST
    number = skip(tokens, place + 1) if is_exact else place
    if not _counts_from_today(tokens, place):
        return None
    for amount, unit, after in _measures(tokens, number):
        sign = {Kind.BEFORE: -1, Kind.AFTER: 1}.get(kind_at(tokens, after) or Kind.OTHER)
        if sign is None or amount.low < 1 or amount.high > _MOST_OF_UNIT[unit]:
            continue
        if unit is Kind.YEAR and sign > 0:
            return None  # 5年後: a rule far oftener than a date
        end = after + 1
        this_day = skip_no(tokens, end)
        if kind_at(tokens, this_day) is Kind.REL_DAY and tokens[this_day].value == 0:
            is_exact, end = True, this_day + 1
        if unit is Kind.YEAR and not is_exact and amount.is_single:
            return replace(inside_year(tokens, end, today.year - amount.low) or Point(end), is_ago=True, is_whole_year=False)
        days = _counted(amount, unit, sign, today, is_exact)
        return Point(end, days=days, is_relative=True, is_ago=sign < 0) if days else None
    return None


def _measures(tokens: Tokens, place: int) -> list[tuple[Amount, Kind, int]]:
    """Readings of 3日, 2、3週間, 半年, 1年半: amount, its unit, and the token after."""
    if kind_at(tokens, place) is Kind.HALF_YEAR:
        return [(Amount(6, 6, place, False), Kind.MONTHS, _past_roughly(tokens, place + 1))]
    found = []
    for amount in filter(None, map(_apart, amounts(tokens, place))):
        unit = kind_at(tokens, amount.end)
        if unit is Kind.YEAR and kind_at(tokens, amount.end + 1) is Kind.HALF:
            months = amount.low * 12 + 6
            found.append((Amount(months, months, amount.end, False), Kind.MONTHS, _past_roughly(tokens, amount.end + 2)))
        elif unit in _MOST_OF_UNIT:
            found.append((amount, unit, _past_roughly(tokens, amount.end + 1)))
    return found


def _apart(amount: Amount) -> Amount | None:
    """二三日 is two or three days; other kanji digits in a row are no count."""
    if not (amount.is_spelled and amount.is_single):
        return amount
    low, high = divmod(amount.low, 10)
    return amount._replace(low=low, high=high) if 0 < low == high - 1 < 9 else None


def _past_roughly(tokens: Tokens, place: int) -> int:
    """Past ほど, くらい, も between the number and 前."""
    place = skip(tokens, place)
    return skip(tokens, place + 1) if kind_at(tokens, place) in (Kind.ROUGHLY, Kind.PARTICLE) else place


def _counted(amount: Amount, unit: Kind, sign: int, today: date, is_exact: bool) -> DayRange | None:
    if not 0 < amount.low <= amount.high <= _MOST_OF_UNIT[unit]:
        return None
    return DayRange.hull(_one_counted(number * sign, unit, today, is_exact) for number in (amount.low, amount.high))


def _one_counted(number: int, unit: Kind, today: date, is_exact: bool) -> DayRange:
    if unit in _DAYS_OF_UNIT:
        return DayRange.exactly(today + timedelta(days=number * _DAYS_OF_UNIT[unit]))
    if unit is Kind.MONTHS:
        day = today + relativedelta(months=number)
        return DayRange.exactly(day) if is_exact else DayRange.month(day.year, day.month)
    day = today + relativedelta(years=number)
    return DayRange.exactly(day) if is_exact else DayRange(date(day.year, 1, 1), date(day.year, 12, 31))


def _counts_from_today(tokens: Tokens, place: int) -> bool:
    previous = before(tokens, place)
    kind = kind_at(tokens, previous)
    if kind is Kind.FROM:
        return kind_at(tokens, previous - 1) is Kind.REL_DAY and tokens[previous - 1].value == 0
    if kind is Kind.NO:
        event = tokens[previous - 1].value if kind_at(tokens, previous - 1) is Kind.EVENT else None
        return bool(event and event.tense == "past")  # 切れたの3か月前です
    return kind in _BEFORE_COUNTED
