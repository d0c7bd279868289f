"""What Prometheus may know of this process: counts and times, nothing of what was said."""

from __future__ import annotations

import os
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from bot.engine.events import DECISIONS, decision
from bot.engine.reply import Reply

_REGISTRY = CollectorRegistry()
ProcessCollector(registry=_REGISTRY)
_CHANNELS = ("web", "line", "rest")
_FAST = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_SLOW = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 60.0, 300.0, 3600.0)


def _times(name: str, meaning: str, labels: tuple[str, ...] = (), buckets: tuple[float, ...] = _FAST) -> Histogram:
    return Histogram(name, meaning, labels, registry=_REGISTRY, buckets=buckets)


def _level(name: str, meaning: str, labels: tuple[str, ...] = (), among: str = "livesum") -> Gauge:
    """A gauge. ``among``: what several processes behind one address make of theirs (Prometheus' modes)."""
    return Gauge(name, meaning, labels, registry=_REGISTRY, multiprocess_mode=among)  # type: ignore[arg-type]  # a Literal


_TURNS = Counter("kigen_turns", "Turns by channel and how they ended", ("channel", "decision"), registry=_REGISTRY)
_TURN_SECONDS = _times("kigen_turn_seconds", "A turn in the engine", ("channel",))
_ERRORS = Counter("kigen_errors", "What failed, by place and kind of error", ("place", "kind"), registry=_REGISTRY)
TURNS_RUNNING = _level("kigen_turns_running", "Turns that the engine works on or that wait for it")
STEP_SECONDS = _times("kigen_step_seconds", "A step of a turn: understand, decide, act", ("step",))
STORE_SECONDS = _times("kigen_store_seconds", "A call of the store", ("call",))
LOCK_SECONDS = _times("kigen_lock_seconds", "Waiting for the conversation")
REQUESTS = Counter("kigen_requests", "Requests by route and status", ("route", "method", "status"), registry=_REGISTRY)
REQUEST_SECONDS = _times("kigen_request_seconds", "From a request to the first byte of its answer", ("route",))
LINE_WAITING = _level("kigen_line_waiting", "Events of LINE that this process took and has not answered yet")
LINE_SECONDS = _times("kigen_line_seconds", "From an event at LINE to the end of its answer", buckets=_SLOW)
# The queue of operators is in the shared state: whoever looked last knows best.
HANDOVER_CASES = _level("kigen_handover_cases", "People who wait for an operator or talk to one", ("state",), "livemostrecent")
HANDOVER_WAIT = _level("kigen_handover_oldest_wait_seconds", "How long the first in the queue waits", (), "livemostrecent")

# Counters begin at nought instead of with their first event: a rate over a first event that comes from nowhere is nothing.
for _channel in _CHANNELS:
    _TURN_SECONDS.labels(_channel)
    for _decision in DECISIONS:
        _TURNS.labels(_channel, _decision)


def count_turn(channel: str, reply: Reply) -> None:
    """Count a turn of a channel."""
    _TURNS.labels(channel, decision(reply.answer)).inc()
    _TURN_SECONDS.labels(channel).observe(reply.milliseconds / 1000)


def count_error(place: str, error: BaseException) -> None:
    """Count an error by its class; its text may hold what somebody typed."""
    _ERRORS.labels(place, type(error).__name__).inc()


def as_text() -> bytes:
    """All figures in Prometheus' text format.

    Where several processes answer at one address, whoever starts them names a folder (``PROMETHEUS_MULTIPROC_DIR``, empty at the
    start) before this module is imported; then these are the figures of all of them together, without those of the system.
    """
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if not folder:
        return generate_latest(_REGISTRY)
    _forget_the_dead(Path(folder))
    everybody = CollectorRegistry()
    MultiProcessCollector(everybody)  # type: ignore[no-untyped-call]  # the library leaves this one untyped
    return generate_latest(everybody)


def _forget_the_dead(folder: Path) -> None:
    """Take away what processes that are gone left behind as being under way; what they counted stays."""
    for file in folder.glob("gauge_live*.db"):
        process = int(file.stem.rpartition("_")[2])
        if not Path(f"/proc/{process}").exists():
            mark_process_dead(process, str(folder))  # type: ignore[no-untyped-call]  # the library leaves this one untyped
