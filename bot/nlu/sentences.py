"""From Rasa messages to what the features are computed from."""

from __future__ import annotations

import re

from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.dates import ENTITY
from bot.nlu.features import MAX_CHARACTERS, Sentence, Word

DATE_SIGN = "某日"
_SENTENCE_ENDS = re.compile(r"(?<=[。？?！!\n])")
_SHORTEST_QUESTION = 6
# What people say before they ask; the question behind it counts.
_COURTESY = re.compile(
    "(?:こんにち[はわ]|こんばん[はわ]|おはよう(?:ございます)?|はじめまして|お世話になっております|お世話になります|"
    "どうもありがとう(?:ございます|ございました)?|ありがとう(?:ございます|ございました)?|どうも|すみません(?:が)?|すいません(?:が)?)"
    "[、。,.!！ー〜～\\s]*(?:でも|ところで|それで|それと|あと|では|じゃあ)?[、\\s]*"
)


def after_courtesy(text: str) -> int:
    """Where the question begins after a greeting or thanks; 0 where there is none, or nothing behind it."""
    found = _COURTESY.match(text)
    return found.end() if found and len(text) - found.end() >= _SHORTEST_QUESTION else 0


def parts_of(text: str) -> list[tuple[int, int]]:
    """The sentences of a short message as spans; a long message is one."""
    if len(text) > MAX_CHARACTERS:
        return []
    spans, start = [], 0
    for match in _SENTENCE_ENDS.finditer(text):
        if match.start() - start >= _SHORTEST_QUESTION:
            spans.append((start, match.start()))
            start = match.start()
    if len(text) - start >= _SHORTEST_QUESTION:
        spans.append((start, len(text)))
    return spans if len(spans) > 1 else []


def sentence_of(message: Message, start: int = 0, end: int = 2 * MAX_CHARACTERS) -> Sentence:
    """What the features need of a span.

    Each date is replaced by one sign, since which day it is says nothing of the topic; what the day is (an expiry, a visit
    …) says much, so the sign is followed by its role as a word of its own.
    """
    roles = {(e["start"], e["end"]): e["value"]["role"] for e in message.get(ENTITIES, []) if e["entity"] == ENTITY}
    spans = [(s, e) for s, e in roles if start <= s and e <= end]
    text = message.get(TEXT)[:end]
    for s, e in sorted(spans, reverse=True):
        text = text[:s] + DATE_SIGN + text[e:]
    words = []
    covered: set[tuple[int, int]] = set()
    for token in message.get(TOKENS_NAMES[TEXT], []):
        if not start <= token.start < end:
            continue
        span = next(((s, e) for s, e in spans if s <= token.start < e), None)
        if span is None:
            words.append(Word(token.data["normalised"], token.data["reading"], token.data["kind"]))
        elif span not in covered:
            covered.add(span)
            words.extend(Word(sign, "", "名詞") for sign in (DATE_SIGN, f"{DATE_SIGN}:{roles[span]}"))
    return Sentence(text[start:], tuple(words))
