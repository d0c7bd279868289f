"""Whose requests are counted together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from edge_settings import SETTINGS
from fake_engine import FakeEngine
from httpx import ASGITransport, AsyncClient
from starlette.requests import Request

from bot import clock
from bot.app import create_app
from bot.channels.rate import address
from bot.state import MemoryState


def request(client: str, forwarded: str | None = None) -> Request:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    return Request({"type": "http", "headers": headers, "client": (client, 1)})


@pytest.mark.parametrize(
    ("client", "forwarded", "trusted", "expected"),
    [
        ("192.0.2.1", None, False, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", False, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", True, "198.51.100.7"),
        ("192.0.2.1", "203.0.113.9, 198.51.100.7", True, "198.51.100.7"),
        ("192.0.2.1", "nonsense", True, "192.0.2.1"),
        ("192.0.2.1", None, True, "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", None, False, "2001:db8:1:2::/64"),
        ("192.0.2.1", "2001:db8:1:2:ffff::1", True, "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", None, False, "192.0.2.1"),
        ("testclient", None, False, "testclient"),
    ],
)
def test_the_address_is_the_connections_or_what_our_own_proxy_says(
    client: str, forwarded: str | None, trusted: bool, expected: str
) -> None:
    assert address(request(client, forwarded), trusted) == expected


async def test_no_address_is_kept_in_the_store(state: MemoryState, http: AsyncClient) -> None:
    await http.post("/api/chat/sessions", json={})
    assert any(key.startswith("rate:address:") for key in await state.keys("rate:"))
    assert not any("127.0.0.1" in key for key in await state.keys(""))


async def test_all_together_have_a_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    app = create_app(replace(SETTINGS, requests_per_minute=5), FakeEngine())  # type: ignore[arg-type]  # stands in
    statuses = []
    for number in range(7):
        transport = ASGITransport(app, client=(f"192.0.2.{number}", 1))
        async with AsyncClient(transport=transport, base_url="http://edge") as http:
            statuses.append((await http.post("/api/chat/sessions", json={})).status_code)
    assert statuses == [201] * 5 + [429] * 2
