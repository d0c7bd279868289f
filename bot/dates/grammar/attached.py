"""What is attached to a date: its weekday, the same day in the other calendar, 翌日."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.dates.grammar.point import Point, Tokens, kind_at, skip, skip_no
from bot.dates.tokens import Kind

Reader = Callable[[int], Point | None]


def with_attached(tokens: Tokens, point: Point, read: Reader) -> Point:
    """The expression with all that is attached to it; ``read`` gives the expression at a token."""
    return _shifted(tokens, _with_gloss(tokens, _with_weekday(tokens, point), read))


def _with_weekday(tokens: Tokens, point: Point) -> Point:
    """Takes in a weekday that stands behind a day: 5月20日(水), 明日の土曜."""
    if kind_at(tokens, skip(tokens, point.end)) is Kind.WEEKDAY_MARK:
        return replace(point, end=skip(tokens, point.end) + 1)
    if _is_day(point) and kind_at(tokens, skip_no(tokens, point.end)) is Kind.WEEKDAY:
        return replace(point, end=skip_no(tokens, point.end) + 1)
    return point


def _with_gloss(tokens: Tokens, point: Point, read: Reader) -> Point:
    """Takes in the same day once more in brackets: 令和8年5月20日（2026年5月20日）."""
    if kind_at(tokens, point.end) is not Kind.OPENER or point.days is None:
        return point
    again = read(point.end + 1)
    is_same = again is not None and again.days == point.days and kind_at(tokens, again.end) is Kind.CLOSER
    return replace(point, end=again.end + 1) if again and is_same else point


def _shifted(tokens: Tokens, point: Point) -> Point:
    """Takes in 翌日 and 前日 behind a day."""
    place = skip(tokens, point.end)
    if kind_at(tokens, place) is not Kind.NO or kind_at(tokens, place + 1) is not Kind.SHIFT or not _is_day(point):
        return point
    return replace(point, end=place + 2, shift=tokens[place + 1].value)


def _is_day(point: Point) -> bool:
    return (point.days is not None and point.days.is_exact) or (point.piece is not None and point.piece.is_day)
