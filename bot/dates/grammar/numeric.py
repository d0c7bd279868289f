"""Dates in figures with separators: 2026/5/20, R8.5.20, 5/20, 20260520."""

from __future__ import annotations

from dataclasses import replace

from bot.dates.cycles import Piece
from bot.dates.grammar.months import month_at
from bot.dates.grammar.point import Point, Tokens, dated, kind_at
from bot.dates.tokens import Kind

_SEPARATORS = frozenset({Kind.SLASH, Kind.DOT, Kind.DASH})
_OLDEST, _NEWEST = 1900, 2099
# Shares that people name: 1/2 to 1/10 and a few more. They are dates only where a word says what happens on them.
_SHARES = frozenset(
    {(1, denominator) for denominator in range(2, 11)}
    | {(2, 3), (3, 4), (2, 5), (3, 5), (4, 5), (5, 6), (3, 10), (7, 10), (9, 10)}
)
_THIS_CENTURY_AT_LEAST = 20


def year_month_day(tokens: Tokens, place: int) -> Point | None:
    """2026/5/20, 2026-05-20, 2026.5, 2026/5月, 20260520; 26/5/20 with the year open."""
    number = tokens[place].value
    if number.digits == 8:
        return _eight_digits(tokens, place)
    parts, separator, end = _parts(tokens, place)
    if number.digits == 4 and separator is None:
        return _by_spaces(tokens, place)
    if number.digits == 4 and _OLDEST <= number.value <= _NEWEST:
        return _with_year(tokens, end, parts, separator, number.value)
    if len(parts) == 3 and number.digits in (1, 2) and number.value and _exists(parts[1], parts[2]):
        is_plain = separator is Kind.SLASH and number.value >= _THIS_CENTURY_AT_LEAST
        return Point(end, piece=Piece.of_day(parts[1], parts[2]), short_year=number.value, is_doubtful=not is_plain)
    return None


def era_in_figures(tokens: Tokens, place: int, before: int, year: int, is_short: bool) -> Point | None:
    """The rest of R8.5.20, R8.5 or R080520, where ``place`` is the number after the era and ``before`` the era's start."""
    if kind_at(tokens, place) is Kind.NUMBER and tokens[place].value.digits == 6:
        return _six_digits(tokens, place, before)
    parts, separator, end = _parts(tokens, place)
    found = _with_year(tokens, end, [year, *parts[1:]], separator, year)
    if found is None:
        return None
    return replace(found, era=before, is_doubtful=is_short and len(parts) == 2 and separator is not None)


def month_slash_day(tokens: Tokens, place: int, year: int | None) -> Point | None:
    """5/20, with the year where one is known."""
    parts, separator, end = _parts(tokens, place)
    if len(parts) != 2 or separator is not Kind.SLASH or not (1 <= parts[0] <= 12 and 1 <= parts[1] <= 31):
        return None
    if tokens[end - 1].value.digits > 2 or tokens[place].value.digits > 2:
        return None
    found = dated(end, year, Piece.of_day(parts[0], parts[1]))
    is_share = year is None and (parts[0], parts[1]) in _SHARES and kind_at(tokens, end) is not Kind.OPENER
    return replace(found, is_doubtful=is_share) if found else None


def _parts(tokens: Tokens, place: int) -> tuple[list[int], Kind | None, int]:
    """Up to three numbers with the same separator between them: their values, the separator, the token after."""
    parts, end, separator = [_value(tokens, place)], place + 1, None
    while len(parts) < 3:
        after = end + (kind_at(tokens, end) is Kind.SPACE)
        kind = kind_at(tokens, after)
        following = after + 1 + (kind_at(tokens, after + 1) is Kind.SPACE)
        if kind not in _SEPARATORS or kind is not (separator or kind) or kind_at(tokens, following) is not Kind.NUMBER:
            break
        parts.append(_value(tokens, following))
        separator, end = kind, following + 1
    return parts, separator, end


def _value(tokens: Tokens, place: int) -> int:
    return 1 if kind_at(tokens, place) is Kind.FIRST else int(tokens[place].value.value)


def _with_year(tokens: Tokens, end: int, parts: list[int], separator: Kind | None, year: int) -> Point | None:
    if separator is None or _runs_on(tokens, end, separator):
        return None
    if kind_at(tokens, end) in (Kind.MONTH, Kind.MONTH_PART) and len(parts) == 2:
        return month_at(tokens, end - 1, year)
    if tokens[end - 1].value.digits > 2:
        return None
    if len(parts) == 3:
        return dated(end, year, Piece.of_day(parts[1], parts[2])) if parts[2] else None
    found = dated(end, year, Piece.of_month(parts[1])) if 1 <= parts[1] <= 12 else None
    return replace(found, is_doubtful=separator is Kind.DOT) if found else None


def _by_spaces(tokens: Tokens, place: int) -> Point | None:
    """2026 5 20: a date only where a word says so."""
    kinds = [kind_at(tokens, place + step) for step in range(1, 6)]
    if kinds[:4] != [Kind.SPACE, Kind.NUMBER, Kind.SPACE, Kind.NUMBER] or (
        kinds[4] is Kind.SPACE and kind_at(tokens, place + 6) is Kind.NUMBER
    ):
        return None
    year, month, day = (_value(tokens, place + step) for step in (0, 2, 4))
    if not (_OLDEST <= year <= _NEWEST and _exists(month, day)) or kinds[4] not in (
        None,
        Kind.SPACE,
        Kind.COPULA,
        Kind.PARTICLE,
        Kind.STOP,
    ):
        return None
    found = dated(place + 5, year, Piece.of_day(month, day))
    return replace(found, is_doubtful=True) if found else None


def _runs_on(tokens: Tokens, end: int, separator: Kind) -> bool:
    """Whether the figures go on after what was read: a telephone number, a path, a version."""
    after = kind_at(tokens, end)
    return after is Kind.NUMBER or (after is separator and kind_at(tokens, end + 1) is Kind.NUMBER)


def _eight_digits(tokens: Tokens, place: int) -> Point | None:
    value = tokens[place].value.value
    year, month, day = value // 10000, value // 100 % 100, value % 100
    if not (_OLDEST <= year <= _NEWEST and _exists(month, day)) or kind_at(tokens, place + 1) in _SEPARATORS:
        return None
    return dated(place + 1, year, Piece.of_day(month, day))


def _six_digits(tokens: Tokens, place: int, before: int) -> Point | None:
    value = tokens[place].value.value
    year, month, day = value // 10000, value // 100 % 100, value % 100
    return dated(place + 1, before + year, Piece.of_day(month, day)) if year and _exists(month, day) else None


def _exists(month: int, day: int) -> bool:
    return day > 0 and Piece.of_day(month, day).exists
