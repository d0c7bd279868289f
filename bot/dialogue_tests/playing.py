"""Plays dialogues, several at a time, and keeps what was said."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot import clock
from bot.dialogue_tests.matching import Difference, differences
from bot.dialogue_tests.players import CannotPlayError, Conversation, Player
from bot.dialogue_tests.said import Said
from bot.dialogue_tests.script import Dialogue, Pressed, Turn, Typed
from bot.organisation import Organisation, use

SIDE_BY_SIDE = 8


@dataclass(frozen=True, slots=True)
class PlayedTurn:
    """A turn as it went. ``said`` is None where it could not be played; ``problem`` then says why, in Japanese."""

    turn: Turn
    said: Said | None
    differences: tuple[Difference, ...] = ()
    problem: str = ""

    @property
    def passed(self) -> bool:
        """Whether the reply was as expected."""
        return not self.differences and not self.problem


@dataclass(frozen=True, slots=True)
class Played:
    """A dialogue as it went over a channel on a day. Turns after one that could not be played are missing."""

    dialogue: Dialogue
    channel: str
    today: date
    turns: tuple[PlayedTurn, ...]
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether all was as expected."""
        return all(turn.passed for turn in self.turns)


@dataclass(frozen=True, slots=True)
class Performance:
    """A dialogue to be played over a channel on a day."""

    dialogue: Dialogue
    player: Player
    today: date


def performances(dialogues: Sequence[Dialogue], players: Sequence[Player], today: date | None = None) -> list[Performance]:
    """Each dialogue over each of its channels that there is a player for, on its own day or on ``today``."""
    return [
        Performance(dialogue, player, today or dialogue.today)
        for dialogue in dialogues
        for player in players
        if not dialogue.channels or player.channel in dialogue.channels
    ]


async def play_all(
    plan: Sequence[Performance],
    organisations: Callable[[str | None], Organisation],
    heard: Callable[[Played], None] = lambda played: None,
) -> list[Played]:
    """Play all, ``SIDE_BY_SIDE`` at a time; results in the order of the plan. ``heard`` is called after each."""
    places = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(performance: Performance) -> Played:
        async with places:
            with use(organisations(performance.dialogue.organisation)), clock.playing(performance.today):
                played = await play(performance)
        heard(played)
        return played

    return await asyncio.gather(*(one(performance) for performance in plan))


async def play(performance: Performance) -> Played:
    """Play one dialogue to its end, or to the first turn that cannot be played."""
    started = time.perf_counter()
    dialogue, player = performance.dialogue, performance.player
    turns: list[PlayedTurn] = []
    async with player.conversation(dialogue, performance.today) as conversation:
        last: Said | None = None
        for turn in dialogue.turns:
            played = await _play_turn(conversation, turn, last)
            turns.append(played)
            last = played.said
            if last is None:
                break
    return Played(dialogue, player.channel, performance.today, tuple(turns), time.perf_counter() - started)


async def _play_turn(conversation: Conversation, turn: Turn, last: Said | None) -> PlayedTurn:
    try:
        said = await _move(conversation, turn, last)
    except CannotPlayError as error:
        return PlayedTurn(turn, None, problem=str(error))
    return PlayedTurn(turn, said, tuple(differences(turn.expected, said)))


async def _move(conversation: Conversation, turn: Turn, last: Said | None) -> Said:
    move = turn.move
    if isinstance(move, Typed):
        return await conversation.type(move.text)
    if isinstance(move, Pressed):
        button = next((b for b in last.buttons if b.label == move.label), None) if last else None
        if button is None:
            there = "、".join(last.labels) if last and last.labels else "なし"
            raise CannotPlayError(f"直前の答えに「{move.label}」というボタンがありません（あるボタン：{there}）")
        return await conversation.press(button)
    if last is None or last.picker != move.field:
        there = last.picker if last and last.picker else "なし"
        raise CannotPlayError(f"直前の答えに「{move.field}」の日付の入力欄がありません（ある入力欄：{there}）")
    return await conversation.pick(move.field, move.day)
