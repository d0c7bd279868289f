"""Dialogue acts of a word or an emoji (「はい」「👍」「リセット」), looked up whole: too short for a classifier to be sure of."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import yaml

from bot.nlu.features import clean

_TABLE = Path(__file__).with_name("short_acts.yml")
_UNCLEAR = "unclear"
_LONGEST = 30
# Skin tones and variation selectors change no meaning; drawn-out vowels, 「っ」 and laughter are tone of voice.
_NO_MEANING = re.compile("[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f]")
_TONE = re.compile("(?<=.)[ー〜~ッ]|[wｗ笑]+$")
_SHORTEST_FOLDED = 2


def short_act(text: str, *, date_is_asked: bool = False, was_answered: bool = False) -> str | None:
    """The topic of a message that is a known short act as a whole, else None.

    「わからない」 means the date while one is asked for, the answer after one was given, and is left open otherwise.
    """
    if len(text) > _LONGEST:
        return None
    act = _acts().get(_folded(text)) or _acts().get(_folded(_without_emoji(text)))
    if act != _UNCLEAR:
        return act
    return "unknown_date" if date_is_asked else "ask_easier" if was_answered else None


def _folded(text: str) -> str:
    plain = clean(_NO_MEANING.sub("", text))
    shortened = _TONE.sub("", plain)
    return shortened if len(shortened) >= _SHORTEST_FOLDED else plain


def _without_emoji(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) not in ("So", "Sk") and c != "\u200d")


@cache
def _acts() -> dict[str, str]:
    table = yaml.safe_load(_TABLE.read_text("utf-8"))
    return {_folded(str(text)): act for act, texts in table.items() for text in texts}
