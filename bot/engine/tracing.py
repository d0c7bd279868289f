"""Traces over OpenTelemetry where the settings name a collector: how long what took and how it ended.

Spans hold no text, date, topic or id of a conversation: their attributes are a closed list, and of an error only its class is
told, since its text may quote what somebody typed. The provider is ours alone, so that no other library's spans join in.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from opentelemetry.context import Context
from opentelemetry.trace import INVALID_SPAN, Span, SpanKind, Status, StatusCode, Tracer

from bot.engine.metrics import STEP_SECONDS, count_error

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider

ATTRIBUTES = frozenset({"request_id", "route", "method", "status", "channel", "decision"})
_END_SECONDS = 3.0
_EXPORT_SECONDS = 5
_tracer: Tracer | None = None


def begin(address: str) -> TracerProvider:
    """Send spans to a collector that speaks OTLP over HTTP, from a thread of its own; where it is away, they are dropped."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExportResult

    class Counted(OTLPSpanExporter):
        """Failures are counted instead of logged every few seconds with what the collector said."""

        def export(self, spans: Any) -> SpanExportResult:
            try:
                result = super().export(spans)
            except Exception as error:
                count_error("traces", error)
                return SpanExportResult.FAILURE
            if result is not SpanExportResult.SUCCESS:
                count_error("traces", ConnectionError())
            return result

    logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)
    return collect(BatchSpanProcessor(Counted(endpoint=address, timeout=_EXPORT_SECONDS)))


def collect(processor: SpanProcessor) -> TracerProvider:
    """Hand spans to a processor from now on."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider

    global _tracer
    provider = TracerProvider(resource=Resource.create(_service()), shutdown_on_exit=False)
    provider.add_span_processor(processor)
    _tracer = provider.get_tracer("kigen")
    return provider


def end(provider: TracerProvider) -> None:
    """Send what is left, for a few seconds at most: a collector that is away must not hold up the end of the process."""
    global _tracer
    _tracer = None
    closing = threading.Thread(target=provider.shutdown, name="traces", daemon=True)
    closing.start()
    closing.join(_END_SECONDS)


@contextmanager
def span(name: str, is_first: bool = False, kind: SpanKind = SpanKind.INTERNAL) -> Iterator[Span]:
    """A span around what is done, below the one under way unless it ``is_first``. Without a collector next to nothing."""
    if _tracer is None:
        yield INVALID_SPAN
        return
    begun = _tracer.start_as_current_span(
        name, Context() if is_first else None, kind, record_exception=False, set_status_on_exception=False
    )
    with begun as current:
        try:
            yield current
        except Exception as error:
            fail(current, type(error).__name__)
            raise


def tell(current: Span, **facts: str | int) -> None:
    """Add attributes; raises ``ValueError`` for any but ``ATTRIBUTES``."""
    if unknown := facts.keys() - ATTRIBUTES:
        raise ValueError(f"spans know no attribute {sorted(unknown)}")
    current.set_attributes({f"kigen.{name}": value for name, value in facts.items()})


def fail(current: Span, kind: str) -> None:
    """Mark a span as failed, with the class of an error or how the turn ended."""
    current.set_status(Status(StatusCode.ERROR, kind))


@contextmanager
def step(name: str) -> Iterator[None]:
    """A step of a turn: measured for Prometheus, and a span."""
    with STEP_SECONDS.labels(name).time(), span(name):
        yield


def watch(processor: Any) -> None:
    """Measure what Rasa's message processor does in a turn: understand a message, decide on the next action."""
    understand: Callable[..., Awaitable[Any]] = processor.parse_message
    decide: Callable[..., Any] = processor.predict_next_with_tracker_if_should

    async def understanding(*given: Any, **named: Any) -> Any:
        with step("understand"):
            return await understand(*given, **named)

    def deciding(*given: Any, **named: Any) -> Any:
        with step("decide"):
            return decide(*given, **named)

    processor.parse_message = understanding
    processor.predict_next_with_tracker_if_should = deciding


def _service() -> dict[str, str]:
    """The name of the service where OpenTelemetry's own settings give none."""
    is_named = os.environ.get("OTEL_SERVICE_NAME") or "service.name=" in os.environ.get("OTEL_RESOURCE_ATTRIBUTES", "")
    return {} if is_named else {"service.name": "kigen"}
