"""Cuts a folded text into tokens: at each place the longest known word, a number, or what is left.

One pass from left to right. Each step looks at no more than the longest word, so the work grows with the length only.
"""

from __future__ import annotations

from bot.dates import numerals
from bot.dates.tokens import Era, Kind, Token
from bot.dates.words_of_events import words_of_events
from bot.dates.words_of_time import words_of_time

_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
_HIRAGANA = frozenset(chr(code) for code in range(0x3041, 0x3097))
# In hiragana these words also begin or end inside other words (まあした, きょうかい): they need known neighbours.
_GUARDED = frozenset({Kind.REL_YEAR, Kind.REL_MONTH, Kind.REL_WEEK, Kind.REL_DAY, Kind.SEASON, Kind.FEAST, Kind.ERA})
_AFTER_GUARDED = _HIRAGANA & frozenset("はにのもがでとをへかまっだなじびいきつくやうよねさしちとふみむこげすどさ")
_KANA_COUNTED = {
    "ねんど": Kind.FISCAL_YEAR,
    "ねん": Kind.YEAR,
    "がつ": Kind.MONTH,
    "にち": Kind.DAY,
    "かげつ": Kind.MONTHS,
    "しゅうかん": Kind.WEEKS,
}
_COUNTED = tuple(_KANA_COUNTED)

_LEXICON: dict[str, tuple[Kind, object]] = {}
for _word, _kind, _value in (*words_of_events(), *words_of_time()):
    _LEXICON.setdefault(_word, (_kind, _value))
_LENGTHS: dict[str, tuple[int, ...]] = {
    first: tuple(sorted({len(word) for word in _LEXICON if word[0] == first}, reverse=True))
    for first in {word[0] for word in _LEXICON}
}


def scan(text: str) -> list[Token]:
    """The tokens of a folded text; they cover it without gaps."""
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        token = _token_at(text, place, tokens)
        if token.kind in (Kind.OTHER, Kind.SPACE) and tokens and tokens[-1].kind is token.kind:
            tokens[-1] = Token(token.kind, tokens[-1].start, token.end)
        else:
            tokens.append(token)
        place = tokens[-1].end
        if token.kind is Kind.NUMBER:
            place = _kana_unit(text, tokens)
    return tokens


def _token_at(text: str, place: int, before: list[Token]) -> Token:
    character = text[place]
    if character in numerals.FIGURES:
        number, end = numerals.figures(text, place)
        return Token(Kind.NUMBER, place, end, number)
    if character == " ":
        return Token(Kind.SPACE, place, place + 1)
    if character in _LATIN:
        return _latin(text, place)
    if character in numerals.KANA_STARTS and _begins_word(place, before):
        for number, end in numerals.kana(text, place):
            if text.startswith(_COUNTED, end):
                return Token(Kind.NUMBER, place, end, number)
    word = _longest_word(text, place, before)
    if word:
        return word
    if character in numerals.KANJI:
        number, end = numerals.kanji(text, place)
        return Token(Kind.NUMBER, place, end, number)
    return Token(Kind.OTHER, place, place + 1)


def _longest_word(text: str, place: int, before: list[Token]) -> Token | None:
    for length in _LENGTHS.get(text[place], ()):
        word = text[place : place + length]
        found = _LEXICON.get(word)
        if found is None:
            continue
        kind, value = found
        end = place + len(word)
        if kind in _GUARDED and word[0] in _HIRAGANA and not (_begins_word(place, before) and _ends_word(text, end)):
            continue
        if isinstance(value, Era) and value.is_short and not _number_follows(text, end):
            continue
        return Token(kind, place, end, value)
    return None


def _latin(text: str, place: int) -> Token:
    end = place + 1
    while end < len(text) and text[end] in _LATIN:
        end += 1
    word = text[place:end] if end - place <= 4 else ""
    kind, value = _LEXICON.get(word, (Kind.LATIN, None))
    if kind is Kind.ERA and not _number_follows(text, end):
        return Token(Kind.LATIN, place, end)
    return Token(kind, place, end, value)


def _number_follows(text: str, place: int) -> bool:
    while place < len(text) and text[place] in " ." and text[place - 1] not in " .":
        place += 1
    return place < len(text) and (text[place] in numerals.FIGURES or text[place] in numerals.KANJI or text[place] == "元")


def _begins_word(place: int, before: list[Token]) -> bool:
    return place == 0 or before[-1].kind is not Kind.OTHER


def _ends_word(text: str, end: int) -> bool:
    return end == len(text) or text[end] not in _HIRAGANA or text[end] in _AFTER_GUARDED


def _kana_unit(text: str, tokens: list[Token]) -> int:
    """After a number, a unit in hiragana; gives the place to go on from."""
    place = tokens[-1].end
    for unit, kind in _KANA_COUNTED.items():
        if text.startswith(unit, place):
            tokens.append(Token(kind, place, place + len(unit)))
            return place + len(unit)
    return place
