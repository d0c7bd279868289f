"""Where the commands find what was kept, and the days that they are asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot import clock
from bot.commands.failure import CommandError
from bot.settings import Settings


def data_directory(given: Path | None) -> Path:
    """The folder given, or that of the settings; raises ``CommandError`` where insights are switched off."""
    directory = given or Settings.from_environment().data_directory
    if directory is None:
        raise CommandError("KIGEN_INSIGHTS=0 なので、記録はありません。--data でフォルダーを指定できます。")
    return directory


def day_given(option: str, given: str | None, otherwise: date) -> date:
    """A day given with an option; raises ``CommandError``."""
    try:
        return date.fromisoformat(given) if given else otherwise
    except ValueError:
        raise CommandError(f"{option} の「{given}」は日付として読めません。2026-06-15 の形で書いてください。") from None


def this_day() -> date:
    """The day in Japan by the clock, never a frozen one: events are kept under the time at which they happened."""
    return clock.now().astimezone(clock.TOKYO).date()
