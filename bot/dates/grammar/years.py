"""Years and what stands inside them: 2026年5月, 令和8年, 去年の春, 令和8年度末."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.dates.cycles import FIRST_YEAR, FISCAL_END, FISCAL_YEAR, LAST_DAY, LAST_YEAR, WHOLE_YEAR, YEAR_END, YEAR_START, Piece
from bot.dates.grammar.amounts import amounts
from bot.dates.grammar.months import month_at
from bot.dates.grammar.numeric import era_in_figures, month_slash_day, year_month_day
from bot.dates.grammar.point import NO_SUCH_DAY, Point, Tokens, dated, kind_at, skip, skip_no
from bot.dates.tokens import Kind
from bot.days import DayRange

_LAST_ERA_YEAR = 199
_CENTURY = 2000
_ANY_LEAP_YEAR = 2000
_OF_A_YEAR = frozenset({Kind.ERA, Kind.NUMBER, Kind.FIRST, Kind.YEAR, Kind.SPACE})
_LONGEST_GLOSS = 6
_AFTER_YEAR_WITHOUT_UNIT = frozenset(
    {None, Kind.PARTICLE, Kind.SPACE, Kind.COMMA, Kind.EVENT, Kind.STOP, Kind.COPULA, Kind.CLOSER, Kind.NEWLINE}
)


def year_at(tokens: Tokens, place: int, today: date) -> Point | None:
    """A year with whatever of it is named, or None."""
    kind = kind_at(tokens, place)
    if kind is Kind.REL_YEAR:
        this_day = skip_no(tokens, place + 1)
        if kind_at(tokens, this_day) is Kind.REL_DAY and tokens[this_day].value == 0:  # 去年の今日
            return Point(this_day + 1, days=DayRange.exactly(today + relativedelta(years=tokens[place].value)), is_relative=True)
        return inside_year(tokens, place + 1, today.year + tokens[place].value)
    if kind is Kind.REL_FISCAL:
        this_fiscal_year = today.year - (today.month < FISCAL_YEAR.month)
        return _fiscal(tokens, place + 1, this_fiscal_year + tokens[place].value)
    if kind is Kind.ERA:
        return _era(tokens, place)
    if kind is Kind.APOSTROPHE and kind_at(tokens, place + 1) is Kind.NUMBER and tokens[place + 1].value.digits == 2:
        return _apostrophe(tokens, place)
    return _number(tokens, place) if kind is Kind.NUMBER else None


def inside_year(tokens: Tokens, place: int, year: int, era: int | None = None) -> Point | None:
    """The year that ends before ``place``, or what of it is named next: a month, a season, its end."""
    place = _past_gloss(tokens, place)
    inner = skip_no(tokens, place)
    if kind_at(tokens, inner) is Kind.COMMA and kind_at(tokens, skip(tokens, inner + 1)) is Kind.NUMBER:
        inner = skip(tokens, inner + 1)  # a pause after the year: 2026年、5月20日
    kind = kind_at(tokens, inner)
    found: Point | None = None
    if kind is Kind.NUMBER:
        found = month_at(tokens, inner, year) or month_slash_day(tokens, inner, year)
    elif kind is Kind.FISCAL_END:
        found = dated(inner + 1, year + 1, _end_of(tokens, inner, FISCAL_END))
    elif kind in (Kind.SEASON, Kind.FEAST):
        found = dated(inner + 1, year, _end_of(tokens, inner, tokens[inner].value))
    elif kind is Kind.PART and tokens[inner].value.is_end:
        found = dated(inner + 1, year, _end_of(tokens, inner, YEAR_END))
    found = found or dated(place, year, WHOLE_YEAR, is_whole_year=True)
    return replace(found, era=era) if found else None


def standing_feast(tokens: Tokens, place: int) -> Point | None:
    """春, 年末, 元日, 年度末 without a year."""
    kind = kind_at(tokens, place)
    if kind not in (Kind.SEASON, Kind.FEAST, Kind.FISCAL_END):
        return None
    return dated(place + 1, None, _end_of(tokens, place, tokens[place].value))


def _end_of(tokens: Tokens, place: int, piece: Piece) -> Piece:
    """The piece, or its last day before まで for 年末 and 年度末."""
    if piece in (YEAR_END, FISCAL_END) and kind_at(tokens, skip(tokens, place + 1)) in (Kind.UNTIL, Kind.UNTIL_BY):
        return Piece.of_part(piece.month, LAST_DAY)
    return piece


def _apostrophe(tokens: Tokens, place: int) -> Point | None:
    year = _CENTURY + tokens[place + 1].value.value
    in_figures = year_month_day(tokens, place + 1)
    if in_figures and in_figures.piece:
        return dated(in_figures.end, year, in_figures.piece)
    return _after_number(tokens, place + 2, year)


def _era(tokens: Tokens, place: int) -> Point | None:
    era = tokens[place].value
    number = skip(tokens, place + 1)
    if kind_at(tokens, number) is Kind.DOT:
        number = skip(tokens, number + 1)
    if kind_at(tokens, number) not in (Kind.NUMBER, Kind.FIRST):
        return None
    said = 1 if kind_at(tokens, number) is Kind.FIRST else tokens[number].value.value
    in_figures = era_in_figures(tokens, number, era.before, era.before + said, era.is_short)
    if in_figures:
        return _impossible(in_figures) if said == 0 else in_figures
    if not 0 <= said <= _LAST_ERA_YEAR:
        return None
    found = _after_number(tokens, skip(tokens, number + 1), era.before + said or _ANY_LEAP_YEAR, era.before)
    if found is None and not era.is_short and kind_at(tokens, number + 1) in _AFTER_YEAR_WITHOUT_UNIT:
        found = inside_year(tokens, number + 1, era.before + said, era.before)
    return _impossible(found) if found and said == 0 else found


def _impossible(point: Point) -> Point:
    return replace(point, days=None, problem=NO_SUCH_DAY, is_whole_year=False)


def _number(tokens: Tokens, place: int) -> Point | None:
    in_figures = year_month_day(tokens, place)
    if in_figures:
        return in_figures
    for amount in amounts(tokens, place):
        if (
            kind_at(tokens, amount.end) is Kind.YEAR
            and not amount.is_single
            and amount.low > FIRST_YEAR
            and amount.high <= LAST_YEAR
        ):
            days = DayRange.hull(filter(None, (WHOLE_YEAR.in_year(year) for year in (amount.low, amount.high))))
            return Point(amount.end + 1, days=days, year=amount.high, piece=WHOLE_YEAR, is_whole_year=True)
        if amount.is_single and amount.low >= FIRST_YEAR:
            return _after_number(tokens, amount.end, amount.low)
        if amount.is_single and kind_at(tokens, amount.end) is Kind.YEAR and 1 <= amount.low <= 99:
            return _short(tokens, amount.end + 1, amount.low)
    return None


def _short(tokens: Tokens, place: int, said: int) -> Point | None:
    """8年5月20日, 26年5月: a year without an era counts only with a month."""
    inner = skip_no(tokens, place)
    found = month_at(tokens, inner, None) or (
        month_slash_day(tokens, inner, None) if kind_at(tokens, inner) is Kind.NUMBER else None
    )
    if found is None or found.problem:
        return found
    return Point(found.end, piece=found.piece, short_year=said)


def _after_number(tokens: Tokens, place: int, year: int, era: int | None = None) -> Point | None:
    """What follows the number of a year: 年, 年度, 年末 ..."""
    place = _past_gloss(tokens, place)
    kind = kind_at(tokens, place)
    if kind is Kind.YEAR and kind_at(tokens, place + 1) not in (Kind.BEFORE, Kind.AFTER, Kind.WITHIN, Kind.HALF):
        return inside_year(tokens, place + 1, year, era)
    if kind is Kind.FISCAL_YEAR:
        return _fiscal(tokens, place + 1, year)
    if kind is Kind.REST:
        return dated(place + 1, year, WHOLE_YEAR, is_whole_year=True)  # 2026年内
    if kind is Kind.FISCAL_END:
        return dated(place + 1, year + 1, _end_of(tokens, place, FISCAL_END))
    if kind is Kind.FEAST and tokens[place].value in (YEAR_END, YEAR_START):
        return dated(place + 1, year, _end_of(tokens, place, tokens[place].value))
    return None


def _past_gloss(tokens: Tokens, place: int) -> int:
    """Past the same year in brackets: 2026（令和8）年, 令和8年（2026年）."""
    if kind_at(tokens, place) is not Kind.OPENER:
        return place
    end = place + 1
    while kind_at(tokens, end) in _OF_A_YEAR and end - place < _LONGEST_GLOSS:
        end += 1
    return end + 1 if kind_at(tokens, end) is Kind.CLOSER and end > place + 1 else place


def _fiscal(tokens: Tokens, place: int, year: int) -> Point | None:
    """A fiscal year, April to March, or its end."""
    inner = skip_no(tokens, place)
    is_end = kind_at(tokens, inner) is Kind.FISCAL_END or (kind_at(tokens, inner) is Kind.PART and tokens[inner].value.is_end)
    if is_end:
        return dated(inner + 1, year + 1, _end_of(tokens, inner, FISCAL_END))
    if kind_at(tokens, inner) is Kind.NUMBER:
        found = month_at(tokens, inner, year)
        if found and found.piece:
            return dated(found.end, year + (found.piece.month < FISCAL_YEAR.month), found.piece)
    return dated(place, year, FISCAL_YEAR, is_whole_year=True)
