"""Scripts made in talk: a recorded chat plays again as it went, and an interview asks until it has what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.dialogue_tests.loading import load_file
from bot.dialogue_tests.playing import Performance, play
from bot.dialogue_tests.recording import interview, record
from bot.dialogue_tests.script import Picked, Pressed, Typed
from bot.dialogue_tests.writing import append
from tests.dialogue_tests.actors import GRACE, FakePlayer

DAY = date(2026, 6, 15)
ASKING = replace(
    GRACE, topic="expiry_mine", answer="expiry_mine.clarify", states=(), asks="birth_date", picker="birth_date", buttons=()
)


class Author:
    """Types the given lines and keeps what is shown."""

    def __init__(self, *lines: str) -> None:
        self._lines: Iterator[str] = iter(lines)
        self.shown: list[str] = []

    def ask(self, question: str) -> str:
        return next(self._lines)

    def show(self, text: str) -> None:
        self.shown.append(text)


def player() -> FakePlayer:
    return FakePlayer(lambda text, today: ASKING if "期限" in text else GRACE)


async def test_a_recorded_chat_plays_again_without_a_difference(tmp_path: Path) -> None:
    author = Author("自分の期限は", ":日付 H2.5.20", ":1", "終了")
    dialogue = await record(player(), "録音", DAY, "city", author.ask, author.show)
    assert [turn.move for turn in dialogue.turns] == [
        Typed("自分の期限は"),
        Picked("birth_date", date(1990, 5, 20)),
        Pressed("更新の持ち物"),
    ]
    assert {e.key: e.value for e in dialogue.turns[1].expected} == {
        "topic": "usable_on_date",
        "answer": "usable_on_date.in_grace",
        "states": ("EXPIRED_IN_GRACE",),
        "dates": (date(2026, 6, 22), date(2026, 8, 31)),
        "asks": None,
    }
    append([dialogue], tmp_path / "r.yml")
    [again] = load_file(tmp_path / "r.yml")
    assert (await play(Performance(again, player(), DAY))).passed


async def test_what_cannot_be_done_is_said_and_not_recorded() -> None:
    author = Author(":戻す", ":1", ":日付 明日", "自分の期限は", ":日付 明日", ":2", "病院", ":戻す", "終了")
    dialogue = await record(player(), "録音", DAY, None, author.ask, author.show)
    assert [turn.move for turn in dialogue.turns] == [Typed("自分の期限は")]
    assert author.shown[:3] == [
        "まだやりとりがありません。",
        "その番号のボタンはありません。",
        "いまは日付の入力欄がありません。",
    ]
    assert author.shown[4:6] == [
        "日付として読めません。「:日付 2026-05-20」の形で書いてください。",
        "その番号のボタンはありません。",
    ]
    assert author.shown[-1] == "「病院」を台本から外しました。"


def test_interview_asks_again_where_it_cannot_read() -> None:
    author = Author(
        "",
        "猶予",
        "あした",
        "令和8年7月1日",
        "",
        "切れた",
        "renew",
        "usable_on_date",
        "八月",
        "2026年8月31日、R8.5.20",
        "使えます、無料",
        "",
        "",
    )
    dialogue = interview(DAY, author.ask, author.show)
    assert (dialogue.name, dialogue.today) == ("猶予", date(2026, 7, 1))
    [turn] = dialogue.turns
    assert turn.move == Typed("切れた")
    assert {e.key: e.value for e in turn.expected} == {
        "topic": "usable_on_date",
        "dates": (date(2026, 8, 31), date(2026, 5, 20)),
        "words": ("使えます", "無料"),
    }
    assert len(author.shown) == 4


def test_interview_without_expectations() -> None:
    author = Author("挨拶", "", "こんにちは", "", "", "", "", "")
    dialogue = interview(DAY, author.ask, author.show)
    assert (dialogue.today, dialogue.turns[0].expected) == (DAY, ())
