"""Traces: their shape, that they hold nothing of what was said, and that a collector gets them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bot.engine import tracing
from bot.engine.engine import Engine
from bot.engine.metrics import as_text
from tests.conftest import TODAY
from tests.servers import free_port

SAID = "1958年3月21日生まれで、証明書は2026年5月に切れました"
WHO = "U0123456789abcdef0123456789abcdef"


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    kept = InMemorySpanExporter()
    provider = tracing.collect(SimpleSpanProcessor(kept))
    yield kept
    tracing.end(provider)


def _everything_in(span: ReadableSpan) -> str:
    return f"{span.name} {dict(span.attributes or {})} {span.events} {span.status.description} {span.links}"


def test_a_turn_has_its_steps_below_it(engine: Engine, spans: InMemorySpanExporter) -> None:
    engine.reply_now(SAID, WHO, TODAY, channel="line")
    found = spans.get_finished_spans()
    turn = next(span for span in found if span.name == "turn")
    below = {span.name for span in found if span.parent and span.parent.span_id == turn.context.span_id}
    assert {"understand", "decide", "act", "store.load", "store.save"} <= below
    assert dict(turn.attributes or {}) == {"kigen.channel": "line", "kigen.decision": "answered"}


def test_spans_hold_nothing_of_what_was_said_or_by_whom(engine: Engine, spans: InMemorySpanExporter) -> None:
    engine.reply_now(SAID, WHO, TODAY, channel="line")
    text = " ".join(_everything_in(span) for span in spans.get_finished_spans())
    for secret in ("1958", "2026", "生まれ", "切れ", WHO):
        assert secret not in text


def test_of_an_error_only_its_class_is_told(spans: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match="1958"), tracing.step("act"):
        raise ValueError(SAID)
    (span,) = spans.get_finished_spans()
    assert span.status.description == "ValueError"
    assert "1958" not in _everything_in(span)


def test_an_attribute_that_is_not_on_the_list_is_refused(spans: InMemorySpanExporter) -> None:
    with tracing.span("turn") as span, pytest.raises(ValueError, match="conversation"):
        tracing.tell(span, conversation=WHO)


def test_without_a_collector_there_are_no_spans() -> None:
    with tracing.span("turn") as span:
        assert not span.is_recording()


class _Collector(BaseHTTPRequestHandler):
    """Takes what an exporter sends, and keeps it on the server."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.received.append((self.path, body))  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


def test_a_collector_on_loopback_gets_the_spans_in_otlp(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_SERVICE_NAME", "kigen-of-this-test")
    with HTTPServer(("127.0.0.1", 0), _Collector) as server:
        server.received = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        provider = tracing.begin(f"http://127.0.0.1:{server.server_port}/v1/traces")
        with tracing.span("turn") as span:
            tracing.tell(span, channel="web", decision="answered")
        tracing.end(provider)
        server.shutdown()
        ((path, body),) = server.received  # type: ignore[attr-defined]
    sent = ExportTraceServiceRequest.FromString(body).resource_spans[0]
    assert path == "/v1/traces"
    assert "kigen-of-this-test" in {attribute.value.string_value for attribute in sent.resource.attributes}
    assert [span.name for span in sent.scope_spans[0].spans] == ["turn"]


def test_a_collector_that_is_away_is_counted_and_holds_nothing_up() -> None:
    provider = tracing.begin(f"http://127.0.0.1:{free_port()}/v1/traces")
    with tracing.span("turn"):
        pass
    tracing.end(provider)
    assert 'kigen_errors_total{kind="ConnectionError",place="traces"}' in as_text().decode()
