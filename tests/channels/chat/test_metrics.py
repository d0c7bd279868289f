"""``/metrics``: what it counts, and for whom it exists."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from edge_settings import SETTINGS
from fake_engine import FakeEngine
from httpx import ASGITransport, AsyncClient

from bot.app import create_app
from bot.settings import Settings

TOKEN = "a-token-of-this-test"


async def _metrics(settings: Settings, client: str, **headers: str) -> tuple[int, str]:
    app = create_app(settings, FakeEngine())  # type: ignore[arg-type]  # stands in for the engine
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


def _turns(text: str, channel: str, decision: str) -> float:
    found = re.search(rf'kigen_turns_total{{channel="{channel}",decision="{decision}"}} ([0-9.]+)', text)
    return float(found[1]) if found else 0.0
