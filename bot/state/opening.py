"""Opens the shared state that the settings name, and keeps the secret of a machine that was given none."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from bot.settings import MEMORY, Settings
from bot.state.interface import State, StoreError
from bot.state.memory import MemoryState
from bot.state.sqlite import SqliteState

_SECRET_FILE = "secret"


def opened_state(settings: Settings) -> State:
    """Redis, a file beside the conversations, or memory where those are in memory too; raises ``StoreError``."""
    if settings.redis:
        return _opened_redis(settings.redis)
    return MemoryState() if settings.database == MEMORY else SqliteState(settings.folder)


def opened_locks(settings: Settings) -> State:
    """What holds conversations alone: Redis among processes, otherwise this process; raises ``StoreError``."""
    return _opened_redis(settings.redis) if settings.redis else MemoryState()


def _opened_redis(url: str) -> State:
    from bot.state.redis import RedisState, require_reachable

    require_reachable(url)
    return RedisState(url)


def kept_secret(folder: Path) -> str:
    """The secret of this machine, made at its first start, so that sessions and buttons outlive a restart.

    Raises ``StoreError``.
    """
    file = folder / _SECRET_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return file.read_text("ascii")
        with os.fdopen(descriptor, "w") as opened:
            opened.write(made := secrets.token_hex(32))
        return made
    except OSError as error:
        raise StoreError(
            f"「{file}」を読み書きできません（{error.strerror}）。KIGEN_DATA に、書き込めるフォルダーを指定してください。"
        ) from None
