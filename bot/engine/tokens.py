"""Button tokens: a button's payload says its topic and is signed for its conversation, so typing cannot forge it."""

from __future__ import annotations

import hashlib
import hmac

PREFIX = "kb1."
_SIGNATURE_LENGTH = 24


def token(secret: str, conversation: str, topic: str) -> str:
    """The payload of a button; at most 300 characters (LINE's limit)."""
    return f"{PREFIX}{topic}.{_signature(secret, conversation, topic)}"


def topic_of(secret: str, conversation: str, text: str) -> str | None:
    """The topic of a payload that was made for this conversation; None for anything else."""
    if not text.startswith(PREFIX):
        return None
    topic, _, signature = text.removeprefix(PREFIX).rpartition(".")
    expected = _signature(secret, conversation, topic)
    return topic if topic and hmac.compare_digest(signature.encode(), expected.encode()) else None


def _signature(secret: str, conversation: str, topic: str) -> str:
    message = f"{conversation}\n{topic}".encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()[:_SIGNATURE_LENGTH]
