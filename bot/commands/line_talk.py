"""``kigen line simulate``: a talk in the terminal over the simulated LINE, as LINE would show it."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.panel import Panel

from bot import clock
from bot.app import create_app
from bot.channels.line.simulator import LinePlatform, Phone
from bot.channels.line.simulator.in_process import running
from bot.channels.line.simulator.looks import page
from bot.channels.line.simulator.phone import seen, tappable
from bot.channels.line.simulator.platform import Send
from bot.commands.loading import loaded_engine
from bot.engine.engine import Engine
from bot.settings import Settings

_ENDS = frozenset({"exit", "quit", "終了", "/q"})
_HELP = (
    "「/1」のように書くとボタンを押します。日付のボタンは「/1 2026-05-20」。"
    "「/写真」「/スタンプ」「/音声」も送れます。「終了」で終わります。"
)
_SENT = {"/写真": "image", "/スタンプ": "sticker", "/音声": "audio"}


def talk(today: date, page_file: Path | None = None) -> None:
    """Talk until 「終了」 or the end of input; with ``page_file`` the talk is written there as a page that looks like LINE."""
    console = Console(highlight=False)
    turns: list[str | list[dict[str, Any]]] = []
    with loaded_engine() as engine, clock.playing(today):
        asyncio.run(_talk(engine, console, turns))
    if page_file:
        page_file.write_text(page(turns), encoding="utf-8")


async def _talk(engine: Engine, console: Console, turns: list[str | list[dict[str, Any]]]) -> None:
    async with AsyncExitStack() as stack:
        phone = await _phone(engine, stack)
        console.print(f"[dim]{_HELP}[/dim]")
        greeting = await phone.add_friend()
        turns.append(greeting)
        actions = _show(greeting, console)
        while True:
            try:
                text = (await asyncio.to_thread(console.input, "[bold]あなた> [/bold]")).strip()
            except (EOFError, KeyboardInterrupt):
                break
            if text in _ENDS:
                break
            answer = await _sent(phone, text, actions, console) if text else None
            if answer:
                turns += [text, answer]
                actions = _show(answer, console)


async def _phone(engine: Engine, stack: AsyncExitStack) -> Phone:
    """A new user of the simulated LINE, before a bot of this process."""
    send: Send | None = None

    async def carry(body: bytes, headers: dict[str, str]) -> int:
        if send is None:
            raise RuntimeError("the bot was not started")
        return await send(body, headers)

    secret, token = secrets.token_hex(16), secrets.token_hex(16)
    platform = await stack.enter_async_context(LinePlatform(secret, token, carry))
    settings = replace(Settings.from_environment(), line_secret=secret, line_token=token, line_api=platform.url)
    send = await stack.enter_async_context(running(create_app(settings, engine)))
    return Phone(platform)


async def _sent(phone: Phone, text: str, actions: list[dict[str, Any]], console: Console) -> list[dict[str, Any]] | None:
    """The answer to a line of the terminal; None where it only told how a button works."""
    if text in _SENT:
        return await phone.send(_SENT[text])
    number, _, given = text.removeprefix("/").partition(" ")
    if not text.startswith("/") or not number.isdecimal() or not 0 < int(number) <= len(actions):
        return await phone.say(text)
    action = actions[int(number) - 1]
    if action["type"] in ("uri", "clipboard"):
        console.print(f"[dim]{action.get('uri') or action['clipboardText']}[/dim]")
        return None
    if action["type"] != "datetimepicker":
        return await phone.tap(action)
    try:
        return await phone.tap(action, date.fromisoformat(given.strip() or action["initial"]))
    except ValueError:
        console.print("[dim]日付は「/1 2026-05-20」のように書いてください。[/dim]")
        return None


def _show(messages: list[dict[str, Any]], console: Console) -> list[dict[str, Any]]:
    """Print messages and their buttons; the buttons are given back."""
    for message in messages:
        console.print(Panel(message["altText"] if message["type"] == "flex" else seen([message]), border_style="green"))
    actions = tappable(messages)
    if actions:
        console.print("[dim]" + "　".join(f"/{n}［{action['label']}］" for n, action in enumerate(actions, 1)) + "[/dim]")
    return actions
