"""Masks numbers that must not reach the model, the store or a log (conversation.md rule 7).

A My Number has 12 digits; a PIN has four. People type them with spaces, hyphens, in full width or in kanji. Masked text
keeps its sense: the number becomes ＊＊＊.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGIT = "[0-9０-９〇零一二三四五六七八九]"
_GAP = r"[ \u3000\-‐‑–—―−－ー・.．]{0,2}"
# Twelve digits with small gaps, or more: a longer row of digits may hold a My Number. Bounded, so it cannot backtrack far.
_MY_NUMBER = re.compile(rf"(?<!{_DIGIT}){_DIGIT}(?:{_GAP}{_DIGIT}){{11,15}}(?!{_DIGIT})")
_LONG_DIGITS = re.compile(rf"{_DIGIT}{{17,}}")
_PIN_WORD = r"(?:暗証番号|暗証|あんしょうばんごう|パスワード|PIN|pin|ＰＩＮ|ピン(?:コード)?)"
_PIN_AFTER = re.compile(rf"({_PIN_WORD}[^0-9０-９\n]{{0,8}})({_DIGIT}(?:{_GAP}{_DIGIT}){{3}})(?!{_DIGIT})(?![年月日回桁ケけ])")
_PASSWORD_AFTER = re.compile(r"((?:パスワード|暗証番号|暗証)[はがを:：=＝]{1,2}\s{0,3})([A-Za-z0-9]{6,16})(?![A-Za-z0-9])")
_PIN_BEFORE = re.compile(rf"(?<!{_DIGIT})({_DIGIT}{{4}})((?:が|は|という|って)(?:私の|わたしの|カードの)?{_PIN_WORD})")
MASK = "＊＊＊"


@dataclass(frozen=True, slots=True)
class Masked:
    """A text after masking, and whether anything had to be masked."""

    text: str
    was_masked: bool


def mask(text: str) -> Masked:
    """Mask 12-digit numbers, and PINs and passwords where a word near them says what they are."""
    result = _MY_NUMBER.sub(MASK, text)
    result = _LONG_DIGITS.sub(MASK, result)
    result = _PIN_AFTER.sub(rf"\1{MASK}", result)
    result = _PASSWORD_AFTER.sub(rf"\1{MASK}", result)
    result = _PIN_BEFORE.sub(rf"{MASK}\2", result)
    return Masked(result, result != text)
