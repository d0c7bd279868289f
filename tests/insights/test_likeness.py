"""Sentences that are alike stand together, beside the topics that they are near to."""

from __future__ import annotations

from pathlib import Path

from bot.insights.likeness import groups, most_alike
from bot.insights.sentences import Example

EXAMPLES = [
    Example("更新の手続きに何を持っていけばいいですか", "renew_bring", Path("a.yml")),
    Example("暗証番号を忘れました", "pin_forgotten", Path("a.yml")),
    Example("古い保険証はもう使えませんか", "old_card_usable", Path("a.yml")),
]


def test_alike_sentences_are_one_group_the_most_frequent_first() -> None:
    times = {"暗証番号わすれた": 2, "暗証番号を忘れちゃった": 5, "暗証番号忘れた": 1, "持ち物はなに持っていけば": 3}
    found = groups(times, EXAMPLES)
    assert [group.times for group in found] == [8, 3]
    assert found[0].sentences[0] == ("暗証番号を忘れちゃった", 5)
    assert [group.nearest[0].topic for group in found] == ["pin_forgotten", "renew_bring"]
    assert found[0].nearest[0].likeness > found[0].nearest[1].likeness


def test_spelling_in_kana_makes_no_difference() -> None:
    found = most_alike("コメント", [Example("こめんと", "a", Path("a.yml"))])
    assert found is not None
    assert found[0] > 0.99


def test_one_sentence_is_one_group_and_none_are_none() -> None:
    assert len(groups({"ん": 1}, EXAMPLES)) == 1
    assert groups({}, EXAMPLES) == []
    assert most_alike("ん", []) is None
