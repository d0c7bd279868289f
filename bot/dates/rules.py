"""Tells dates from what only looks like one: durations, rules, opening hours, versions, negated dates."""

from __future__ import annotations

from bot.dates.context import Surroundings
from bot.dates.cycles import DayOfWeek
from bot.dates.forms import FUTURE, PAST
from bot.dates.grammar import Point
from bot.dates.grammar.point import Tokens, before, kind_at, skip
from bot.dates.roles import Reading
from bot.dates.tokens import Event, Kind
from bot.dates.words_of_events import EXPIRY, RENEWAL

_FIGURES = frozenset({Kind.NUMBER, Kind.SLASH, Kind.DOT, Kind.APOSTROPHE, Kind.ORDINAL, Kind.LATIN})
_SAID_YEAR = frozenset({Kind.NUMBER, Kind.APOSTROPHE, Kind.ERA})
_STARTS_IN_FIGURES = frozenset({Kind.NUMBER, Kind.APOSTROPHE})
_AFTER_SEASON = frozenset(
    {
        None,
        Kind.PARTICLE,
        Kind.ROUGHLY,
        Kind.COMMA,
        Kind.STOP,
        Kind.NEWLINE,
        Kind.UNTIL,
        Kind.UNTIL_BY,
        Kind.COPULA,
        Kind.SPACE,
        Kind.EVENT,
        Kind.NO,
        Kind.OF,
        Kind.BREAK,
        Kind.FROM,
        Kind.CLOSER,
    }
)
_BEFORE_SEASON = frozenset(
    {
        None,
        Kind.PARTICLE,
        Kind.COMMA,
        Kind.STOP,
        Kind.NEWLINE,
        Kind.COLON,
        Kind.LEAD,
        Kind.OPENER,
        Kind.OF,
        Kind.PERSON,
        Kind.BREAK,
        Kind.JUST,
        Kind.COPULA,
    }
)
_NO_WEEKDAY_AFTER = frozenset(
    {Kind.NO, Kind.NUMBER, Kind.WEEKDAY, Kind.OTHER, Kind.ORDINAL, Kind.FROM, Kind.TILDE, Kind.DASH, Kind.DOT, Kind.BLOCK}
)
_ABOUT_A_NUMBER = ("ほど", "ばかり")
_OPENING_WINDOW = 8


def stands_alone(tokens: Tokens, start: int, point: Point) -> bool:
    """Whether the tokens next to an expression let it be a date."""
    return _may_begin(tokens, start, point) and _may_end(tokens, start, point)


def denial(tokens: Tokens, point: Point) -> int | None:
    """Where the text goes on after a denial of the date (じゃなくて、), or None."""
    following = skip(tokens, point.end)
    if kind_at(tokens, following) is Kind.CLOSER:
        following = skip(tokens, following + 1)
    if kind_at(tokens, following) is not Kind.NEGATION:
        return None
    place = skip(tokens, following + 1)
    return skip(tokens, place + 1) if kind_at(tokens, place) is Kind.COMMA else place


def _may_begin(tokens: Tokens, start: int, point: Point) -> bool:
    direct = kind_at(tokens, start - 1)
    if kind_at(tokens, start) in _STARTS_IN_FIGURES and direct in _FIGURES:
        return False
    if direct is Kind.DASH and kind_at(tokens, start - 2) in (Kind.NUMBER, Kind.LATIN):
        return False
    previous = before(tokens, start)
    kind = kind_at(tokens, previous)
    if kind in (Kind.BLOCK, Kind.SHIFT) or (kind is Kind.NO and kind_at(tokens, previous - 1) is Kind.BLOCK):
        return False
    if kind is Kind.LATIN and point.is_doubtful:
        return False
    if kind_at(tokens, start) in (Kind.SEASON, Kind.FEAST, Kind.FISCAL_END, Kind.MONTH_PART) and kind not in _BEFORE_SEASON:
        return False
    is_listed = kind is Kind.PARTICLE and kind_at(tokens, previous - 1) is Kind.WEEKDAY
    return not (point.is_weekday and (kind in _NO_WEEKDAY_AFTER or is_listed))


