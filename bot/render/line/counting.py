"""LINE's two ways of counting characters, and its limits.

Texts of messages are counted in UTF-16 units; labels, what an action says, texts of templates and rich menus in grapheme
clusters (what a person takes for one character). LINE's OpenAPI files state only a few of the limits.
"""

from __future__ import annotations

from collections.abc import Callable

import regex  # type: ignore[import-untyped]

Count = Callable[[str], int]

MOST_MESSAGES = 5
MOST_TEXT_UNITS = 5000
MOST_ALT_TEXT_UNITS = 400
MOST_QUICK_REPLIES = 13
MOST_LABEL = 20
MOST_SAID = 300  # what a message action or a postback's displayText says, fillInText
MOST_DATA_UNITS = 300
MOST_TEMPLATE_TEXT = 160
MOST_TEMPLATE_TEXT_WITH_TITLE = 60
MOST_TEMPLATE_TITLE = 40
MOST_TEMPLATE_ACTIONS = 4
MOST_CONFIRM_TEXT = 240
MOST_COLUMNS = 10
MOST_COLUMN_ACTIONS = 3
MOST_COLUMN_TEXT = 120
MOST_BUBBLES = 12
MOST_FLEX_BYTES = 10_000  # LINE allows more; no answer needs it
MOST_URI_UNITS = 1000
MOST_CLIPBOARD_UNITS = 1000
MOST_AREAS = 20
MOST_CHAT_BAR = 14
FIRST_PICKABLE_DAY = "1900-01-01"
LAST_PICKABLE_DAY = "2100-12-31"

_GRAPHEME = regex.compile(r"\X")


def utf16_units(text: str) -> int:
    """How many UTF-16 units a text has: 𠮷 and 🍎 are two each."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> int:
    """How many characters a person sees: か with a combining mark is one."""
    return sum(1 for _ in _GRAPHEME.finditer(text))


def grapheme_starts(text: str) -> list[int]:
    """Where the grapheme clusters of a text begin."""
    return [match.start() for match in _GRAPHEME.finditer(text)]


def fitting_length(text: str, most: int, count: Count) -> int:
    """How far into a text one can go, in whole grapheme clusters, before ``count`` passes ``most``."""
    counted = 0
    for match in _GRAPHEME.finditer(text):
        counted += count(match.group())
        if counted > most:
            return int(match.start())
    return len(text)
