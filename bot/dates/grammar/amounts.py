"""A number, or two of them for one unit: 3, 3〜5, 3か4, 2、3."""

from __future__ import annotations

from typing import NamedTuple

from bot.dates.grammar.point import Tokens, kind_at, skip
from bot.dates.tokens import Kind

_BETWEEN = frozenset({Kind.TILDE, Kind.DASH, Kind.OR, Kind.FROM, Kind.COMMA, Kind.DOT})


class Amount(NamedTuple):
    """From ``low`` to ``high`` (the same for a single number); ``end`` is the token after, the unit."""

    low: int
    high: int
    end: int
    is_spelled: bool

    @property
    def is_single(self) -> bool:
        """Whether one number was said."""
        return self.low == self.high


def amounts(tokens: Tokens, place: int) -> list[Amount]:
    """The readings of the number at ``place``: two numbers for one unit first, then one alone."""
    if kind_at(tokens, place) is not Kind.NUMBER:
        return []
    first = tokens[place].value
    single = Amount(first.value, first.value, skip(tokens, place + 1), first.spelled)
    between = skip(tokens, place + 1)
    second = skip(tokens, between + 1)
    if kind_at(tokens, between) in _BETWEEN and kind_at(tokens, second) is Kind.NUMBER:
        other = tokens[second].value
        if 0 < first.value < other.value:
            return [Amount(first.value, other.value, skip(tokens, second + 1), first.spelled or other.spelled), single]
    return [single]
