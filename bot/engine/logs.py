"""Keeps personal data out of the logs: Rasa logs messages and slots at debug level, and errors with their tracebacks."""

from __future__ import annotations

import logging

import structlog


def quieten() -> None:
    """Only warnings from Rasa, and none of its messages' contents."""
    for name in ("rasa", "rasa_sdk", "apscheduler", "matplotlib", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
