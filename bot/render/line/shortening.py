"""Cuts texts that are too long: at a sentence, else at a mark, else between words; never in a word or a date."""

from __future__ import annotations

import re
from functools import cache

from sudachipy import Config, Dictionary, SplitMode, Tokenizer

from bot.render.line.counting import Count, fitting_length, grapheme_starts

_SENTENCE_END = re.compile(r"[。！？!?]+[」』）)]*|\n")
_MARK = re.compile(r"[、，；：;:）)」』\s　]")
_DIGIT = "0-9０-９〇一二三四五六七八九十"
_DATE = re.compile(rf"(?:令和|平成|昭和|[RHSＲＨＳ])?(?:[{_DIGIT}元]+(?:[年月日時分\-/.．・,〜]|か月|ヶ月)*)+")
# A word that begins with one of these leans on the word before it.
_LEANING = frozenset({"助詞", "助動詞", "接尾辞", "補助記号", "空白"})
_WINDOW = 300
_ELLIPSIS = "…"


def split(text: str, most: int, count: Count, most_parts: int) -> list[str]:
    """A text in up to ``most_parts`` parts of at most ``most`` (by ``count``); the last is shortened where more would be needed.

    Otherwise nothing is lost but the white space at the cuts.
    """
    parts: list[str] = []
    rest = text.strip()
    while len(parts) < most_parts - 1 and (fits := fitting_length(rest, most, count)) < len(rest):
        cut = _cut(rest, fits)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [part for part in (*parts, shortened(rest, most, count)) if part]


def shortened(text: str, most: int, count: Count) -> str:
    """A text of at most ``most`` (by ``count``): its whole sentences that fit, else its beginning and 「…」."""
    fits = fitting_length(text, most, count)
    if fits == len(text):
        return text
    cut = _last(_SENTENCE_END, text, fits)
    if cut:
        return text[:cut].rstrip()
    return text[: _cut(text, fitting_length(text, most - 1, count))].rstrip("、，；：;:（(「『 　\n") + _ELLIPSIS


def _cut(text: str, fits: int) -> int:
    """Where to cut: at least one character in, at most as far as fits."""
    return _last(_SENTENCE_END, text, fits) or _last(_MARK, text, fits) or _between_words(text, fits) or fits or 1


def _last(mark: re.Pattern[str], text: str, until: int) -> int:
    """The end of the last mark that lies within ``until`` and not in a date; 0 without any."""
    ends = [match.end() for match in mark.finditer(text, 0, until)]
    dates = _dates(text, until)
    return next((end for end in reversed(ends) if end < len(text) and not _inside(end, dates)), 0)


def _between_words(text: str, until: int) -> int:
    """The last place within ``until`` where a word begins that does not lean on the one before; 0 without any."""
    start = max(0, until - _WINDOW)
    dates = _dates(text, until)
    whole = {start + place for place in grapheme_starts(text[start : until + 1])}
    best = 0
    previous = ""
    for word in _tokenizer().tokenize(text[start : until + _WINDOW]):
        begin = start + word.begin()
        kind = word.part_of_speech()[0]
        stands_alone = kind not in _LEANING and previous != "接頭辞"
        if start < begin <= until and stands_alone and begin in whole and not _inside(begin, dates):
            best = begin
        previous = kind
    return best


def _dates(text: str, until: int) -> list[tuple[int, int]]:
    start = max(0, until - _WINDOW)
    return [match.span() for match in _DATE.finditer(text, start, min(len(text), until + _WINDOW))]


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(first < place < last for first, last in spans)


@cache
def _tokenizer() -> Tokenizer:
    return Dictionary(config=Config(system="core")).create(mode=SplitMode.C)
