"""The keys of a script: what each takes and what it means. The loader, the JSON Schema and the documentation go by this table."""

from __future__ import annotations

from dataclasses import dataclass

CHANNELS = ("plain", "web", "line")


@dataclass(frozen=True, slots=True)
class Key:
    """A key. ``kind`` says what it takes (``loading._READERS``), ``words`` what it means."""

    name: str
    kind: str
    words: str


DIALOGUE = (
    Key("dialogue", "text", "会話の名前（何を確かめるか）"),
    Key("today", "day", "今日とみなす日（2026-06-15）"),
    Key("organisation", "organisation", "deploy/organisations にある組織の見本の名前（なければ組織の設定なし）"),
    Key("channels", "channels", "試すチャネル（なければすべて）：plain web line"),
    Key("line_birth_dates", "flag", "LINEで生年月日を聞いてよいか（なければ true）"),
    Key("expand", "lists", "{名前} に入れる言い方の一覧。すべての組み合わせを試す"),
    Key("cases", "rows", "{名前} に入れる値の組の一覧。一組ずつ試す"),
    Key("turns", "turns", "やりとり。上から順に試す"),
)
MOVES = (
    Key("user", "text", "人が打つ文"),
    Key("button", "text", "押すボタンの文字（直前の答えの下にあるもの）"),
    Key("pick", "pick", "日付の入力欄で選ぶ日：{field: cert_last_valid_day, day: 2026-05-20}（day: null は「わからない」）"),
)
PICK = (
    Key("field", "field", "日付の入力欄の項目"),
    Key("day", "day_or_null", "選ぶ日。null は「わからない」"),
)
EXPECTATIONS = (
    Key("topic", "topic_or_null", "答えた話題（null は話題なし）"),
    Key("not_topic", "topics", "この話題では答えない"),
    Key("answer", "answer_or_null", "答えの名前（話題.場合。候補を出しただけなら null）"),
    Key("states", "states", "証明書の状態（順は問わない。[] は状態なし）"),
    Key("dates", "days", "答えに出てくる日（書き方は問わない）"),
    Key("no_dates", "days", "答えに出てこない日"),
    Key("words", "texts", "答えに出てくる言葉"),
    Key("not_words", "texts", "答えに出てこない言葉"),
    Key("asks", "field_or_null", "聞いている（聞くと言っている）項目（null は聞いていない）"),
    Key("also", "topic_or_null", "二つめの質問の話題"),
    Key("choices", "any_topics", "選択肢として出した話題（順は問わない。過不足なく。[] は選択肢なし）"),
    Key("buttons", "texts", "あるはずのボタンの文字"),
    Key("no_buttons", "texts", "ないはずのボタンの文字"),
    Key("sources", "texts", "出典の名前の一部"),
    Key("masked", "flag", "12けたの番号や暗証番号を隠したか"),
)
TURN = (*MOVES, *EXPECTATIONS)
REQUIRED = ("dialogue", "today", "turns")


def names(keys: tuple[Key, ...]) -> tuple[str, ...]:
    """The names of keys."""
    return tuple(key.name for key in keys)
