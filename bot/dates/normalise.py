"""Folding of typed text: one spelling for each character, with the way back to the code points of the original."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Enclosed and raised figures (①, ², ½) are list marks and notes, never digits of a date.
_NO_DIGITS = ("<circle>", "<super>", "<sub>", "<fraction>")
_STRANGE = "□"
_DASHES = dict.fromkeys("‐‑‒–—―−－﹣", "-")
_ALIKE = {
    **_DASHES,
    **dict.fromkeys("~～∼∾〰", "〜"),
    "⁄": "/",
    "∕": "/",
    "○": "〇",
    "◯": "〇",
    "零": "〇",
    "’": "'",
    "‘": "'",
    "`": "'",
    "歲": "歳",
    "廿": "二十",
    "卅": "三十",
    "\t": " ",
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
}
_VOICED, _HALF_VOICED = "\u3099", "\u309a"
_MARKS = {"ﾞ": _VOICED, "ﾟ": _HALF_VOICED, _VOICED: _VOICED, _HALF_VOICED: _HALF_VOICED}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; character ``i`` stands for the original's code points ``starts[i]`` to ``ends[i]`` (half-open)."""

    text: str
    starts: list[int]
    ends: list[int]


def fold(text: str) -> Folded:
    """Fold a text: NFKC, lower case, one kind of dash and tilde, half-width kana joined, invisible characters dropped."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, character in enumerate(text):
        if character in _MARKS and out and _join(out, ends, _MARKS[character], place):
            continue
        for folded in _fold_character(character):
            out.append(folded)
            starts.append(place)
            ends.append(place + 1)
    return Folded("".join(out), starts, ends)


def _join(out: list[str], ends: list[int], mark: str, place: int) -> bool:
    joined = unicodedata.normalize("NFC", out[-1] + mark)
    if len(joined) != 1:
        return False
    out[-1], ends[-1] = joined, place + 1
    return True


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    if character in _ALIKE:
        return _ALIKE[character]
    if unicodedata.category(character) in ("Cf", "Mn"):
        return ""
    if unicodedata.decomposition(character).startswith(_NO_DIGITS):
        return _STRANGE
    folded = unicodedata.normalize("NFKC", character).lower()
    return "".join(_ALIKE.get(part, part) for part in folded)
