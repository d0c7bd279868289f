"""The rich menu: six areas, each leading to a topic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

NAME = "kigen"
WIDTH, HEIGHT = 2500, 1686
_COLUMNS, _ROWS = 3, 2
_PREFIX = "menu."


@dataclass(frozen=True, slots=True)
class Area:
    """An area: the topic, its words on the picture (two lines) and the words that the person is seen to say."""

    topic: str
    lines: tuple[str, str]
    said: str


AREAS = (
    Area("expired_what_happens", ("期限が切れたら", "病院で使える？"), "証明書の期限が切れたらどうなりますか"),
    Area("expiry_mine", ("わたしの期限は", "いつまで？"), "わたしの証明書の期限はいつですか"),
    Area("renew_how", ("更新のしかた", "持ち物・場所"), "更新のしかたを教えてください"),
    Area("kakuninsho_what", ("資格確認書", "とは何？"), "資格確認書とは何ですか"),
    Area("ask_easier", ("やさしい日本語", "で読む"), "やさしい日本語で教えてください"),
    Area("human_agent", ("人に相談する", "電話・窓口"), "人に相談したいです"),
)


def topic_of_menu(data: str) -> str | None:
    """The topic of an area's postback data; None for anything else. Postback data cannot be typed, so it needs no signature."""
    topic = data.removeprefix(_PREFIX)
    return topic if data.startswith(_PREFIX) and any(area.topic == topic for area in AREAS) else None


def bounds(index: int) -> tuple[int, int, int, int]:
    """Left, top, width and height of an area on the picture, in pixels; the areas cover the picture without gaps."""
    column, row = index % _COLUMNS, index // _COLUMNS
    left, right = WIDTH * column // _COLUMNS, WIDTH * (column + 1) // _COLUMNS
    top, bottom = HEIGHT * row // _ROWS, HEIGHT * (row + 1) // _ROWS
    return left, top, right - left, bottom - top


def rich_menu() -> dict[str, Any]:
    """The menu as LINE's API takes it."""
    return {
        "size": {"width": WIDTH, "height": HEIGHT},
        "selected": True,
        "name": NAME,
        "chatBarText": "メニュー",
        "areas": [_area(index, area) for index, area in enumerate(AREAS)],
    }


def _area(index: int, area: Area) -> dict[str, Any]:
    left, top, width, height = bounds(index)
    return {
        "bounds": {"x": left, "y": top, "width": width, "height": height},
        "action": {"type": "postback", "label": "".join(area.lines), "data": _PREFIX + area.topic, "displayText": area.said},
    }
