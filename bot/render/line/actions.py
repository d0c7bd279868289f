"""LINE's action objects, each within its limits."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.render.line.asked_days import picker, picker_data
from bot.render.line.counting import (
    MOST_CLIPBOARD_UNITS,
    MOST_LABEL,
    MOST_QUICK_REPLIES,
    MOST_SAID,
    MOST_URI_UNITS,
    graphemes,
    utf16_units,
)
from bot.render.line.shortening import shortened

Json = dict[str, Any]


def label(text: str) -> str:
    """A label of at most 20 grapheme clusters."""
    return shortened(text, MOST_LABEL, graphemes)


def postback(text: str, data: str) -> Json:
    """A button whose press comes back as ``data``, while the person is seen to say its words."""
    return {"type": "postback", "label": label(text), "data": data, "displayText": shortened(text, MOST_SAID, graphemes)}


def says(text: str) -> Json:
    """A button that says a text for the person."""
    return {"type": "message", "label": label(text), "text": shortened(text, MOST_SAID, graphemes)}


def pick_day(field: str, today: date) -> Json:
    """A button that opens the date picker for a field."""
    days = picker(field, today)
    return {
        "type": "datetimepicker",
        "label": "日付を選ぶ",
        "data": picker_data(field),
        "mode": "date",
        "initial": days.initial.isoformat(),
        "min": days.earliest.isoformat(),
        "max": days.latest.isoformat(),
    }


def opens(text: str, address: str | None) -> Json | None:
    """A button that opens an address (``https:`` or ``tel:``); None without one, or where it is too long for LINE."""
    if not address or utf16_units(address) > MOST_URI_UNITS:
        return None
    return {"type": "uri", "label": label(text), "uri": address}


def calls(phone: str) -> Json | None:
    """A button that dials; None without a number."""
    digits = "".join(character for character in phone if character in "+0123456789")
    return opens("電話する", f"tel:{digits}" if digits else None)


def copies(text: str, copied: str) -> Json | None:
    """A button that copies a text to the clipboard; None where there is nothing to copy or too much."""
    if not copied or utf16_units(copied) > MOST_CLIPBOARD_UNITS:
        return None
    return {"type": "clipboard", "label": label(text), "clipboardText": copied}


def quick_reply(actions: list[Json]) -> Json:
    """Up to 13 buttons above the keyboard; those at the end are left out where there are more."""
    return {"items": [{"type": "action", "action": action} for action in actions[:MOST_QUICK_REPLIES]]}
