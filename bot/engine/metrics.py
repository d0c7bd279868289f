"""What Prometheus may know of this process: counts and times, nothing of what was said."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest

from bot.engine.events import decision
from bot.engine.reply import Reply

_REGISTRY = CollectorRegistry()
ProcessCollector(registry=_REGISTRY)
_FAST = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_TURNS = Counter("kigen_turns", "Turns by channel and how they ended", ("channel", "decision"), registry=_REGISTRY)
_TURN_SECONDS = Histogram("kigen_turn_seconds", "A turn in the engine", ("channel",), registry=_REGISTRY, buckets=_FAST)
_ERRORS = Counter("kigen_errors", "What failed, by place and kind of error", ("place", "kind"), registry=_REGISTRY)
STORE_SECONDS = Histogram("kigen_store_seconds", "A call of the store", ("call",), registry=_REGISTRY, buckets=_FAST)
LOCK_SECONDS = Histogram("kigen_lock_seconds", "Waiting for the conversation", registry=_REGISTRY, buckets=_FAST)


def count_turn(channel: str, reply: Reply) -> None:
    """Count a turn of a channel."""
    _TURNS.labels(channel, decision(reply.answer)).inc()
    _TURN_SECONDS.labels(channel).observe(reply.milliseconds / 1000)


def count_error(place: str, error: BaseException) -> None:
    """Count an error by its class; its text may hold what somebody typed."""
    _ERRORS.labels(place, type(error).__name__).inc()


def as_text() -> bytes:
    """All figures in Prometheus' text format."""
    return generate_latest(_REGISTRY)
