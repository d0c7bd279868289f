"""Readings over kanji: the longest reviewed word of ``readings.yml`` at each place, and rules for numbers with a counter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import cache, lru_cache
from pathlib import Path

import yaml

from bot.render.speech import spoken_day

READINGS = Path(__file__).with_name("readings.yml")
_KANJI = r"[一-鿿々〆ヶ]"
_RUN = re.compile(rf"{_KANJI}+|[^一-鿿々〆ヶ]+")
_HAS_KANJI = re.compile(_KANJI)
_NUMBER = re.compile(r"[0-9０-９](?:[,.]?[0-9０-９])*")
_COUNTERS = {
    "か月間": (("か", ""), ("月間", "げつかん")),
    "か月": (("か", ""), ("月", "げつ")),
    "年度": (("年度", "ねんど"),),
    "年間": (("年間", "ねんかん"),),
    "年": (("年", "ねん"),),
    "月": (("月", "がつ"),),
    "日間": (("日間", "にちかん"),),
    "日": (("日", "にち"),),
    "週間": (("週間", "しゅうかん"),),
    "回目": (("回目", "かいめ"),),
    "回": (("回", "かい"),),
    "歳": (("歳", "さい"),),
    "時間": (("時間", "じかん"),),
    "時": (("時", "じ"),),
    "分": (("分", "ふん"),),
    "割": (("割", "わり"),),
    "人": (("人", "にん"),),
    "円": (("円", "えん"),),
    "件": (("件", "けん"),),
    "桁": (("桁", "けた"),),
    "通": (("通", "つう"),),
    "枚": (("枚", "まい"),),
    "種類": (("種類", "しゅるい"),),
    "倍": (("倍", "ばい"),),
    "位": (("位", "い"),),
    "番": (("番", "ばん"),),
    "万": (("万", "まん"),),
    "万人": (("万人", "まんにん"),),
    "万円": (("万円", "まんえん"),),
    "分の": (("分", "ぶん"), ("の", "")),
    "番目": (("番目", "ばんめ"),),
    "カ月": (("カ", ""), ("月", "げつ")),
}
_LONGEST_COUNTER = max(map(len, _COUNTERS))
_MINUTES_WITH_P = "013468０１３４６８"
_PEOPLE = {"1": "ひとり", "2": "ふたり"}
# A day of the month with a word of its own: the reading stands over number and 日 together.
_OWN_WORD = frozenset({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 20, 24})
Segment = tuple[str, str]
_IN_BRACKETS = re.compile("（[ぁ-んァ-ヶー]+）")


def without_readings(easy: str) -> str:
    """An easy text without its readings in brackets, which stand at first mentions only."""
    return _IN_BRACKETS.sub("", easy)


def ruby(text: str) -> list[dict[str, str]]:
    """The text in segments ``{"t": "電子証明書", "r": "でんししょうめいしょ"}``; a segment that needs no reading has no ``r``.

    The segments' ``t`` joined are the text. Takes time in proportion to the text's length.
    """
    return [{"t": t, "r": r} if r else {"t": t} for t, r in segments(text)]


@lru_cache(maxsize=1024)  # most answers are the same for everybody, and a page that is loaded again asks for all of its own
def segments(text: str) -> tuple[Segment, ...]:
    """The text in pieces with their readings, "" for none; neighbours without a reading are one piece."""
    found: list[Segment] = []
    place, before = 0, _Before.TEXT
    while place < len(text):
        pieces, before = _at(text, place, before)
        found += pieces
        place += sum(len(t) for t, _ in pieces)
    return tuple(_joined(found))


def align(surface: str, reading: str) -> tuple[Segment, ...]:
    """Cut the okurigana: 迎え, むかえ → 迎/むか, え. Where the kana do not fit, the whole word carries the whole reading."""
    runs = _RUN.findall(surface)
    pattern = "".join("(.+)" if _HAS_KANJI.match(run) else re.escape(hiragana(run)) for run in runs)
    fitted = re.fullmatch(pattern, reading)
    if fitted is None:
        return ((surface, reading),)
    readings = iter(fitted.groups())
    return tuple((run, next(readings)) if _HAS_KANJI.match(run) else (run, "") for run in runs)


def hiragana(text: str) -> str:
    """Katakana as hiragana."""
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)


def is_counter(text: str) -> bool:
    """Whether a word after a number is read by rule."""
    return text in _COUNTERS


def has_kanji(text: str) -> bool:
    """Whether there is anything to read."""
    return bool(_HAS_KANJI.search(text))


class _Before(Enum):
    """What stands before a place."""

    TEXT = auto()
    NUMBER = auto()
    AMOUNT = auto()


def _at(text: str, place: int, before: _Before) -> tuple[Sequence[Segment], _Before]:
    """The pieces at a place (at least one letter of text), and what they are for the place behind them."""
    number = _NUMBER.match(text, place)
    if number:
        whole = _with_its_own_word(text, number, after_month=text[place - 1 : place] == "月")
        return ([whole], _Before.AMOUNT) if whole else ([(number.group(), "")], _Before.NUMBER)
    counter = _counter(text, place) if before is _Before.NUMBER else None
    if counter == "分" and text[place - 1] in _MINUTES_WITH_P:
        return [("分", "ぷん")], _Before.AMOUNT
    if counter:
        return _COUNTERS[counter], _Before.AMOUNT
    if before is _Before.AMOUNT and text[place] == "後":
        return [("後", "ご")], _Before.TEXT
    word = _word(text, place)
    return (_aligned(word) if word else [(text[place], "")]), _Before.TEXT


def _with_its_own_word(text: str, number: re.Match[str], after_month: bool) -> Segment | None:
    digits, end = number.group(), number.end()
    if digits in _PEOPLE and text.startswith("人", end):
        return f"{digits}人", _PEOPLE[digits]
    if not digits.isdecimal() or len(digits) > 2 or not text.startswith("日", end) or int(digits) not in _OWN_WORD:
        return None
    if int(digits) == 1 and not after_month:
        return f"{digits}日", "いちにち"
    return f"{digits}日", spoken_day(int(digits))


def _counter(text: str, place: int) -> str | None:
    for length in range(_LONGEST_COUNTER, 0, -1):
        if text[place : place + length] in _COUNTERS:
            return text[place : place + length]
    return None


def _word(text: str, place: int) -> str | None:
    known, longest = readings()
    if text[place] not in _first_letters():
        return None
    for length in range(min(longest, len(text) - place), 0, -1):
        if text[place : place + length] in known:
            return text[place : place + length]
    return None


@cache
def readings() -> tuple[dict[str, str], int]:
    """The reviewed words with their readings, and the length of the longest."""
    sections = yaml.safe_load(READINGS.read_text("utf-8"))
    known: dict[str, str] = sections["from_dictionary"] | sections["reviewed"]
    return known, max(map(len, known))


@cache
def _first_letters() -> frozenset[str]:
    return frozenset(word[0] for word in readings()[0])


@lru_cache(maxsize=4096)
def _aligned(word: str) -> tuple[Segment, ...]:
    """``align`` of a word of ``readings.yml``."""
    return align(word, readings()[0][word])


def _joined(pieces: list[Segment]) -> list[Segment]:
    found: list[Segment] = []
    for t, r in pieces:
        if not r and found and not found[-1][1]:
            found[-1] = (found[-1][0] + t, "")
        else:
            found.append((t, r))
    return found
