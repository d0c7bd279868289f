"""LINE's limits looked up in finished messages: what LINE would refuse or cut, one sentence each.

Written apart from the renderer, so that a slip in one shows in the other. The simulated LINE refuses what is found here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bot.render.line.counting import (
    FIRST_PICKABLE_DAY,
    LAST_PICKABLE_DAY,
    MOST_ALT_TEXT_UNITS,
    MOST_AREAS,
    MOST_BUBBLES,
    MOST_CHAT_BAR,
    MOST_CLIPBOARD_UNITS,
    MOST_COLUMN_ACTIONS,
    MOST_COLUMN_TEXT,
    MOST_COLUMNS,
    MOST_CONFIRM_TEXT,
    MOST_DATA_UNITS,
    MOST_FLEX_BYTES,
    MOST_LABEL,
    MOST_MESSAGES,
    MOST_QUICK_REPLIES,
    MOST_SAID,
    MOST_TEMPLATE_ACTIONS,
    MOST_TEMPLATE_TEXT,
    MOST_TEMPLATE_TEXT_WITH_TITLE,
    MOST_TEMPLATE_TITLE,
    MOST_TEXT_UNITS,
    MOST_URI_UNITS,
    Count,
    graphemes,
    utf16_units,
)

_ACTION_TYPES = frozenset({"postback", "message", "uri", "datetimepicker", "clipboard"})


def of_messages(messages: list[Any]) -> list[str]:
    """What is wrong with the messages of one reply or push; empty where nothing is."""
    if not 1 <= len(messages) <= MOST_MESSAGES:
        return [f"{len(messages)} messages"]
    return [problem for message in messages for problem in _message(message)]


def of_rich_menu(menu: dict[str, Any]) -> list[str]:
    """What is wrong with a rich menu."""
    found = list(_long(menu, "chatBarText", MOST_CHAT_BAR, graphemes))
    if len(menu.get("areas", [])) > MOST_AREAS:
        found.append(f"{len(menu['areas'])} areas")
    for area in menu.get("areas", []):
        bounds, size = area["bounds"], menu["size"]
        if bounds["x"] + bounds["width"] > size["width"] or bounds["y"] + bounds["height"] > size["height"]:
            found.append("an area outside the picture")
        found += _action(area["action"])
    return found


def _message(message: dict[str, Any]) -> Iterator[str]:
    kind = message.get("type")
    if kind == "text":
        yield from _long(message, "text", MOST_TEXT_UNITS, utf16_units)
    elif kind == "template":
        yield from _long(message, "altText", MOST_ALT_TEXT_UNITS, utf16_units)
        yield from _template(message["template"])
    elif kind == "flex":
        yield from _long(message, "altText", MOST_ALT_TEXT_UNITS, utf16_units)
        yield from _flex(message["contents"])
    else:
        yield f"message of kind {kind}"
    if "quickReply" in message:
        yield from _quick_reply(message["quickReply"]["items"])


def _quick_reply(items: list[dict[str, Any]]) -> Iterator[str]:
    if not 1 <= len(items) <= MOST_QUICK_REPLIES:
        yield f"{len(items)} quick replies"
    for item in items:
        action = item["action"]
        if not action.get("label"):
            yield "quick reply without a label"
        if action["type"] == "postback" and (not action.get("displayText") or "text" in action):
            yield "postback in a quick reply without displayText, or with text"
        yield from _action(action)


def _template(template: dict[str, Any]) -> Iterator[str]:
    kind = template.get("type")
    if kind == "buttons":
        titled = "title" in template or "thumbnailImageUrl" in template
        yield from _long(template, "text", MOST_TEMPLATE_TEXT_WITH_TITLE if titled else MOST_TEMPLATE_TEXT, graphemes)
        yield from _actions(template["actions"], 1, MOST_TEMPLATE_ACTIONS)
    elif kind == "confirm":
        yield from _long(template, "text", MOST_CONFIRM_TEXT, graphemes)
        yield from _actions(template["actions"], 2, 2)
    elif kind == "carousel":
        if not 1 <= len(template["columns"]) <= MOST_COLUMNS:
            yield f"{len(template['columns'])} columns"
        for column in template["columns"]:
            titled = "title" in column or "thumbnailImageUrl" in column
            yield from _long(column, "text", MOST_TEMPLATE_TEXT_WITH_TITLE if titled else MOST_COLUMN_TEXT, graphemes)
            yield from _actions(column["actions"], 1, MOST_COLUMN_ACTIONS)
    else:
        yield f"template of kind {kind}"
    if "title" in template:
        yield from _long(template, "title", MOST_TEMPLATE_TITLE, graphemes)


def _flex(container: dict[str, Any]) -> Iterator[str]:
    size = len(json.dumps(container, ensure_ascii=False).encode())
    if size > MOST_FLEX_BYTES:
        yield f"flex container of {size} bytes"
    if container.get("type") == "carousel" and not 1 <= len(container["contents"]) <= MOST_BUBBLES:
        yield f"{len(container['contents'])} bubbles"
    for component in _components(container):
        if component.get("type") == "text" and not component.get("text"):
            yield "flex text without text"
        if "action" in component:
            yield from _action(component["action"])


def _components(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for key, part in value.items():
            if key != "action":
                yield from _components(part)
    elif isinstance(value, list):
        for part in value:
            yield from _components(part)


def _actions(actions: list[dict[str, Any]], least: int, most: int) -> Iterator[str]:
    if not least <= len(actions) <= most:
        yield f"{len(actions)} actions"
    for action in actions:
        yield from _action(action)


def _action(action: dict[str, Any]) -> Iterator[str]:
    kind = action.get("type")
    if kind not in _ACTION_TYPES:
        yield f"action of kind {kind}"
    yield from _long(action, "label", MOST_LABEL, graphemes)
    if kind == "postback":
        yield from _long(action, "data", MOST_DATA_UNITS, utf16_units)
        if "displayText" in action:
            yield from _long(action, "displayText", MOST_SAID, graphemes)
    elif kind == "message":
        yield from _long(action, "text", MOST_SAID, graphemes)
    elif kind == "uri":
        yield from _long(action, "uri", MOST_URI_UNITS, utf16_units)
        if not action.get("uri", "").startswith(("https:", "tel:")):
            yield "address that is neither https: nor tel:"
    elif kind == "clipboard":
        yield from _long(action, "clipboardText", MOST_CLIPBOARD_UNITS, utf16_units)
    elif kind == "datetimepicker":
        yield from _long(action, "data", MOST_DATA_UNITS, utf16_units)
        days = [FIRST_PICKABLE_DAY, action["min"], action["initial"], action["max"], LAST_PICKABLE_DAY]
        if action["mode"] != "date" or days != sorted(days) or action["min"] == action["max"]:
            yield "date picker with days out of order"


def _long(holder: dict[str, Any], key: str, most: int, count: Count) -> Iterator[str]:
    text = holder.get(key)
    if not isinstance(text, str) or not text.strip():
        yield f"{key} is missing or empty"
    elif count(text) > most:
        yield f"{key} has {count(text)} of {most}"
