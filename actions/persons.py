"""Whose dates a message is about."""

from __future__ import annotations

import re

_WORDS = "義父|義母|祖父|祖母|父|母|夫|妻|主人|家内|旦那|嫁|息子|娘|子ども|子供|こども|おじいちゃん|おばあちゃん|お父さん|お母さん|兄|姉|弟|妹"
# の日 and の子 are other words (父の日, 娘の子).
_OTHER = re.compile(f"({_WORDS})(?:さん|ちゃん)?(?:の(?:ほう|方|場合|分|証明書|カード|は|も|期限)|の(?!子|日)|は|が|も)")
_SELF = re.compile("(?:私|わたし|自分|僕|ぼく|俺|おれ)の?(?:は|ほう|方|場合|分|証明書|カード|も)")


def person_in(text: str) -> str | None:
    """A word such as 父, "" for the speaker, None where the message does not say."""
    if _SELF.search(text):
        return ""
    found = _OTHER.search(text)
    return found.group(1) if found else None
