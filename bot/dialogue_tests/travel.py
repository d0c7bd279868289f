"""Time travel: what the same dialogues say on another day, against their own day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.dialogue_tests.days_named import days_named
from bot.dialogue_tests.matching import Difference, in_words
from bot.dialogue_tests.playing import Played, PlayedTurn
from bot.dialogue_tests.said import Said
from bot.dialogue_tests.script import Value


def changes(before: Sequence[Played], after: Sequence[Played]) -> list[Played]:
    """The dialogues as played ``after``, with what changed in place of what was not as expected; pairs are in order."""
    return [_changed(own, other) for own, other in zip(before, after, strict=True)]


def _changed(own: Played, other: Played) -> Played:
    turns = [_changed_turn(a, b, other.today) for a, b in zip(own.turns, other.turns, strict=False)]
    return replace(other, turns=tuple(turns))


def _changed_turn(own: PlayedTurn, other: PlayedTurn, day: date) -> PlayedTurn:
    if own.said is None or other.said is None:
        return replace(other, differences=(), problem=other.problem if own.said else "")
    found = []
    for (what, before), (_, after) in zip(_facets(own.said), _facets(other.said), strict=True):
        if before != after:
            reason = f"{day}には、{what}が「{in_words(before)}」から「{in_words(after)}」に変わります"
            found.append(Difference(what, other.turn.place, in_words(before), in_words(after), reason))
    return replace(other, differences=tuple(found))


def _facets(said: Said) -> list[tuple[str, Value]]:
    return [
        ("話題", said.topic),
        ("答え", said.answer),
        ("状態", said.states),
        ("聞いている項目", said.asks),
        ("日付", _days_but_today(said)),
    ]


def _days_but_today(said: Said) -> tuple[str, ...]:
    """The days in the text; the line of the timeline that only says which day is today would always differ."""
    lines = (line for line in said.shown.splitlines() if not line.endswith("今日"))
    return tuple(str(day) for day in days_named("\n".join(lines)))
