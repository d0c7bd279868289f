"""``kigen line``: sets up a LINE channel, checks it, puts the menu in place, or talks over a LINE on this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.commands.failure import CommandError
from bot.organisation import organisation
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.channels.line.setting_up import LineAccount

app = typer.Typer(help="LINEで使えるようにします。", no_args_is_help=True)
T = TypeVar("T")


@app.command(epilog="例： KIGEN_PUBLIC_URL=https://bot.city.example kigen line setup")
def setup() -> None:
    """WebhookのアドレスとリッチメニューをLINEに設定して、調べます。"""
    address = _with_account(lambda line: line.set_webhook())
    print(f"Webhookのアドレスを設定しました： {address}")
    menu()
    check()


@app.command()
def check() -> None:
    """設定が正しいかを調べ、直すところを言います。"""
    findings = _with_account(_findings)
    for is_right, said in findings:
        print(f"{'○' if is_right else '×'} {said}")
    if not all(is_right for is_right, _ in findings):
        raise CommandError("直すところがあります。上の × をご覧ください。")


@app.command(epilog="例： kigen line menu --picture menu.png")
def menu(
    picture: Annotated[Path | None, typer.Option(help="LINEには送らず、メニューの絵をこのファイルに書く")] = None,
) -> None:
    """リッチメニューを作って、全員に表示します。"""
    colour = organisation().colour
    if picture:
        from bot.channels.line.menu_picture import picture as drawn

        picture.write_bytes(drawn(colour))
        print(f"メニューの絵を書きました： {picture}")
        return
    _with_account(lambda line: line.put_menu(colour))
    print("リッチメニューを設定しました。")


@app.command(epilog="例： kigen line simulate --today 2026-06-15")
def simulate(
    today: Annotated[str | None, typer.Option("--today", help="今日とみなす日（2026-06-15）")] = None,
    page: Annotated[Path | None, typer.Option(help="話した内容を、LINEに似た見た目のHTMLでこのファイルに書く")] = None,
) -> None:
    """この機械の中のLINEで、端末からボットと話します。"""
    from bot import clock
    from bot.commands.line_talk import talk

    try:
        day = date.fromisoformat(today) if today else clock.today()
    except ValueError:
        raise CommandError(f"--today の「{today}」は日付として読めません。2026-06-15 の形で書いてください。") from None
    talk(day, page)


def _with_account(work: Callable[[LineAccount], Awaitable[T]]) -> T:
    from bot.channels.line.setting_up import LineSetupError, account

    async def run() -> T:
        async with account(Settings.from_environment()) as line:
            return await work(line)

    try:
        return asyncio.run(run())
    except LineSetupError as error:
        raise CommandError(str(error)) from None


async def _findings(line: LineAccount) -> list[tuple[bool, str]]:
    return [(finding.is_right, finding.said) async for finding in line.findings()]
