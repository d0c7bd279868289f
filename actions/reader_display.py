"""What a card reader's display tells of the person's certificate, where its wording is quoted, even roughly."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import timedelta
from functools import lru_cache

from actions.memory import Memory
from bot.answers import compose
from bot.answers.answer import Answer
from bot.days import DayRange
from bot.status import Situation, assess

# The three displays (facts section 0): the engine's state behind each, the words that only it has, and its wording.
_DISPLAYS = (
    (
        "in_grace",
        "EXPIRED_IN_GRACE",
        ("資格情報", "当機関", "切れているため"),
        "電子証明書の有効期限が切れているため資格情報のみ当機関に提供します",
    ),
    (
        "expired",
        "EXPIRED",
        ("失効", "取り出し", "受付窓口", "お越しください"),
        "電子証明書が失効していますカードを取り出し受付窓口までお越しください",
    ),
    (
        "before_expiry",
        "IN_RENEWAL_WINDOW",
        ("月以内", "以内となって", "更新手続き"),
        "証明書の有効期限が3カ月以内となっています更新手続きをお願いします",
    ),
)
# Share of a display's pairs of characters that a message must hold to count as its quotation.
_ENOUGH = 0.4
_FARTHEST = timedelta(days=200)


def reader_answer(memory: Memory) -> Answer:
    """The answer for the quoted display with the days between which the expiry must lie; without a quotation all three."""
    found = display_in(memory.text)
    if found is None:
        return compose.general("reader_message")
    variant, state = found
    expiry = days_of_expiry(state, DayRange.exactly(memory.today))
    memory.question = {"topic": "expired_what_happens", "visit": None, "reminded": False}
    return compose.reader_display(variant, state, expiry)


def display_in(text: str) -> tuple[str, str] | None:
    """Variant and state of the display that a message quotes; None where it quotes none."""
    plain = _plain(text)
    for variant, state, words, _ in _DISPLAYS:
        if any(_plain(word) in plain for word in words):
            return variant, state
    shares = [(_share(plain, _plain(wording)), variant, state) for variant, state, _, wording in _DISPLAYS]
    best, variant, state = max(shares)
    return (variant, state) if best >= _ENOUGH else None


@lru_cache(maxsize=64)
def days_of_expiry(state: str, as_of: DayRange) -> DayRange | None:
    """Between which last valid days a certificate is in a state today; None where the state reaches back without end."""
    if state == "EXPIRED":
        return None
    first = as_of.earliest - _FARTHEST
    days = [first + timedelta(days=i) for i in range(2 * _FARTHEST.days)]
    fitting = [
        day
        for day in days
        if assess(Situation(cert_last_valid_day=DayRange.exactly(day)), as_of=as_of).user_cert.states == (state,)
    ]
    return DayRange(fitting[0], fitting[-1]) if fitting else None


def _plain(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text)
    for written in ("ヶ月", "か月", "ヵ月", "ケ月", "箇月"):
        normal = normal.replace(written, "カ月")
    return "".join(c for c in normal if c.isalnum())


def _share(text: str, wording: str) -> float:
    wanted = Counter(wording[i : i + 2] for i in range(len(wording) - 1))
    given = Counter(text[i : i + 2] for i in range(len(text) - 1))
    return sum((wanted & given).values()) / sum(wanted.values())
