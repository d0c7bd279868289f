"""What the report calls things."""

from __future__ import annotations

from datetime import date

from bot.answers import compose
from bot.engine.events import ANSWERED, FAILURE, NOT_UNDERSTOOD, OFFERED, OUT_OF_SCOPE
from bot.insights.unusual import Unusual

DECISIONS = {
    ANSWERED: "答えた",
    OFFERED: "候補を出した",
    NOT_UNDERSTOOD: "通じなかった",
    OUT_OF_SCOPE: "範囲外",
    FAILURE: "失敗した",
}
CHANNELS = {"web": "ウェブ", "line": "LINE", "rest": "REST"}
REASONS = {"wrong": "間違っている", "unclear": "わかりにくい", "not_my_case": "自分の場合と違う", "other": "そのほか"}
WEEKDAYS = "月火水木金土日"
SMALL_TALK = frozenset({"greet", "thanks", "goodbye", "affirm", "deny", "unknown_date", "give_date"})
_TOPICS = {
    "human_agent": "人に相談したい",
    "out_of_scope": "範囲外",
    "greet": "あいさつ",
    "thanks": "お礼",
    "goodbye": "別れのあいさつ",
    "affirm": "「はい」",
    "deny": "「いいえ」",
    "give_date": "日付だけ",
    "unknown_date": "日付がわからない",
    "ask_source": "根拠は？",
    "ask_easier": "やさしい日本語で",
    "restart": "はじめから",
    "ask_remind": "知らせてほしい",
    "what_can_you_do": "何ができる？",
    "offer_choices": "候補を出した",
    "not_understood": "通じなかった",
    "other_language": "ほかの言語",
}
_ENDS = {OFFERED: "候補の中から選ばなかった", NOT_UNDERSTOOD: "通じなかった", FAILURE: "失敗した"}


def topic(name: str | None) -> str:
    """A topic as its button calls it; None: 「話題なし」."""
    if name is None:
        return "（話題がわかる前）"
    return compose.button(name).label if compose.is_topic(name) else _TOPICS.get(name, name)


def end(decision: str, asks: str | None) -> str:
    """At what a conversation ended without an answer."""
    if decision in _ENDS:
        return _ENDS[decision]
    return f"「{compose.field_words(asks)}」を聞かれて答えなかった" if asks else "聞き返されて答えなかった"


def day(of: date) -> str:
    """6月15日（月）."""
    return f"{of.month}月{of.day}日（{WEEKDAYS[of.weekday()]}）"


def unusual(found: Unusual) -> str:
    """What is unusual, as a sentence."""
    weekday = f"ほかの{WEEKDAYS[found.day.weekday()]}曜日"
    if found.kind == "talks":
        return f"会話が{found.value:.0f}（{weekday}は{found.usual:.0f}くらい）"
    if found.kind == "latency":
        return f"答えるまでの時間が{found.value:.0f}ミリ秒（{weekday}は{found.usual:.0f}くらい）"
    what = {"not_understood": "通じなかったやりとり", "failure": "失敗したやりとり"}[found.kind]
    return f"{what}が{found.value:.0%}（{weekday}は{found.usual:.1%}くらい）"
