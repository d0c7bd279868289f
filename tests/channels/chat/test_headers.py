"""Headers of every answer, CORS, and failures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from edge_settings import SETTINGS
from fake_engine import FakeEngine
from httpx import ASGITransport, AsyncClient

from bot.app import create_app
from bot.channels.headers import page_policy
from bot.settings import Settings, SettingsError

ORIGIN = "https://www.city.example.jp"


def client_of(settings: Settings) -> AsyncClient:
    app = create_app(settings, FakeEngine())  # type: ignore[arg-type]  # stands in for the engine
    return AsyncClient(transport=ASGITransport(app), base_url="http://edge")


@pytest.mark.parametrize("path", ["/", "/plain", "/api/chat/history", "/healthz", "/nothing", "/static/nothing.js"])
async def test_every_answer_is_guarded(http: AsyncClient, path: str) -> None:
    headers = (await http.get(path)).headers
    assert headers["X-Request-Id"].startswith("r_")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Set-Cookie" not in headers
    assert "Strict-Transport-Security" not in headers


def test_pages_run_nothing_inline_and_from_nowhere_else() -> None:
    policy = page_policy("'self'")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    assert "require-trusted-types-for 'script'; trusted-types lit-html kigen" in policy


async def test_only_the_chat_may_be_shown_in_frames_of_others() -> None:
    async with client_of(replace(SETTINGS, frame_ancestors=f"'self' {ORIGIN}")) as http:
        assert f"frame-ancestors 'self' {ORIGIN};" in (await http.get("/chat")).headers["Content-Security-Policy"]
        assert "frame-ancestors 'self';" in (await http.get("/")).headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in (await http.get("/healthz")).headers["Content-Security-Policy"]


async def test_production_asks_for_tls_and_describes_no_api() -> None:
    async with client_of(replace(SETTINGS, production=True)) as http:
        answer = await http.get("/openapi.json")
    assert answer.status_code == 404
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


async def test_no_page_of_the_description_loads_scripts_from_elsewhere(http: AsyncClient) -> None:
    assert [(await http.get(path)).status_code for path in ("/docs", "/redoc")] == [404, 404]
    assert (await http.get("/openapi.json")).status_code == 200


async def test_a_known_origin_may_use_the_chat(http: AsyncClient) -> None:
    asked = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,idempotency-key",
    }
    preflight = await http.options("/api/chat/messages", headers=asked)
    assert preflight.status_code == 200
    assert preflight.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Access-Control-Allow-Credentials" not in preflight.headers
    answer = await http.post("/api/chat/sessions", json={}, headers={"Origin": ORIGIN})
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    refused = await http.get("/api/chat/history", headers={"Origin": ORIGIN})
    assert (refused.status_code, refused.headers["Access-Control-Allow-Origin"]) == (401, ORIGIN)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://www.city.example.jp.evil.example", "http://www.city.example.jp"]
)
async def test_an_unknown_origin_may_not(http: AsyncClient, origin: str) -> None:
    answer = await http.post("/api/chat/sessions", json={}, headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/plain", "/healthz", "/webhooks/rest/webhook"])
async def test_other_paths_are_shared_with_nobody(http: AsyncClient, path: str) -> None:
    answer = await http.get(path, headers={"Origin": ORIGIN})
    assert "Access-Control-Allow-Origin" not in answer.headers


async def test_a_failure_reaches_the_widget_of_another_site(http: AsyncClient, fake: FakeEngine) -> None:
    begun = (await http.post("/api/chat/sessions", json={})).json()
    fake.breaks = True
    headers = {"Origin": ORIGIN, "Authorization": f"Bearer {begun['session']}"}
    answer = await http.post("/api/chat/messages", json={"text": "はい"}, headers=headers)
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (503, ORIGIN)
    assert answer.headers["X-Request-Id"] == answer.json()["request_id"]


@pytest.mark.parametrize("name", ["KIGEN_ORIGINS", "KIGEN_FRAME_ANCESTORS"])
@pytest.mark.parametrize(
    "value", ["*", "www.city.example.jp", "https://a.example/path", "https://a.example; script-src *", "'none'"]
)
def test_a_wrong_origin_in_the_settings_is_said_at_start(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment()


def test_origins_are_read_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIGEN_ORIGINS", "https://a.example, http://localhost:8080")
    monkeypatch.setenv("KIGEN_FRAME_ANCESTORS", "https://b.example")
    settings = Settings.from_environment()
    assert settings.origins == ("https://a.example", "http://localhost:8080")
    assert settings.frame_ancestors == "'self' https://b.example"
