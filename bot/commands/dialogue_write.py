"""Makes, takes in and gives out scripts: ``kigen dialogue record``, ``new``, ``import``, ``export``."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from bot.commands.dialogue_play import settings
from bot.commands.failure import CommandError
from bot.commands.loading import loaded_engine
from bot.dialogue_tests import recording, vocabulary
from bot.dialogue_tests.botium import write_convos
from bot.dialogue_tests.loading import load
from bot.dialogue_tests.players import PlainPlayer
from bot.dialogue_tests.rasa_stories import read_stories
from bot.dialogue_tests.script import Dialogue, ScriptError
from bot.dialogue_tests.spreadsheet import read_csv
from bot.dialogue_tests.stage import organisations
from bot.dialogue_tests.writing import append
from bot.organisation import use

_console = Console(highlight=False)


def record(into: Path, today: date, organisation: str | None) -> None:
    """Chat with the bot and put the script at the end of a file."""
    if organisation and organisation not in vocabulary.organisations():
        known = "、".join(vocabulary.organisations())
        raise CommandError(f"組織の見本「{organisation}」はありません（あるもの：{known}）。")
    name = _ask("会話の名前").strip() or "録音した会話"
    with loaded_engine(settings()) as engine, use(organisations()(organisation)):
        _show(recording.HELP)
        dialogue = asyncio.run(recording.record(PlainPlayer(engine), name, today, organisation, _ask, _show))
    _keep([dialogue] if dialogue.turns else [], into)


def new(into: Path, today: date) -> None:
    """Ask for a dialogue and put it at the end of a file."""
    _keep([recording.interview(today, _ask, _show)], into)


def import_file(file: Path, into: Path, today: date) -> None:
    """Put the dialogues of a Rasa test or a CSV file at the end of a file."""
    try:
        found = read_csv(file, today) if file.suffix.lower() == ".csv" else read_stories(file, today)
    except ScriptError as error:
        raise CommandError(str(error)) from None
    _keep(found, into)


def export(paths: tuple[Path, ...], into: Path) -> None:
    """Write Botium files."""
    try:
        files = write_convos(load(paths), into)
    except ScriptError as error:
        raise CommandError(str(error)) from None
    _show(f"{len(files)}の会話を {into} に書きました。")


def _keep(dialogues: list[Dialogue], into: Path) -> None:
    if not dialogues:
        raise CommandError("台本になる会話がありませんでした。")
    try:
        append(dialogues, into)
    except OSError as error:
        raise CommandError(f"「{into}」に書けません（{error.strerror}）。") from None
    _show(f"{len(dialogues)}の会話を {into} に書き足しました。試すには： kigen dialogue run {into}")


def _ask(question: str) -> str:
    """The author's answer; nothing at the end of input, which ends a recording."""
    try:
        return _console.input(f"[bold]{escape(question)}> [/bold]")
    except EOFError:
        return ""


def _show(text: str) -> None:
    _console.print(escape(text))
