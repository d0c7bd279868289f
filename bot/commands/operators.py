"""``kigen operators``: who may sign in to the operators' screen."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.commands.failure import CommandError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.channels.assist.operators import Operators

app = typer.Typer(help="オペレーターの画面（/assist）を使う人を決めます。", no_args_is_help=True)
T = TypeVar("T")
Name = Annotated[str, typer.Argument(help="名前（英数字）", show_default=False)]


@app.command(epilog="例： kigen operators add sato --role supervisor")
def add(name: Name, role: Annotated[str, typer.Option(help="operator か supervisor")] = "operator") -> None:
    """人を登録します。パスワードは聞かれるか、標準入力の1行目から読みます。"""
    _change(lambda operators: operators.add(name, role, _password()))
    print(f"「{name}」を登録しました。/assist から使えます。")


@app.command(epilog="例： kigen operators password sato")
def password(name: Name) -> None:
    """パスワードを変えます。いまのサインインはすぐに切れます。"""
    _change(lambda operators: operators.change_password(name, _password()))
    print(f"「{name}」のパスワードを変えました。")


@app.command("list")
def list_all() -> None:
    """登録されている人を出します。"""
    found = _change(lambda operators: operators.all())
    for operator in found.values():
        print(f"{operator.name}\t{operator.role}")
    if not found:
        print("まだ誰も登録されていません。kigen operators add 名前 で登録できます。", file=sys.stderr)


@app.command(epilog="例： kigen operators remove sato")
def remove(name: Name) -> None:
    """人を取り消します。いまのサインインはすぐに切れます。"""
    _change(lambda operators: operators.remove(name))
    print(f"「{name}」を取り消しました。")


def _change(work: Callable[[Operators], T]) -> T:
    from bot.channels.assist.operators import Operators, OperatorsError

    try:
        return work(Operators(Settings.from_environment().operators_file))
    except OperatorsError as error:
        raise CommandError(str(error)) from None


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("パスワード（12文字以上）：")
    if first != getpass.getpass("もう一度："):
        raise CommandError("二つのパスワードが違います。もう一度やり直してください。")
    return first
