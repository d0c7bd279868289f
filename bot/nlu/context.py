"""What the turn before tells about a short message: a number typed while choices stand, a date while one is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.nlu.features import clean

# Patterns are matched on cleaned text, in which hiragana has become katakana.
_END = "(?:デス|デ|ヲ|ガイイ|ノホウ|ノ方|デオネガイシマス|デオ願イシマス|オネガイシマス|オ願イシマス|ニシマス|ヲオネガイシマス|クダサイ)*"
_NUMBER = re.compile(
    rf"^(?:([1-3])|(一|ヒト|イチ|最初|サイショ)|(二|フタ|ニ|真ン中)|(三|ミッ|サン|最後|サイゴ))(?:番|バン|ツメ|ツ目|ツ|番目|番メ|個目)?(?:ノ)?{_END}$"
)
_TAIL = re.compile(rf"(?:ノコト|ノ件)?{_END}$")
_SHORTEST_WORDS = 2
_WORDS_AROUND_DATES = re.compile(
    "お?父さん|お?母さん|父|母|夫|妻|主人|家内|息子|娘|祖父|祖母|子ども|同じく|有効期限|期限|満了日|満了|発行日|発行|交付日|交付|取得|生年月日|誕生日|生まれ|受診日|電子証明書|証明書|カード|マイナンバー|資格確認書|"
    "保険証|日付|たぶん|多分|たしか|確か|えっと|えーと|あの|ええと|わたし|私|うち|やっぱり|やっぱ|間違え|まちがえ|訂正|正しく|まし|じゃなく|ではなく|"
    "と書いてあ|書いてあ|切れて|切れ|過ぎて|過ぎ|って|なって|いて|です|でした|だった|だと思|思い|ます|まで|ごろ|ころ|頃|くらい|ぐらい|ので|のは|けど|かな|よ|ね|だ|の|は|が|に|と|で|も|を|、|。|り|る|い|た|て|歳|才"
)
# 「3月じゃなくて」: the date that is taken back, whatever its notation.
_TAKEN_BACK = re.compile("[^\\s、。,.]{1,15}?(?:じゃなくて?|ではなくて?|でなくて?|じゃなかった)")
_APOLOGY = re.compile("すみません|すいません|ごめんなさい|ごめん|失礼しました|失礼|ああ|いや|いえ|あ、")
_ANOTHER_DAY = re.compile("じゃあ|では|それじゃ|なら|だと|どう|ですか|はどう|だったら|[?？]")
_ANOTHER_PERSON = re.compile(
    "^(?:じゃあ|では|それじゃ|あと|で)?(?:私|わたし|自分|僕|俺|義?父|義?母|お?父さん|お?母さん|夫|妻|主人|旦那|家内|嫁|息子|娘|子ども|子供|祖父|祖母|おじいちゃん|おばあちゃん|兄|姉|弟|妹)"
    "(?:さん)?(?:の(?:は|ほう|方|場合|分)?)?(?:は|も|なら|だと|ですと)?(?:どう(?:ですか|なる|なりますか|なの)?|いつ(?:まで)?(?:ですか)?|ですか)?[?？。]*$"
)
# 「…に作りました。証明書の期限は？」 says dates, but asks something.
_ASKS_AFTER_DATES = re.compile("(?:期限|いつ|証明書|カード|有効)[^?？]{0,12}(?:[?？]|か。?$)")
_ASKS = re.compile("[?？]|か。?$")
# More than this many characters beside the dates and the words around them, and the message says something else too;
# so does any kanji beside a date whose role is not said (今日は寒いね).
_REST_OF_A_MERE_DATE = 2
_KANJI = re.compile("[一-鿿]")
_INSURER = re.compile("協会けんぽ|国保|国民健康保険|後期高齢|健保組合|健康保険組合|組合健保|共済|こくほ")
_LONGEST_INSURER = 20
_DECLINES = re.compile(
    "(?:言い|いい|教え|おしえ|答え|こたえ|書き|かき|入れ|入力し)たくな|秘密|ひみつ|内緒|(?:それ|これ)は(?:ちょっと)?(?:嫌|いや)|プライバシー"
)
_LONGEST_REFUSAL = 25


def choice(text: str, standing: Sequence[dict[str, Any]]) -> str | None:
    """The topic chosen by number, by the words on a button or by a part of them that only one has; else None."""
    if not standing:
        return None
    plain = clean(text)
    number = _NUMBER.match(plain)
    if number:
        position = int(number.group(1)) if number.group(1) else 1 + next(i for i in range(3) if number.group(i + 2))
        return str(standing[position - 1]["topic"]) if position <= len(standing) else None
    words = _TAIL.sub("", plain)
    if len(words) < _SHORTEST_WORDS:
        return None
    fitting = [option for option in standing if words in clean(option["label"])]
    return str(fitting[0]["topic"]) if len(fitting) == 1 else None


def is_mere_date(text: str, mentions: Sequence[dict[str, Any]]) -> bool:
    """Whether a message says one or more dates and nothing else, also as 「じゃあ来週は？」."""
    if not mentions:
        return False
    rest = list(text)
    for mention in mentions:
        rest[mention["start"] : mention["end"]] = [""] * (mention["end"] - mention["start"])
    if _ASKS_AFTER_DATES.search(text[max(mention["end"] for mention in mentions) :]):
        return False
    left = _APOLOGY.sub("", _TAKEN_BACK.sub("", "".join(rest)))
    left = _ANOTHER_DAY.sub("", left)
    rest_of_it = clean(_WORDS_AROUND_DATES.sub("", left))
    has_role = any(mention.get("role") for mention in mentions)
    is_strict = _ASKS.search(text) or (_KANJI.search(rest_of_it) and not has_role)
    return len(rest_of_it) <= (0 if is_strict else _REST_OF_A_MERE_DATE)


def is_another_person(text: str) -> bool:
    """Whether a message only turns to another person (「妻のほうは？」)."""
    return bool(_ANOTHER_PERSON.match(text.strip()))


def names_insurer(text: str, asked: str | None) -> bool:
    """Whether a message answers the question which insurer the person has."""
    return asked == "insurer" and len(text) <= _LONGEST_INSURER and bool(_INSURER.search(text))


def declines(text: str, asked: str | None) -> bool:
    """Whether the person would rather not say the date that was asked for: as good as not knowing it."""
    return bool(asked) and bool(_DECLINES.search(text)) and len(text) <= _LONGEST_REFUSAL