def _may_end(tokens: Tokens, start: int, point: Point) -> bool:
    following = skip(tokens, point.end)
    if kind_at(tokens, following) is Kind.ROUGHLY and tokens[following].value in _ABOUT_A_NUMBER:
        return False  # 三月ほど is three months
    if kind_at(tokens, following) is Kind.ROUGHLY:
        following = skip(tokens, following + 1)
    kind, after = kind_at(tokens, following), kind_at(tokens, skip(tokens, following + 1))
    is_after = kind is Kind.AFTER and tokens[following].value == "後"
    if (
        is_after
        or kind in (Kind.OPEN_END, Kind.BEFORE, Kind.NEGATION, Kind.COUNTER)
        or (kind is Kind.BLOCK and not point.is_relative)
    ):
        return False
    if (point.is_whole_year and kind is Kind.FROM) or (
        kind in (Kind.PARTICLE, Kind.NUMBER) and _counts(tokens, following, point)
    ):
        return False
    if point.is_whole_year and kind_at(tokens, start) in _SAID_YEAR and kind_at(tokens, point.end) is Kind.OTHER:
        return False  # 2025年問題
    if point.is_ago and kind is Kind.NO and after is Kind.OTHER:
        return False  # 10年前のまま
    if kind is Kind.NO and after is Kind.SHIFT:
        return False  # 5月の翌日
    if point.is_countdown or (point.is_relative and not point.is_countdown and kind_at(tokens, start) in _STARTS_IN_FIGURES):
        return _counted_may_end(tokens, following, point)
    is_general = kind is Kind.FROM or (kind is Kind.PARTICLE and tokens[following].value in ("でも", "の場合", "だと"))
    if is_general and (kind_at(tokens, start) in (Kind.MONTH_PART, Kind.SEASON) or point.is_weekday):
        return False  # 月末から3か月, 最終日が日曜でも
    if kind_at(tokens, start) is Kind.SEASON and kind_at(tokens, point.end) not in _AFTER_SEASON:
        return False
    return not (
        point.is_weekday
        and (
            kind in (Kind.WEEKDAY, Kind.FROM, Kind.TILDE, Kind.DASH, Kind.DOT, Kind.NUMBER, Kind.OPENING) or after is Kind.WEEKDAY
        )
    )


def _counts(tokens: Tokens, place: int, point: Point) -> bool:
    """Whether a date tells when somebody reaches an age, or a year is a step of a count: 11月に15歳, 今年で5年目."""
    number = skip(tokens, place + 1) if kind_at(tokens, place) is Kind.PARTICLE else place
    unit = kind_at(tokens, number + 1)
    return kind_at(tokens, number) is Kind.NUMBER and (
        unit is Kind.AGE or (point.is_whole_year and unit in (Kind.YEAR, Kind.OTHER))
    )


def _counted_may_end(tokens: Tokens, following: int, point: Point) -> bool:
    """3か月前から更新できる, 3か月前の翌日, あと3か月使える are rules and durations; 3か月前から切れている is none."""
    kind = kind_at(tokens, following)
    after = skip(tokens, following + 1)
    event: Event | None = tokens[following].value if kind is Kind.EVENT else None
    is_quoted = kind is Kind.PARTICLE and tokens[following].value in ("と", "って")
    if kind in (Kind.UNTIL, Kind.UNTIL_BY, Kind.WITHIN, Kind.BECOMES) or is_quoted:
        return False
    if kind is Kind.FROM:
        told = tokens[after].value if kind_at(tokens, after) is Kind.EVENT else None
        return bool(told and told.role == EXPIRY and told.tense == PAST)
    if kind is Kind.NO:
        return kind_at(tokens, after) not in (Kind.BLOCK, Kind.SHIFT, Kind.MONTH_PART, Kind.PART)
    if point.is_countdown:
        return not (event and event.is_use) and not (
            kind is Kind.PARTICLE and kind_at(tokens, after) is Kind.EVENT and tokens[after].value.is_use
        )
    return True


def is_meant(tokens: Tokens, start: int, point: Point, own: Surroundings, reading: Reading) -> bool:
    """Whether the words around an expression let it be a date of the person's."""
    if point.is_doubtful and (reading.role is None or kind_at(tokens, skip(tokens, point.end)) is Kind.NO):
        return False
    if point.is_ago and reading.tense == FUTURE:
        return False  # 3か月前に更新できる
    if point.is_weekday and isinstance(point.cycle, DayOfWeek):
        return not _is_opening_day(tokens, start, point, reading)
    return True


def _is_opening_day(tokens: Tokens, start: int, point: Point, reading: Reading) -> bool:
    """Whether a weekday is one of opening hours: 土曜は開いていますか, 月曜9時."""
    near = range(max(0, start - _OPENING_WINDOW), min(len(tokens), point.end + _OPENING_WINDOW))
    if any(tokens[place].kind is Kind.OPENING for place in near):
        return True
    return (
        kind_at(tokens, skip(tokens, point.end)) is Kind.PARTICLE
        and reading.role == RENEWAL
        and reading.tense == FUTURE
        and _can(tokens, near)
    )


def _can(tokens: Tokens, places: range) -> bool:
    return any(kind_at(tokens, place) is Kind.OR for place in places)
