"""Joins the two halves of a range: each may leave to the other what it does not say itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dates.grammar.point import Point, Tokens, kind_at, skip
from bot.dates.tokens import Kind
from bot.days import DayRange

# The term of a certificate or a card, not the days between which something happened.
_TERM_DAYS, _TERM_DAYS_UNTIL = 300, 60


def first_day_of_term(tokens: Tokens, first: Point, second: Point) -> Point | None:
    """The first half alone, where the two are the ends of a term of validity: 2021年4月10日から2026年5月20日まで."""
    days = _days_beside(first, second)
    if days is None or not (days[0].is_exact and days[1].is_exact):
        return None
    least = _TERM_DAYS_UNTIL if kind_at(tokens, skip(tokens, second.end)) is Kind.UNTIL and first.year else _TERM_DAYS
    is_term = (days[1].earliest - days[0].earliest).days > least
    return replace(first, days=days[0], cycle=None, starts_validity=True) if is_term else None


def join(first: Point, second: Point, is_span: bool, today: date) -> Point | None:
    """The two halves as one range, or None where they do not go together; ``is_span``: from … to, not … or …."""
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
