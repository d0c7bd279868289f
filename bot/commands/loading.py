"""Loads the engine for a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bot.commands.failure import CommandError
from bot.engine.engine import Engine, NoModelError
from bot.settings import MEMORY, Settings, SettingsError


@contextmanager
def loaded_engine(settings: Settings | None = None) -> Iterator[Engine]:
    """An engine, closed at the end; raises ``CommandError`` where there is no model or a setting is wrong.

    Without ``settings`` those of the environment hold. What a command talks about is kept in memory only.
    """
    try:
        engine = Engine(replace(settings or Settings.from_environment(), database=MEMORY, redis=None))
    except (NoModelError, SettingsError) as error:
        raise CommandError(str(error)) from None
    try:
        yield engine
    finally:
        engine.close()
