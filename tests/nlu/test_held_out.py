"""Held-out messages are not training sentences, whatever their spelling, and the parts do not meet."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import combinations

import yaml
from measuring import PARTS, held_out

from bot.settings import ROOT


def folded(text: str) -> str:
    """NFKC, lower case, katakana for hiragana, no spaces or punctuation (a text of nothing else stays as it is)."""
    plain = unicodedata.normalize("NFKC", text).lower()
    kana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in plain)
    return "".join(c for c in kana if unicodedata.category(c)[0] not in "PZC") or plain


def training_sentences() -> dict[str, list[str]]:
    """The training sentences by topic."""
    sentences: dict[str, list[str]] = {}
    for file in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for entry in yaml.safe_load(file.read_text("utf-8"))["nlu"]:
            sentences.setdefault(entry["intent"], []).extend(re.sub("^- ", "", s) for s in entry["examples"].strip().split("\n"))
    return sentences


def test_no_held_out_message_is_a_training_sentence() -> None:
    trained = {folded(s) for sentences in training_sentences().values() for s in sentences}
    for part in PARTS:
        met = sum(folded(case.text) in trained for case in held_out(part))
        assert met == 0, f"{part}: {met} messages are training sentences"


def test_the_parts_do_not_meet() -> None:
    for one, other in combinations(PARTS, 2):
        assert not {folded(c.text) for c in held_out(one)} & {folded(c.text) for c in held_out(other)}


def test_no_sentence_is_trained_for_two_topics() -> None:
    topics: dict[str, set[str]] = {}
    for topic, sentences in training_sentences().items():
        for sentence in sentences:
            topics.setdefault(folded(sentence), set()).add(topic)
    assert {s: t for s, t in topics.items() if len(t) > 1} == {}


def test_every_topic_has_enough_sentences() -> None:
    counted = Counter({topic: len(s) for topic, s in training_sentences().items()})
    assert len(counted) == 88
    assert min(counted.values()) >= 100
    assert counted["out_of_scope"] >= 600


def test_every_topic_is_held_out() -> None:
    per_topic = Counter(c.topic for part in PARTS for c in held_out(part))
    assert set(per_topic) == set(training_sentences())
    assert min(per_topic.values()) >= 8
    assert per_topic["out_of_scope"] >= 150
