"""The trained model against the held-out messages: the floors of issue 3 (docs/benchmarks.md has the figures)."""

from __future__ import annotations

from pathlib import Path

import pytest
from measuring import PARTS, changed, figures, held_out, newest
from perturbations import all_kinds

from bot.text.sudachi import Sudachi, build_user_dictionary


@pytest.mark.parametrize("part", PARTS)
def test_floors_hold(part: str) -> None:
    found = figures(held_out(part), newest().parse)
    assert found["right"] >= 0.87, found
    assert found["right_or_offered"] >= 0.95, found
    assert found["wrong"] <= 0.05, found
    assert found["outside_answered"] <= 0.05, found


@pytest.mark.parametrize("kind", ["full_width", "half_width", "typos", "hiragana"])
def test_other_spellings_keep_the_topic(kind: str, tmp_path: Path) -> None:
    build_user_dictionary(tmp_path / "user.dic")
    perturb = all_kinds(Sudachi(tmp_path / "user.dic"))[kind]
    assert changed(held_out("dev"), perturb, newest().parse) <= 0.10


@pytest.mark.parametrize("text", ["はい", "うん", "OK", "👍", "いいえ", "❌", "最初から", "リセット", "ありがとう", "こんにちは"])
def test_short_acts_are_sure(text: str) -> None:
    understood = newest().parse(text)
    assert understood.intent in ("affirm", "deny", "restart", "thanks", "greet")
    assert understood.confidence == 1.0


@pytest.mark.parametrize("text", ["12345", "1+1", "3×4", "ああああ", "asdf", "ふぇｗふぇｗ", "ねこ", "42", "…", "今日は寒いね"])
def test_small_talk_and_nonsense_are_no_dialogue_act(text: str) -> None:
    understood = newest().parse(text)
    assert understood.intent not in ("affirm", "deny", "restart", "give_date", "goodbye", "human_agent")
