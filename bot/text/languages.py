"""Tells messages in other languages from Japanese ones, to answer them with their fixed reply (conversation.md rule 12)."""

from __future__ import annotations

import re

_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc\uff66-\uff9d]")
_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# Characters that Chinese uses and Japanese does not (simplified forms, and common words of traditional Chinese).
_CHINESE = re.compile(
    "[吗么这们请话问证过书疗电续险认该谢还给让从时间东车见说读写钱发边对开关办换卡么嗎麼這們您妳哪怎讓咩嘅冇佢喺呢]|什么|可以|我的"
)
_TRADITIONAL = re.compile("[嗎麼這們您妳讓咩嘅冇佢喺]")
_OTHER_SCRIPTS = re.compile(r"[\u0400-\u04ff\u0e00-\u0e7f\u0900-\u097f\u0600-\u06ff\u1000-\u109f\u0980-\u09ff]")
_WORD = re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff']+")
_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_WORDS_OF = {
    "pt": frozenset(
        "como não cartão posso onde meu minha quando validade hospital renovar você obrigado está até qual seguro é".split()
    ),
    "es": frozenset("cómo dónde tarjeta puedo mi cuándo renovar hola gracias está hasta cuál seguro usted qué médico".split()),
    "tl": frozenset("ang po paano saan ng mga ko ba kailan hindi pwede aking sa".split()),
    "id": frozenset("apa bagaimana kartu saya dimana kapan bisa tidak yang dengan sudah".split()),
    "en": frozenset(
        "the is my i can how what when where do does card expired expire certificate hospital insurance renew please you a to use "
        "valid until number english help hello hi of in and it doctor health still speak language".split()
    ),
}
_FEWEST_WORDS = 3


def language_of(text: str) -> str | None:
    """``ko zh zh_hant vi pt es tl id en`` or ``other``; None for Japanese and for what may as well be Japanese (a single word)."""
    plain = text.lower()
    if _HANGUL.search(plain):
        return "ko"
    if _KANA.search(plain):
        return None
    if _HAN.search(plain):
        return ("zh_hant" if _TRADITIONAL.search(plain) else "zh") if _CHINESE.search(plain) else None
    if _OTHER_SCRIPTS.search(plain):
        return "other"
    return _latin(plain)


def _latin(plain: str) -> str | None:
    words = _WORD.findall(plain)
    if _VIETNAMESE.search(plain) and len(words) > 1:
        return "vi"
    known = {language: len(found & set(words)) for language, found in _WORDS_OF.items()}
    best = max(known, key=lambda language: known[language])
    if len(words) < _FEWEST_WORDS or known[best] < 2:
        return None
    return best
