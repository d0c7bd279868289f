"""The same message in other spellings: full or half width, with a slip of the finger, or all in hiragana.

A person who is misspelt means the same, so the topic should stay. The noise is made without any knowledge of the model.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

from bot.text.sudachi import Sudachi

_HALF_KANA = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF61, 0xFF9E)}
_HALF_MARKS = {"\u3099": "\uff9e", "\u309a": "\uff9f"}
_CHARACTERS_A_TYPO = 20
# Neighbours of a flick keyboard (same key) and of romaji typing: what comes out when the finger misses.
_KEYS = (
    "あいうえお",
    "かきくけこ",
    "さしすせそ",
    "たちつてと",
    "なにぬねの",
    "はひふへほ",
    "まみむめも",
    "やゆよ",
    "らりるれろ",
    "わをん",
)
_VOICED = dict(zip("かきくけこさしすせそたちつてとはひふへほ", "がぎぐげござじずぜぞだぢづでどばびぶべぼ", strict=True))


def full_width(text: str) -> str:
    """ASCII letters, digits and signs in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in unicodedata.normalize("NFKC", text))


def half_width(text: str) -> str:
    """ASCII and katakana in half width, as old mobile phones and forms write them."""
    return "".join(_half(c) for c in unicodedata.normalize("NFKC", text))


def _half(character: str) -> str:
    if not ("ァ" <= character <= "ヶ" or character in "ー。、「」・"):
        return character
    base, *marks = unicodedata.normalize("NFD", character)
    return _HALF_KANA.get(base, base) + "".join(_HALF_MARKS[m] for m in marks)


def typos(text: str, chance: random.Random) -> str:
    """One slip in every twenty characters or part of them: dropped, swapped, repeated, or a neighbouring key."""
    characters = list(text)
    for _ in range(1 + len(text) // _CHARACTERS_A_TYPO):
        if len(characters) > 2:
            _slip(characters, chance.randrange(1, len(characters)), chance)
    return "".join(characters)


def _slip(characters: list[str], place: int, chance: random.Random) -> None:
    kind = chance.choice(("drop", "swap", "repeat", "neighbour"))
    if kind == "drop":
        del characters[place]
    elif kind == "swap":
        characters[place - 1], characters[place] = characters[place], characters[place - 1]
    elif kind == "repeat":
        characters.insert(place, characters[place])
    else:
        characters[place] = _neighbour(characters[place], chance)


def _neighbour(character: str, chance: random.Random) -> str:
    if character in _VOICED and chance.random() < 0.5:
        return _VOICED[character]
    key = next((key for key in _KEYS if character in key), "")
    others = [c for c in key if c != character]
    return chance.choice(others) if others else character


def hiragana(text: str, sudachi: Sudachi) -> str:
    """Everything that is read in kana, in hiragana; digits and letters stay."""
    parts = []
    for word in sudachi.morphemes(text):
        surface, reading = word.surface(), word.reading_form()
        has_script = any(unicodedata.name(c, "").startswith(("CJK UNIFIED", "KATAKANA", "HIRAGANA")) for c in surface)
        parts.append(_as_hiragana(reading if has_script and reading else surface))
    return "".join(parts)


def _as_hiragana(text: str) -> str:
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)


def all_kinds(sudachi: Sudachi, seed: int = 20260615) -> dict[str, Callable[[str], str]]:
    """The perturbations by name; typos are drawn from a fixed seed."""
    chance = random.Random(seed)
    return {
        "full_width": full_width,
        "half_width": half_width,
        "typos": lambda text: typos(text, chance),
        "hiragana": lambda text: hiragana(text, sudachi),
    }
