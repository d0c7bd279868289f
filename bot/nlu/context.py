"""What the turn before tells about a short message: a number typed while choices stand, a date while one is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.nlu.features import clean

_NUMBER = re.compile(r"^([1-3])(?:番|ばん|つめ|つ目|番目)?(?:です|で|を|がいい|でお願いします|おねがいします|お願いします)?$")
_WORDS_AROUND_DATES = re.compile(
    "有効期限|期限|満了日|満了|発行日|発行|交付日|交付|取得|生年月日|誕生日|生まれ|受診日|電子証明書|証明書|カード|マイナンバー|資格確認書|"
    "保険証|日付|たぶん|多分|えっと|えーと|あの|ええと|わたし|私|うち|やっぱり|やっぱ|間違え|まちがえ|訂正|正しく|まし|じゃなく|ではなく|"
    "と書いてあ|書いてあ|って|なって|いて|です|でした|だった|だと思|思い|ます|まで|ごろ|ころ|頃|くらい|ぐらい|ので|のは|けど|かな|よ|ね|だ|の|は|が|に|と|で|も|を|、|。|り|る|い|た|て|歳|才"
)
# More than this many characters beside the dates and the words around them, and the message says something else too.
_REST_OF_A_MERE_DATE = 2


def choice(text: str, standing: Sequence[dict[str, Any]]) -> str | None:
    """The topic chosen by number or by the words on a button, where choices stand; else None."""
    if not standing:
        return None
    plain = clean(text)
    number = _NUMBER.match(plain)
    if number and int(number.group(1)) <= len(standing):
        return str(standing[int(number.group(1)) - 1]["topic"])
    for option in standing:
        if plain and plain == clean(option["label"]):
            return str(option["topic"])
    return None


def is_mere_date(text: str, mentions: Sequence[dict[str, Any]]) -> bool:
    """Whether a message says one or more dates and nothing else."""
    if not mentions:
        return False
    rest = list(text)
    for mention in mentions:
        rest[mention["start"] : mention["end"]] = [""] * (mention["end"] - mention["start"])
    left = _WORDS_AROUND_DATES.sub("", "".join(rest))
    return len(clean(left)) <= _REST_OF_A_MERE_DATE and not re.search("[?？か]$", text.strip())
