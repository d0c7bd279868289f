"""The result of a run in numbers and in single complaints; the reports go by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue_tests.playing import Played, PlayedTurn
from bot.dialogue_tests.script import Picked, Pressed, Turn


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong, with its place in the script, as a Japanese sentence."""

    place: str
    reason: str
    expected: str
    said: str


def complaints(turn: PlayedTurn) -> list[Complaint]:
    """What is wrong with a turn."""
    found = [Complaint(str(d.place), f"{d.reason}。", d.expected, d.said) for d in turn.differences]
    if turn.problem:
        found.append(Complaint(str(turn.turn.place), f"{turn.problem}。このあとは試していません。", "", ""))
    return found


def counts(results: Sequence[Played]) -> str:
    """「会話 12（よい 11、違う 1） やりとり 30」."""
    wrong = sum(not played.passed for played in results)
    turns = sum(len(played.turns) for played in results)
    return f"会話 {len(results)}（よい {len(results) - wrong}、違う {wrong}）　やりとり {turns}"


def move_in_words(turn: Turn) -> str:
    """What the person does, in words."""
    move = turn.move
    if isinstance(move, Pressed):
        return f"［{move.label}］"
    if isinstance(move, Picked):
        return f"📅 {move.day.isoformat() if move.day else 'わからない'}"
    return move.text
