"""``kigen reload``: the running server takes on a new model, texts, facts and organisation without a pause."""

from __future__ import annotations

import asyncio

from bot.commands.failure import CommandError
from bot.commands.serve_control import Control
from bot.settings import Settings


def reload(port: int | None) -> None:
    """Ask the server at a port of this machine; raises ``CommandError`` where it refuses or does not run."""
    settings = Settings.from_environment()
    control = Control(settings.folder, port or settings.port)
    print("読みこんでいます…", flush=True)
    try:
        is_done, said = asyncio.run(control.ask())
    except OSError:
        raise CommandError(
            f"ポート {port or settings.port} の kigen serve が見つかりません。動いていること、KIGEN_DATA が同じことを確かめてください。"
        ) from None
    if not is_done:
        raise CommandError(said)
    print(said)
