"""Numbers that must reach neither model nor store nor log."""

from __future__ import annotations

import pytest

from bot.text.masking import MASK, mask


@pytest.mark.parametrize(
    "typed",
    [
        "マイナンバーは123456789012です",
        "1234 5678 9012",
        "1234-5678-9012 が私の番号",
        "１２３４５６７８９０１２",
        "１２３４－５６７８－９０１２",
        "番号 一二三四五六七八九〇一二",
        "1234　5678　9012でいけますか",
        "123456789012345678",
    ],
)
def test_twelve_digits_are_masked(typed: str) -> None:
    masked = mask(typed)
    assert masked.was_masked
    assert MASK in masked.text
    assert not any(part in masked.text for part in ("1234", "１２３４", "一二三四"))


@pytest.mark.parametrize(
    "typed", ["暗証番号は1234です", "PINは 5 6 7 8", "１２３４が私の暗証番号", "パスワードは ABC123xyz です", "暗証番号：9876"]
)
def test_pins_are_masked_where_a_word_says_so(typed: str) -> None:
    masked = mask(typed)
    assert masked.was_masked
    assert not any(part in masked.text for part in ("1234", "5 6 7 8", "１２３４", "ABC123", "9876"))


@pytest.mark.parametrize(
    "typed",
    [
        "2026年5月20日に切れました",
        "20260520",
        "0120-95-0178に電話した",
        "暗証番号は4桁ですか",
        "暗証番号を2026年に設定した",
        "平成2年5月20日生まれ、2021年4月に作った",
        "電話は03-1234-5678です",
        "暗証番号を3回間違えた",
    ],
)
def test_dates_phones_and_counts_stay(typed: str) -> None:
    assert mask(typed).text == typed
