"""``/metrics``: what it counts, and for whom it exists."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from edge_settings import SETTINGS
from fake_engine import FakeEngine
from httpx import ASGITransport, AsyncClient
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from web_client import WebClient

from bot import clock
from bot.app import create_app
from bot.channels.edge import Edge
from bot.channels.handover import CASE_SECONDS, Handover
from bot.engine import tracing
from bot.settings import Settings
from bot.state import MemoryState, State

TOKEN = "a-token-of-this-test"


async def _metrics(settings: Settings, client: str, state: State | None = None, **headers: str) -> tuple[int, str]:
    app = create_app(settings, FakeEngine(), state)  # type: ignore[arg-type]  # stands in for the engine
    async with AsyncClient(transport=ASGITransport(app, client=(client, 1)), base_url="http://edge") as http:
        found = await http.get("/metrics", headers=headers)
    return found.status_code, found.text


@pytest.mark.parametrize(
    ("client", "settings", "headers", "status"),
    [
        ("127.0.0.1", SETTINGS, {}, 200),
        ("::1", SETTINGS, {}, 200),
        ("192.0.2.1", SETTINGS, {}, 404),
        ("testclient", SETTINGS, {}, 404),
        ("127.0.0.1", SETTINGS, {"X-Forwarded-For": "192.0.2.1"}, 404),
        ("127.0.0.1", replace(SETTINGS, trusted_proxy=True), {}, 404),
        ("192.0.2.1", replace(SETTINGS, metrics_token=TOKEN), {"Authorization": f"Bearer {TOKEN}"}, 200),
        ("192.0.2.1", replace(SETTINGS, metrics_token=TOKEN), {"Authorization": f"Bearer {TOKEN}x"}, 404),
        ("127.0.0.1", replace(SETTINGS, metrics_token=TOKEN), {}, 404),
        ("192.0.2.1", SETTINGS, {"Authorization": "Bearer "}, 404),
    ],
)
async def test_only_this_machine_or_the_token_sees_it(
    client: str, settings: Settings, headers: dict[str, str], status: int
) -> None:
    assert (await _metrics(settings, client, **headers))[0] == status


async def test_a_turn_is_counted_by_channel_and_end_without_its_words(http: AsyncClient) -> None:
    before = _turns((await _metrics(SETTINGS, "127.0.0.1"))[1], "rest", "answered")
    said = {"sender": "somebody", "message": "1958年3月21日生まれです"}
    assert (await http.post("/webhooks/rest/webhook", json=said)).status_code == 200
    text = (await _metrics(SETTINGS, "127.0.0.1"))[1]
    assert _turns(text, "rest", "answered") == before + 1
    assert 'kigen_turn_seconds_bucket{channel="rest",le="0.001"}' in text
    assert "1958" not in text
    assert "somebody" not in text


async def test_a_failure_is_counted_by_its_kind(fake: FakeEngine, http: AsyncClient) -> None:
    fake.breaks = True
    assert (await http.post("/webhooks/rest/webhook", json={"sender": "s", "message": "更新したい"})).status_code == 503
    text = (await _metrics(SETTINGS, "127.0.0.1"))[1]
    assert 'kigen_errors_total{kind="RuntimeError",place="request"}' in text
    assert "1990年5月20日" not in text


async def test_requests_are_counted_by_the_pattern_of_their_route_not_by_their_path(http: AsyncClient) -> None:
    await http.get("/static/nothing-of-this-name.js")
    await http.get("/1958-03-21-somebody")
    await http.request("BREW", "/healthz")
    text = (await _metrics(SETTINGS, "127.0.0.1"))[1]
    assert 'kigen_requests_total{method="GET",route="/static/{name}",status="404"}' in text
    assert 'kigen_requests_total{method="GET",route="none",status="404"}' in text
    assert 'method="other"' in text
    assert "somebody" not in text
    assert "BREW" not in text


async def test_the_queue_of_operators_is_told_as_long_as_the_state_answers(tmp_path: Path) -> None:
    (tmp_path / "operators.yml").write_text("operators: []\n", "utf-8")
    settings, state = replace(SETTINGS, operators_file=tmp_path / "operators.yml"), MemoryState()
    handover = Handover(Edge(settings, FakeEngine(), state))  # type: ignore[arg-type]  # stands in for the engine
    for session in ("first", "second", "third"):
        await handover.ask(session)
    await handover.take("third", "sato")
    long_ago = (clock.now() - timedelta(minutes=10)).isoformat(timespec="seconds")
    first = f'{{"id": "first", "state": "waiting", "since": "{long_ago}", "operator": ""}}'
    await state.put("handover:case:first", first, CASE_SECONDS)
    text = (await _metrics(settings, "127.0.0.1", state))[1]
    assert 'kigen_handover_cases{state="waiting"} 2.0' in text
    assert 'kigen_handover_cases{state="connected"} 1.0' in text
    assert 600 <= float(text.split("\nkigen_handover_oldest_wait_seconds ")[1].split()[0]) < 1200
    status, text = await _metrics(settings, "127.0.0.1", _NoState())
    assert status == 200
    assert 'kigen_errors_total{kind="ConnectionError",place="metrics"}' in text


class _NoState(MemoryState):
    """A shared state that is away."""

    async def keys(self, prefix: str) -> list[str]:
        raise ConnectionError


async def test_a_request_is_a_span_that_leads_to_its_line_of_the_log(web: WebClient) -> None:
    kept = InMemorySpanExporter()
    provider = tracing.collect(SimpleSpanProcessor(kept))
    said = await web.send({"text": "1958年3月21日生まれです"})
    tracing.end(provider)
    (span,) = (span for span in kept.get_finished_spans() if span.name == "request")
    facts = dict(span.attributes or {})
    assert facts["kigen.request_id"] == said.headers["x-request-id"]
    assert facts["kigen.route"] == "/api/chat/messages"
    assert facts["kigen.status"] == 200
    assert "1958" not in str(facts)


def _turns(text: str, channel: str, decision: str) -> float:
    found = re.search(rf'kigen_turns_total{{channel="{channel}",decision="{decision}"}} ([0-9.]+)', text)
    return float(found[1]) if found else 0.0
