"""Any text is read without an exception, in time that grows with its length, and the places that are given are right."""

from __future__ import annotations

import sys
from datetime import date
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import dates
from bot.days import DayRange

TODAY = date(2026, 6, 15)
PIECES = [
    *"年月日年度末前後歳元令平昭大明RHSTM'/.-〜～から、。？！のはがにでかまで0123456789〇一二三四五六七八九十百千 　\n()（）「」",
    *[
        "令和",
        "平成",
        "昭和",
        "大正",
        "明治",
        "去年",
        "来月",
        "先週",
        "今日",
        "明日",
        "月曜",
        "週末",
        "上旬",
        "下旬",
        "か月",
        "ヶ月",
        "週間",
        "半年",
        "あと",
        "ちょうど",
        "今度の",
        "年末",
        "春",
        "冬",
        "2026",
        "20260520",
        "5月20日",
        "16歳",
    ],
    *[
        "有効期限",
        "期限",
        "切れた",
        "切れる",
        "作った",
        "更新した",
        "更新したい",
        "病院",
        "使える",
        "誕生日",
        "生まれ",
        "保険証",
        "資格確認書",
        "カード",
        "電子証明書",
        "じゃなくて",
        "まで",
        "までに",
        "以降",
        "えーと",
    ],
    *[
        "㋿",
        "㍻",
        "㋄",
        "㏴",
        "①",
        "½",
        "ｶﾞ",
        "ﾏｲﾅ",
        "ごがつはつか",
        "にじゅうに",
        "がつ",
        "ねん",
        "れいわ",
        "\u200b",
        "\ufeff",
        "゙",
        "😀",
        "﷽",
        "ß",
        "İ",
    ],
]
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
MOST_LINES_PER_CHARACTER = 800
HOSTILE = [
    "1",
    "0",
    "年",
    "月",
    "の",
    "か",
    "、",
    " ",
    "(",
    "5月",
    "5月から",
    "5月か",
    "5月、",
    "2026/",
    "2026/5/",
    "1/",
    "1.",
    "R8.",
    "令和",
    "一",
    "十",
    "千",
    "二三",
    "に",
    "にじゅう",
    "がつ",
    "まで",
    "病院",
    "切れた",
    "期限は",
    "ちょうど",
    "あと",
    "3か月前",
    "3年前の",
    "去年の",
    "来週の",
    "今度の",
    "えーと",
    "5月えーと",
    "5月の",
    "16歳",
    "16歳の",
    "じゃなくて",
    "5/31じゃなくて",
    "保険証",
    "保険証は5月",
    "\u200b",
    "ｶﾞ",
    "か\u3099",
    "㋿",
    "①",
    "a",
    "r",
    "\n",
    "。5月",
]


@given(texts, st.sampled_from([None, "expiry", "birth", "visit"]), st.booleans())
def test_places_are_right_for_any_text(text: str, expecting: str | None, is_narrowed: bool) -> None:
    found = dates.read(text, TODAY, within=DayRange.month(2026, 5) if is_narrowed else None, expecting=expecting)
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert (mention.days is None) == (mention.problem is not None)
        end = mention.end


@given(texts, st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_the_same_text_on_the_same_day_reads_the_same(text: str, today: date) -> None:
    assert dates.read(text, today) == dates.read(text, today)


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_with_the_length_only(piece: str) -> None:
    shorter, longer = _work((piece * 2500)[:2500]), _work((piece * 5000)[:5000])
    assert longer <= 2.3 * shorter + 2000


def test_work_for_a_character_is_bounded() -> None:
    for piece in HOSTILE:
        assert _work((piece * 1000)[:1000]) < 1000 * MOST_LINES_PER_CHARACTER


def _work(text: str) -> int:
    """Lines of code run while a text is read: a measure of work that does not depend on the machine."""
    lines = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        dates.read(text, TODAY)
    finally:
        sys.settrace(before)
    return lines
