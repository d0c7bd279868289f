"""Plays scripts and reports: ``kigen dialogue run`` and ``kigen dialogue coverage``."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot import clock
from bot.commands.failure import CommandError
from bot.commands.loading import loaded_engine
from bot.dialogue_tests import coverage, travel
from bot.dialogue_tests.html_report import write_html
from bot.dialogue_tests.junit_report import write_junit
from bot.dialogue_tests.loading import load
from bot.dialogue_tests.players import PlainPlayer, Player
from bot.dialogue_tests.playing import Performance, Played, performances, play_all
from bot.dialogue_tests.script import Dialogue, ScriptError
from bot.dialogue_tests.terminal_report import print_changes, print_report
from bot.dialogue_tests.vocabulary import ORGANISATIONS
from bot.engine.engine import Engine
from bot.organisation import Organisation, OrganisationError, read

# How a player is made, by its channel. A channel that is built later adds itself here.
_PLAYERS: dict[str, Callable[[Engine], Player]] = {"plain": PlainPlayer}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which dialogues are to be played, over which channels (all where it is empty), for which organisation of one's own."""

    paths: tuple[Path, ...]
    channels: tuple[str, ...] = ()
    only: str = ""
    organisation: Path | None = None


@dataclass(frozen=True, slots=True)
class Reports:
    """Where reports are written."""

    junit: Path | None
    html: Path | None


def run(wanted: Wanted, travel_to: date | None, reports: Reports) -> bool:
    """Play and report; whether all was as expected. With ``travel_to`` it tells what changes on that day, which is no failure."""
    dialogues = _dialogues(wanted)
    console, started = Console(highlight=False), time.perf_counter()
    with _players(wanted.channels) as players:
        results = _played(performances(dialogues, players), wanted, console)
        if travel_to:
            then = _played(performances(dialogues, players, travel_to), wanted, console)
            results = travel.changes(results, then)
    seconds = time.perf_counter() - started
    if travel_to:
        print_changes(results, travel_to, console)
    else:
        print_report(results, seconds, console)
    _write(results, reports)
    return travel_to is not None or all(played.passed for played in results)


def print_coverage(wanted: Wanted, as_json: bool) -> None:
    """Print what no dialogue reaches."""
    dialogues = _dialogues(wanted)
    console = Console(highlight=False, stderr=as_json)
    with _players(wanted.channels) as players:
        parts = coverage.coverage(_played(performances(dialogues, players), wanted, console))
    if as_json:
        print(json.dumps([part.as_dict() for part in parts], ensure_ascii=False))
        return
    for part in parts:
        reached = part.total - len(part.missing)
        console.print(f"[bold]{part.words}[/bold] {reached}／{part.total}")
        if part.missing:
            console.print(f"  通らないもの：{'、'.join(part.missing)}")


@contextmanager
def _players(channels: Sequence[str]) -> Iterator[list[Player]]:
    for channel in channels:
        if channel not in _PLAYERS:
            known = "、".join(_PLAYERS)
            raise CommandError(f"チャネル「{channel}」では試せません。{known} のどれかを選んでください。")
    with loaded_engine() as engine:
        yield [make(engine) for channel, make in _PLAYERS.items() if not channels or channel in channels]


def _dialogues(wanted: Wanted) -> list[Dialogue]:
    try:
        found = [dialogue for dialogue in load(wanted.paths) if wanted.only in dialogue.name]
    except ScriptError as error:
        raise CommandError(str(error)) from None
    if not found:
        raise CommandError("試す会話がありません。ファイルの場所と --only の言葉を確かめてください。")
    return found


def _played(plan: Sequence[Performance], wanted: Wanted, console: Console) -> list[Played]:
    if not plan:
        raise CommandError("このチャネルで試す会話がありません。")
    organisation = organisations(wanted.organisation)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("会話を試しています", total=len(plan))
        return asyncio.run(play_all(plan, organisation, lambda played: progress.advance(task)))


def organisations(own: Path | None = None) -> Callable[[str | None], Organisation]:
    """Finds the organisation that a dialogue names; without a name that of the file ``own``, else one without settings."""

    @cache
    def named(name: str | None) -> Organisation:
        path = ORGANISATIONS / f"{name}.yml" if name else own
        try:
            return read(path) if path else Organisation()
        except OrganisationError as error:
            raise CommandError(str(error)) from None

    return named


def _write(results: Sequence[Played], reports: Reports) -> None:
    try:
        if reports.junit:
            write_junit(results, reports.junit)
        if reports.html:
            write_html(results, reports.html, clock.now().astimezone(clock.TOKYO))
    except OSError as error:
        raise CommandError(f"「{error.filename}」に書けません（{error.strerror}）。") from None
