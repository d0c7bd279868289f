"""Short acts are looked up whole."""

from __future__ import annotations

import pytest

from bot.nlu.short_acts import short_act


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("はい", "affirm"),
        ("はーい！", "affirm"),
        ("ﾊｲ", "affirm"),
        ("ＯＫ👌", "affirm"),
        ("👍🏻", "affirm"),
        ("いいえ。", "deny"),
        ("❌", "deny"),
        ("No", "deny"),
        ("リセット", "restart"),
        ("ありがとうございます〜", "thanks"),
        ("はいいろ", None),
        ("はい、電子証明書の期限はいつですか", None),
        ("😀", None),
        ("", None),
        ("ー", None),
        ("はい" * 20, None),
    ],
)
def test_act_of_a_short_message(text: str, act: str | None) -> None:
    assert short_act(text) == act


def test_not_knowing_depends_on_what_went_before() -> None:
    assert short_act("わからない") is None
    assert short_act("わかりません。", was_answered=True) == "ask_easier"
    assert short_act("わからん", date_is_asked=True, was_answered=True) == "unknown_date"
