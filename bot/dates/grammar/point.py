"""One calendar expression as the grammar finds it, before the year is settled; and steps over the tokens between its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.dates.cycles import FIRST_YEAR, LAST_YEAR, Cycle, Piece
from bot.dates.tokens import Kind, Token
from bot.days import DayRange

NO_SUCH_DAY = "no_such_day"
Tokens = Sequence[Token]
_GAPS = frozenset({Kind.SPACE, Kind.FILLER})
_MOST_GAPS = 5


@dataclass(frozen=True, slots=True)
class Point:
    """A date or period.

    ``end``: the token after it. Either ``days`` are known, or they come again (``cycle``) and the context chooses, or
    there is a ``problem``. ``year`` and ``piece`` are kept for the second half of a range; ``era`` is what an era adds to
    its years. ``short_year`` is a year as said without an era (8年, 26年), 0 if none.
    """

    end: int
    days: DayRange | None = None
    cycle: Cycle | None = None
    problem: str | None = None
    year: int | None = None
    piece: Piece | None = None
    era: int | None = None
    short_year: int = 0
    tense: str | None = None  # 今度の: future, この前の: past
    is_doubtful: bool = False  # a date only if a word says what happens on it
    is_whole_year: bool = False
    is_relative: bool = False  # counted from today
    is_ago: bool = False  # 3か月前
    is_countdown: bool = False  # あと3日
    is_weekday: bool = False  # a weekday alone
    is_age: bool = False
    is_span: bool = False  # from … to
    shift: int = 0  # days to add: 5月20日の翌日
    starts_validity: bool = False  # the first day of 2021年…から2026年…まで


class Found(NamedTuple):
    """An expression in a text: the token at which it begins, and what it says."""

    start: int
    point: Point


def dated(end: int, year: int | None, piece: Piece, *, era: int | None = None, is_whole_year: bool = False) -> Point | None:
    """A part of a year, or of each year where none is said; None where the year lies outside of living memory."""
    if year is None:
        if not piece.exists:
            return Point(end, problem=NO_SUCH_DAY, piece=piece)
        return Point(end, cycle=piece, piece=piece)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    days = piece.in_year(year)
    problem = None if days else NO_SUCH_DAY
    return Point(end, days=days, problem=problem, year=year, piece=piece, era=era, is_whole_year=is_whole_year)


def kind_at(tokens: Tokens, place: int) -> Kind | None:
    """The kind of a token, or None beyond either end."""
    return tokens[place].kind if 0 <= place < len(tokens) else None


def skip(tokens: Tokens, place: int) -> int:
    """Past spaces and fillers (and commas beside fillers)."""
    for _ in range(_MOST_GAPS):
        kind = kind_at(tokens, place)
        beside_filler = kind is Kind.COMMA and Kind.FILLER in (kind_at(tokens, place - 1), kind_at(tokens, place + 1))
        if kind not in _GAPS and not beside_filler:
            break
        place += 1
    return place


def skip_no(tokens: Tokens, place: int) -> int:
    """Past spaces, fillers and one の, with a pause behind it (5月の、20日)."""
    place = skip(tokens, place)
    if kind_at(tokens, place) is not Kind.NO:
        return place
    place = skip(tokens, place + 1)
    is_pause = kind_at(tokens, place) is Kind.COMMA and kind_at(tokens, skip(tokens, place + 1)) is Kind.NUMBER
    return skip(tokens, place + 1) if is_pause else place


def before(tokens: Tokens, place: int) -> int:
    """The place of the nearest token before, spaces and fillers left out; -1 if none."""
    place -= 1
    for _ in range(_MOST_GAPS):
        if kind_at(tokens, place) not in _GAPS:
            break
        place -= 1
    return place


def with_end(point: Point | None, end: int) -> Point | None:
    """The same point, ending later."""
    return replace(point, end=end) if point else None
