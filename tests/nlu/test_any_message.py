"""Whatever is typed, and however many at once: an understanding comes out, never an error."""

from __future__ import annotations

import tarfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from measuring import held_out, newest

from bot.engine.engine import newest_model
from bot.settings import Settings

NAUGHTY = {
    "very long": "電子証明書の期限が切れたらどうなりますか。" * 2500,
    "long and without a word": "あ" * 50_000,
    "long digits": "1" * 50_000,
    "emoji": "😀👍🏻👨‍👩‍👧‍👦🇯🇵❤️" * 20,
    "control characters": "\x00\x01\x07\x1b[31m\x7f期限\u200b\u202e\ufeff",
    "surrogate-like and rare": "\U0001f468\u200d\U0001f469\U00020bb7野家\ufffd",
    "combining": "か\u3099" * 300 + "e\u0301" * 300,
    "only spaces": " \u3000\t\n",
    "only punctuation": "。、！？…",
    "entity syntax": '[今日](date){"role": "visit"}',
    "half-width": "ﾏｲﾅﾎｹﾝｼｮｳﾊﾂｶｴﾏｽｶ",
}


@pytest.mark.parametrize("text", NAUGHTY.values(), ids=NAUGHTY.keys())
def test_any_text_gives_an_understanding(text: str) -> None:
    understood = newest().parse(text)
    assert understood.intent
    assert 0.0 <= understood.confidence <= 1.0


def test_four_threads_agree_with_one() -> None:
    texts = ([c.text for c in held_out("dev")] * 3)[:1600]
    alone = {text: newest().parse(text) for text in dict.fromkeys(texts)}
    quarters = [texts[i::4] for i in range(4)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda quarter: [newest().parse(text) for text in quarter], quarters))
    for quarter, understood in zip(quarters, together, strict=True):
        assert [u.intent for u in understood] == [alone[text].intent for text in quarter]


def test_the_model_carries_its_user_dictionary() -> None:
    with tarfile.open(newest_model(Settings.from_environment().model_directory)) as archive:
        names = archive.getnames()
    assert any(name.endswith("user.dic") for name in names)
    assert not any(name.endswith((".pkl", ".pickle", ".joblib")) for name in names if "bot.nlu" in name)
