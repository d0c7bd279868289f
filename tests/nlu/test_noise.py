"""Noisy copies of training sentences."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.nlu.noise import in_hiragana, noisy_copies, with_slip
from bot.text.sudachi import Sudachi, build_user_dictionary


@pytest.fixture
def sudachi(tmp_path: Path) -> Sudachi:
    build_user_dictionary(tmp_path / "user.dic")
    return Sudachi(tmp_path / "user.dic")


def test_hiragana_leaves_digits_and_letters(sudachi: Sudachi) -> None:
    assert in_hiragana("マイナンバーカードの有効期限は2026年", sudachi) == "まいなんばーかーどのゆうこうきげんは2026ねん"


def test_a_slip_changes_little() -> None:
    text = "電子証明書の期限はいつまでですか"
    slips = {with_slip(text, random.Random(seed)) for seed in range(50)}
    assert len(slips) > 10
    assert all(abs(len(slip) - len(text)) <= 5 for slip in slips)


def test_copies_keep_their_topic_and_are_the_same_each_time() -> None:
    examples = [("電子証明書の期限はいつまでですか", "expiry_mine"), ("はい", "affirm"), ("更新の手数料", "renew_fee")]
    copies = noisy_copies(examples, hiragana=1.0, slips=1.0, seed=1)
    assert copies == noisy_copies(examples, hiragana=1.0, slips=1.0, seed=1)
    assert ("こうしんのてすうりょう", "renew_fee") in copies
    assert {topic for _, topic in copies} <= {"expiry_mine", "renew_fee"}
    assert not set(copies) & set(examples)
    assert noisy_copies(examples, hiragana=0.0, slips=0.0, seed=1) == []
