"""Makes scripts in a talk with their author: by recording a chat with the bot, or by a few questions."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from bot.dialogue_tests import vocabulary
from bot.dialogue_tests.days_named import days_named
from bot.dialogue_tests.observing import expectations
from bot.dialogue_tests.players import Conversation, Player
from bot.dialogue_tests.said import Said
from bot.dialogue_tests.script import Dialogue, Expectation, Picked, Place, Pressed, Turn, Typed, Value
from bot.dialogue_tests.summary import move_in_words

HELP = (
    "「:1」で1番目のボタンを押す、「:日付 2026-05-20」で入力欄の日を選ぶ、"
    "「:戻す」で最後のやりとりを台本から外す、「終了」で終わります。"
)
_END = frozenset({"終了", "exit", "quit", ""})
_BETWEEN = re.compile(r"[、,，]")
_HERE = Place("", 1)
# Asks the author a question and gives the answer; shows a text to the author.
Ask = Callable[[str], str]
Show = Callable[[str], None]
T = TypeVar("T")


async def record(player: Player, name: str, today: date, organisation: str | None, ask: Ask, show: Show) -> Dialogue:
    """Chat until 「終了」; every reply becomes the expectations of its turn."""
    draft = Dialogue(name, today, (), _HERE, organisation)
    turns: list[Turn] = []
    last: Said | None = None
    async with player.conversation(draft, today) as conversation:
        while (typed := ask("あなた")).strip() not in _END:
            if typed.strip() == ":戻す":
                show(f"「{move_in_words(turns.pop())}」を台本から外しました。" if turns else "まだやりとりがありません。")
                continue
            move = _move(typed, last)
            if isinstance(move, str):
                show(move)
                continue
            last = await _said(conversation, move, last)
            turns.append(Turn(move, expectations(last, today, _HERE), _HERE))
            show(_shown(last))
    return Dialogue(name, today, tuple(turns), _HERE, organisation)


def interview(today: date, ask: Ask, show: Show) -> Dialogue:
    """Ask what to put into a new dialogue: name, day, and for each turn what is said and what is expected."""
    name = _until(ask, show, "何を確かめる会話ですか（会話の名前）", lambda text: text.strip() or None, "名前を書いてください。")
    day = _until(
        ask,
        show,
        f"今日とみなす日（空なら {today}）",
        lambda text: _day(text) if text.strip() else today,
        "日付として読めません。",
    )
    turns: list[Turn] = []
    while True:
        text = ask("人が言うこと（空で終わり）").strip()
        if not text and turns:
            return Dialogue(name, day, tuple(turns), _HERE)
        if text:
            turns.append(Turn(Typed(text), _asked_expectations(ask, show), _HERE))


def _asked_expectations(ask: Ask, show: Show) -> tuple[Expectation, ...]:
    found: dict[str, Value] = {
        "topic": _until(
            ask, show, "話題（わからなければ空）", _topic_or_empty, "その話題はありません。domain.yml の名前で書いてください。"
        ),
        "dates": _until(
            ask, show, "答えに出てくるはずの日（なければ空、いくつもあれば「、」で区切る）", _days, "日付として読めません。"
        ),
        "words": _split(ask("答えに出てくるはずの言葉（なければ空、「、」で区切る）")),
        "not_words": _split(ask("答えに出てきてはいけない言葉（なければ空、「、」で区切る）")),
    }
    return tuple(Expectation(key, value, _HERE) for key, value in found.items() if value)


def _until(ask: Ask, show: Show, question: str, read: Callable[[str], T | None], otherwise: str) -> T:
    while (found := read(ask(question))) is None:
        show(otherwise)
    return found


def _topic_or_empty(text: str) -> str | None:
    return text.strip() if text.strip() in ("", *vocabulary.topics()) else None


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _BETWEEN.split(text) if part.strip())


def _days(text: str) -> tuple[date, ...] | None:
    found = [_day(part) for part in _split(text)]
    return None if None in found else tuple(day for day in found if day)


def _day(text: str) -> date | None:
    """A day with its year in any notation."""
    named = days_named(text)
    return date(named[0].year, named[0].month, named[0].day) if len(named) == 1 and named[0].year else None


def _move(typed: str, last: Said | None) -> Typed | Pressed | Picked | str:
    """What the author does; a text that says what is wrong where that cannot be."""
    text = typed.strip()
    if text.startswith(":日付"):
        day = _day(text.removeprefix(":日付"))
        if not last or not last.picker:
            return "いまは日付の入力欄がありません。"
        return Picked(last.picker, day) if day else "日付として読めません。「:日付 2026-05-20」の形で書いてください。"
    if text.startswith(":") and text[1:].isdecimal():
        labels = last.labels if last else ()
        number = int(text[1:])
        return Pressed(labels[number - 1]) if 0 < number <= len(labels) else "その番号のボタンはありません。"
    return Typed(typed)


async def _said(conversation: Conversation, move: Typed | Pressed | Picked, last: Said | None) -> Said:
    if isinstance(move, Typed):
        return await conversation.type(move.text)
    if isinstance(move, Picked):
        return await conversation.pick(move.field, move.day)
    return await conversation.press(next(button for button in (last.buttons if last else ()) if button.label == move.label))


def _shown(said: Said) -> str:
    buttons = "　".join(f"[:{number}] {label}" for number, label in enumerate(said.labels, 1))
    states = f"　状態 {'、'.join(said.states)}" if said.states else ""
    decided = f"（話題 {said.topic or 'なし'}　答え {said.answer or 'なし'}{states}）"
    return "\n".join(part for part in (said.shown, buttons, decided) if part)
