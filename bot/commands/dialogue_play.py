"""Plays scripts for the commands of ``kigen dialogue``."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.commands.failure import CommandError
from bot.commands.loading import loaded_engine
from bot.dialogue_tests.keys import CHANNELS
from bot.dialogue_tests.loading import load
from bot.dialogue_tests.playing import Played, performances, play_all
from bot.dialogue_tests.script import Dialogue, ScriptError
from bot.dialogue_tests.stage import organisations, players
from bot.engine.engine import Engine
from bot.organisation import OrganisationError
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which dialogues are to be played, over which channels (all where it is empty), for which organisation of one's own."""

    paths: tuple[Path, ...]
    channels: tuple[str, ...] = ()
    only: str = ""
    organisation: Path | None = None


def play_on(days: Sequence[date | None], wanted: Wanted, console: Console) -> list[list[Played]]:
    """Play all on each of the days (None: each on its own day); the results a day. Raises ``CommandError``."""
    channels = _channels(wanted)
    found = _dialogues(wanted)
    total = len(days) * sum(len(set(dialogue.channels or CHANNELS) & set(channels)) for dialogue in found)
    if not total:
        raise CommandError("このチャネルで試す会話がありません。")
    bar = Progress(console=console, transient=True, disable=not console.is_terminal)
    with loaded_engine(settings()) as engine, bar as progress:
        task = progress.add_task("会話を試しています", total=total)
        try:
            return asyncio.run(_play(engine, found, channels, days, wanted, lambda played: progress.advance(task)))
        except OrganisationError as error:
            raise CommandError(str(error)) from None


async def _play(
    engine: Engine,
    found: Sequence[Dialogue],
    channels: Sequence[str],
    days: Sequence[date | None],
    wanted: Wanted,
    heard: Callable[[Played], None],
) -> list[list[Played]]:
    async with players(engine, channels) as on_stage:
        return [await play_all(performances(found, on_stage, day), organisations(wanted.organisation), heard) for day in days]


def settings() -> Settings:
    """The environment's settings, but that each dialogue says itself whether LINE may ask for birth dates."""
    return replace(Settings.from_environment(), line_birth_dates=False)


def _channels(wanted: Wanted) -> tuple[str, ...]:
    for channel in wanted.channels:
        if channel not in CHANNELS:
            raise CommandError(f"チャネル「{channel}」では試せません。{'、'.join(CHANNELS)} のどれかを選んでください。")
    return wanted.channels or CHANNELS


def _dialogues(wanted: Wanted) -> list[Dialogue]:
    try:
        found = [dialogue for dialogue in load(wanted.paths) if wanted.only in dialogue.name]
    except ScriptError as error:
        raise CommandError(str(error)) from None
    if not found:
        raise CommandError("試す会話がありません。ファイルの場所と --only の言葉を確かめてください。")
    return found
