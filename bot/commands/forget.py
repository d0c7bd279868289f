"""``kigen forget``: deletes everything that is kept of people, also beside a running server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import typer

from bot.commands.failure import CommandError
from bot.engine.opening import opened_rows
from bot.insights.store import FILE_NAME as INSIGHTS_FILE
from bot.insights.store import Store
from bot.settings import MEMORY, Settings
from bot.state import StoreError
from bot.state.opening import opened_state

# A server beside writes what its listener heard a little later (bot.insights.recorder): that is deleted as well.
_LATE_WRITES_SECONDS = 3.0


def forget(yes: bool) -> None:
    """Ask, then delete conversations, shared state and insights; raises ``CommandError``."""
    settings = Settings.from_environment()
    if not yes and not typer.confirm("会話・セッション・記録をすべて消します。元に戻せません。よろしいですか？"):
        raise CommandError("何も消しませんでした。")
    _delete("会話", lambda: _forget_conversations(settings))
    _delete("セッション", lambda: asyncio.run(_forget_state(settings)))
    if (settings.folder / INSIGHTS_FILE).is_file():
        _delete("記録", lambda: _forget_insights(settings))
        time.sleep(_LATE_WRITES_SECONDS)
        _delete("記録", lambda: _forget_insights(settings))
    if settings.database == MEMORY:
        print("KIGEN_DATABASE=memory で動いているボットの会話は、そのボットを止めると消えます。")
    print("会話・セッション・記録をすべて消しました。")


def _delete(what: str, work: Callable[[], None]) -> None:
    try:
        work()
    except StoreError as error:
        raise CommandError(str(error)) from None
    except Exception as error:
        raise CommandError(
            f"{what}を消せませんでした（{type(error).__name__}）。データベースが動いているか確かめて、もう一度実行してください。"
        ) from None


def _forget_conversations(settings: Settings) -> None:
    rows = opened_rows(settings)
    rows.delete_all()
    rows.close()


async def _forget_state(settings: Settings) -> None:
    state = opened_state(settings)
    await state.delete_all()
    await state.close()


def _forget_insights(settings: Settings) -> None:
    store = Store(settings.folder)
    store.delete_all()
    store.close()
