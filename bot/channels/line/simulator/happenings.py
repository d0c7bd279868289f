"""Webhook events as LINE makes them."""

from __future__ import annotations

import secrets
from typing import Any

Event = dict[str, Any]
DESTINATION = "U" + "0" * 32


def new_user() -> str:
    """A user's id."""
    return "U" + secrets.token_hex(16)


def event(kind: str, user: str, at: int, reply_token: str | None = None, **more: Any) -> Event:
    """An event of a user. ``at``: milliseconds; ``reply_token``: None for events that cannot be answered."""
    made: Event = {
        "type": kind,
        "mode": "active",
        "timestamp": at,
        "webhookEventId": "01" + secrets.token_hex(12).upper(),
        "deliveryContext": {"isRedelivery": False},
        "source": {"type": "user", "userId": user},
        **more,
    }
    return made | ({"replyToken": reply_token} if reply_token else {})


def text_message(text: str) -> dict[str, Any]:
    """What a person typed."""
    return {"type": "text", "id": _number(), "text": text, "quoteToken": secrets.token_hex(8)}


def other_message(kind: str) -> dict[str, Any]:
    """A message of another kind: image, video, audio, file, location or sticker."""
    content = {"contentProvider": {"type": "line"}, "quoteToken": secrets.token_hex(8)}
    of_kind: dict[str, dict[str, Any]] = {
        "image": content,
        "video": {**content, "duration": 3000},
        "audio": {"contentProvider": {"type": "line"}, "duration": 3000},
        "file": {"fileName": "書類.pdf", "fileSize": 1024},
        "location": {"latitude": 35.0, "longitude": 135.0},
        "sticker": {"packageId": "1", "stickerId": "1", "stickerResourceType": "STATIC", "quoteToken": secrets.token_hex(8)},
    }
    return {"type": kind, "id": _number(), **of_kind.get(kind, {})}


def redelivered(original: Event) -> Event:
    """The same event once more."""
    return original | {"deliveryContext": {"isRedelivery": True}}


def body(events: list[Event]) -> dict[str, Any]:
    """What LINE posts."""
    return {"destination": DESTINATION, "events": events}


def _number() -> str:
    return str(secrets.randbelow(10**18))
