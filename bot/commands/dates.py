"""``kigen dates``: the dates in a text."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from bot import dates
from bot.answers.wording import say_days
from bot.commands.lines import lines_of
from bot.days import Birthday

_ROLES = {
    "expiry": "期限",
    "issued": "発行・更新した日",
    "birth": "生年月日",
    "visit": "受診日",
    "renewal": "更新する日",
    None: "役割は不明",
}


def mentions_in(text: str, today: date) -> list[dict[str, Any]]:
    """The JSON form of dates.md for one text."""
    return [mention.as_dict() for mention in dates.read(text, today)]


def print_dates(text: str | None, file: str | None, today: date, as_json: bool) -> None:
    """Print the dates of a text, or of each line of a file."""
    for line in lines_of(file) if file else [text or ""]:
        if as_json:
            print(json.dumps(mentions_in(line, today), ensure_ascii=False))
        else:
            print("\n".join(_in_words(mention) for mention in dates.read(line, today)) or "日付は見つかりませんでした。")


def _in_words(mention: dates.DateMention) -> str:
    if mention.days is None:
        return f"「{mention.text}」：その日付はありません"
    if isinstance(mention.days, Birthday):
        said = f"{mention.days.month}月{mention.days.day}日（年は不明）"
    else:
        said = say_days(mention.days)
    assumed = "、年は推定" if mention.year_assumed else ""
    return f"「{mention.text}」：{said}（{_ROLES[mention.role]}{assumed}）"
