"""Any text is read without an exception, in work that grows with its length, and the places that are given are right."""

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
SIGNS = (
    "年月日年度末前後歳元令平昭大明RHSTM'/.-〜～から、。？！のはがにでかまで0123456789〇一二三四五六七八九十百千 　\n()（）「」"
)
WORDS = """
令和 平成 昭和 大正 明治 去年 来月 先週 今日 明日 月曜 週末 上旬 下旬 か月 ヶ月 週間 半年 あと ちょうど 今度の 年末 春 冬 2026
20260520 5月20日 16歳 有効期限 期限 切れた 切れる 作った 更新した 更新したい 病院 使える 誕生日 生まれ 保険証 資格確認書 カード
電子証明書 じゃなくて まで までに 以降 えーと 猶予 ㋿ ㍻ ㋄ ㏴ ① ½ ｶﾞ ﾏｲﾅ ごがつはつか にじゅうに がつ ねん れいわ ﷽ ß İ 翌日 （水）
"""
INVISIBLE = ["\u200b", "\ufeff", "\u3099", "\U0001f600"]
texts = st.one_of(st.text(), st.lists(st.sampled_from([*SIGNS, *WORDS.split(), *INVISIBLE]), max_size=40).map("".join))
HOSTILE_WORDS = """
1 年 か 、 ( 一 二三 に ｶﾞ r 5月 5月から 5月か 2026/5/ R8. 令和 にじゅう まで 切れた 期限は 病院 あと 3か月前 3年前の 去年の えーと 16歳の
5/31じゃなくて 保険証は5月 。5月 に5月 月曜 （水） 5月20日（ 翌日 の翌日
"""
HOSTILE = [*HOSTILE_WORDS.split(), "\n", "\u200b", "5月\u3000", "5月" + " " * 50, "病院は" + "あ" * 50]
MOST_LINES_PER_CHARACTER = 800


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
def test_calls_grow_with_the_length_only(piece: str) -> None:
    shorter, longer = _calls((piece * 2500)[:2500]), _calls((piece * 5000)[:5000])
    assert longer <= 2.2 * shorter + 500


@pytest.mark.parametrize("piece", HOSTILE)
def test_lines_grow_with_the_length_only(piece: str) -> None:
    """Loops without calls count here; shorter texts, because counting lines is slow."""
    shorter, longer = _lines((piece * 300)[:300]), _lines((piece * 600)[:600])
    assert longer <= 2.2 * shorter + 1000
    assert longer < 600 * MOST_LINES_PER_CHARACTER


def _calls(text: str) -> int:
    """Functions called, ours and Python's own, while a text is read: work that does not depend on the machine."""
    calls = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        dates.read(text, TODAY)
    finally:
        sys.setprofile(before)
    return calls


def _lines(text: str) -> int:
    """Lines of code run while a text is read."""
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
