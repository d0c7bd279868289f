"""Other languages are told from Japanese, and Japanese never from itself."""

from __future__ import annotations

import pytest

from bot.text.languages import language_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Can I use my card at the hospital?"),
        ("en", "My certificate expired, what do I do?"),
        ("zh", "我的卡过期了怎么办"),
        ("zh_hant", "請問我的卡過期了嗎"),
        ("ko", "인증서가 만료됐어요"),
        ("vi", "Thẻ của tôi hết hạn thì sao?"),
        ("pt", "Meu cartão venceu, posso usar no hospital?"),
        ("es", "¿Dónde puedo renovar mi tarjeta?"),
        ("tl", "Paano po mag-renew ng card ko?"),
    ],
)
def test_languages_are_told(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text", ["証明書 期限", "更新方法", "期限はいつ", "PIN", "e-Tax", "マイナ", "hello", "OK", "QRコード", "2026/5/20", "", "😀"]
)
def test_japanese_and_single_words_stay(text: str) -> None:
    assert language_of(text) is None
