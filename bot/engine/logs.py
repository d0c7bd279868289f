"""Keeps personal data out of the logs: Rasa logs messages and slots at debug level, and errors with their tracebacks."""

from __future__ import annotations

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime

import structlog

# The request that is being answered; follows the turn onto the engine's thread.
request_id: ContextVar[str] = ContextVar("the id of the request", default="")


def quieten() -> None:
    """Only warnings from Rasa, and none of its messages' contents."""
    for name in ("rasa", "rasa_sdk", "apscheduler", "matplotlib", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def begin(as_json: bool) -> None:
    """Log warnings and errors to stderr, as lines of text or of JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if as_json else TextLines())
    logging.getLogger().handlers = [handler]
    logging.getLogger().setLevel(logging.WARNING)


class TextLines(logging.Formatter):
    """One line for each entry. Of an error only its kind: its text and its traceback may quote what somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        parts = (record.levelname, record.name, request_id.get(), record.getMessage().splitlines()[0], _kind(record))
        return " ".join(part for part in parts if part)


class JsonLines(logging.Formatter):
    """The same as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request_id": request_id.get() or None,
            "message": record.getMessage().splitlines()[0],
            "error": _kind(record) or None,
        }
        return json.dumps({key: value for key, value in entry.items() if value is not None}, ensure_ascii=False)


def _kind(record: logging.LogRecord) -> str:
    return record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
