"""Numbers as they are written: figures, kanji numerals, and spoken ones in hiragana before 年, 月 and 日."""

from __future__ import annotations

from bot.dates.tokens import Number

FIGURES = frozenset("0123456789")
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1000}
KANJI = frozenset(_DIGITS) | frozenset(_TENS)
# A longer number is no part of a date; its value is never computed, so that 5,000 digits cost no more than their reading.
_LONGEST = 9
NO_VALUE = -1

_KANA_UNITS = {
    "いち": 1,
    "いっ": 1,
    "に": 2,
    "さん": 3,
    "し": 4,
    "よん": 4,
    "よ": 4,
    "ご": 5,
    "ろく": 6,
    "ろっ": 6,
    "しち": 7,
    "なな": 7,
    "はち": 8,
    "はっ": 8,
    "きゅう": 9,
    "く": 9,
}
_KANA_SCALES = {"じゅう": 10, "じゅっ": 10, "ひゃく": 100, "びゃく": 100, "ぴゃく": 100, "せん": 1000, "ぜん": 1000}
_KANA_LONGEST = max(map(len, {**_KANA_UNITS, **_KANA_SCALES}))
KANA_STARTS = frozenset(word[0] for word in (*_KANA_UNITS, *_KANA_SCALES, "がん"))
_KANA_PARTS = 8


def figures(text: str, start: int) -> tuple[Number, int]:
    """The run of figures at ``start``, and where it ends."""
    end = _run_end(text, start, FIGURES)
    length = end - start
    return Number(int(text[start:end]) if length <= _LONGEST else NO_VALUE, length), end


def kanji(text: str, start: int) -> tuple[Number, int]:
    """The run of kanji numerals at ``start``, and where it ends."""
    end = _run_end(text, start, KANJI)
    length = end - start
    if length > _LONGEST:
        return Number(NO_VALUE, length), end
    run = text[start:end]
    if any(character in _TENS for character in run):
        return Number(_by_scale(run), 0), end
    value = int("".join(str(_DIGITS[character]) for character in run))
    return Number(value, length, spelled=length > 1), end


def kana(text: str, start: int) -> list[tuple[Number, int]]:
    """The numbers in hiragana that begin at ``start`` and where each ends, the longest first: にじゅうろく, にじゅう, に."""
    if text.startswith("がん", start):
        return [(Number(1, 0), start + 2)]
    found: list[tuple[Number, int]] = []
    total, last, place = 0, 0, start
    for _ in range(_KANA_PARTS):
        word = _kana_word(text, place)
        if word is None or (last and word in _KANA_UNITS):
            break
        if word in _KANA_UNITS:
            last = _KANA_UNITS[word]
        else:
            total, last = total + (last or 1) * _KANA_SCALES[word], 0
        place += len(word)
        found.append((Number(total + last, 0), place))
    return found[::-1]


def _kana_word(text: str, place: int) -> str | None:
    for length in range(_KANA_LONGEST, 0, -1):
        word = text[place : place + length]
        if word in _KANA_UNITS or word in _KANA_SCALES:
            return word
    return None


def _by_scale(run: str) -> int:
    """二千二十六, 十二, 百: NO_VALUE where digits stand side by side beside a scale (二三十)."""
    total, last = 0, None
    for character in run:
        if character in _DIGITS:
            if last is not None:
                return NO_VALUE
            last = _DIGITS[character]
        else:
            total, last = total + (1 if last is None else last) * _TENS[character], None
    return total + (last or 0)


def _run_end(text: str, start: int, characters: frozenset[str]) -> int:
    end = start + 1
    while end < len(text) and text[end] in characters:
        end += 1
    return end
