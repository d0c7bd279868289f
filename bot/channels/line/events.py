"""What LINE's webhook events mean for the bot, as one small object each."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from bot.text.masking import Masked, mask

# What a person may send. ``other``: a message of a kind that LINE has added since.
_KINDS = frozenset({"text", "image", "video", "audio", "file", "location", "sticker"})
_LONGEST_TEXT = 5000
_LAST_TIMESTAMP = 10**14


@dataclass(frozen=True, slots=True)
class Incoming:
    """An event worth an answer or an act.

    ``kind``: text, image, video, audio, file, location, sticker, other, postback, follow, unfollow, join. ``talk``: the user's
    id, of a group the group's. ``text``: what was typed (masked already) or a postback's data; ``picked``: the day of a date
    picker. ``timestamp``: when it happened, in milliseconds; ``reply_token``: "" where there is none.
    """

    id: str
    kind: str
    talk: str
    timestamp: int
    text: str = ""
    picked: str = ""
    reply_token: str = ""
    was_masked: bool = False

    def as_json(self) -> str:
        """For the store of events that wait."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Incoming:
        """What ``as_json`` wrote."""
        return cls(**json.loads(text))


def incoming(event: Any) -> Incoming | None:
    """A webhook event (parsed JSON) as an ``Incoming``; None where the bot has nothing to do with it."""
    if not isinstance(event, dict) or event.get("mode", "active") != "active":
        return None
    try:
        return _of_group(event) if event["source"]["type"] in ("group", "room") else _of_user(event)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None  # an event of a kind or shape that LINE has added since


def _of_user(event: dict[str, Any]) -> Incoming | None:
    user = event["source"]["userId"]
    kind = event["type"]
    if kind == "message":
        message = event["message"]
        typed = message["text"] if message["type"] == "text" else ""
        return _incoming(event, user, message["type"] if message["type"] in _KINDS else "other", typed)
    if kind == "postback":
        picked = (event["postback"].get("params") or {}).get("date", "")
        return _incoming(event, user, "postback", event["postback"]["data"], picked)
    return _incoming(event, user, kind) if kind in ("follow", "unfollow") else None


def _of_group(event: dict[str, Any]) -> Incoming | None:
    """In a group only joining is answered, with where to ask: others would read a person's dates there."""
    source = event["source"]
    return _incoming(event, source.get("groupId") or source["roomId"], "join") if event["type"] == "join" else None


def _incoming(event: dict[str, Any], talk: str, kind: str, text: str = "", picked: str = "") -> Incoming:
    timestamp = event["timestamp"]
    if not isinstance(timestamp, int) or not 0 <= timestamp <= _LAST_TIMESTAMP:
        raise ValueError("not a time")
    typed = _whole(text)[:_LONGEST_TEXT]
    masked = mask(typed) if kind == "text" else Masked(typed, was_masked=False)
    return Incoming(
        id=_text(event["webhookEventId"]),
        kind=kind,
        talk=_text(talk),
        timestamp=timestamp,
        text=masked.text,
        picked=picked if isinstance(picked, str) else "",
        reply_token=str(event.get("replyToken") or ""),
        was_masked=masked.was_masked,
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("not a text")
    return value


def _whole(text: str) -> str:
    """Without halves of surrogate pairs, which cannot be stored or sent on."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
