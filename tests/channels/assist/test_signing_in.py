"""Who gets in, how long, and what is refused."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk_client import PASSWORD, FakeEngine, signed_in
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from bot import clock
from bot.app import create_app
from bot.channels.assist.operators import Operators, OperatorsError
from bot.channels.assist.passes import one_time_code
from bot.engine.events import NobodyListens
from bot.settings import Settings, SettingsError
from bot.state import MemoryState

OPEN = {"/assist", "/assist/sign-in", "/api/assist/sign-in", "/api/assist/sign-in/link", "/api/assist/sign-in/proxy"}


async def test_every_route_refuses_without_a_pass(app: FastAPI, http: AsyncClient) -> None:
    routes = {path: methods for path, methods in app.openapi()["paths"].items() if "assist" in path and path not in OPEN}
    assert len(routes) >= 5
    for path, methods in routes.items():
        for method in methods:
            answer = await http.request(method, path, json={})
            assert answer.status_code == 401, f"{method} {path}"
    desk = await http.get("/assist")
    assert (desk.status_code, desk.headers["location"]) == (303, "/assist/sign-in")


@pytest.mark.parametrize(("name", "password"), [("sato", "wrong password"), ("nobody", PASSWORD), ("", "")])
async def test_wrong_names_and_passwords_are_refused_alike(http: AsyncClient, name: str, password: str) -> None:
    answer = await http.post("/api/assist/sign-in", json={"name": name, "password": password})
    assert answer.status_code == 401
    assert answer.json()["error"]["message"] == "名前かパスワードが違います。もう一度お試しください。"


async def test_guessing_passwords_is_slowed_down(http: AsyncClient) -> None:
    tried = [await http.post("/api/assist/sign-in", json={"name": "sato", "password": f"guess {n}"}) for n in range(11)]
    assert [answer.status_code for answer in tried][-1] == 429
    assert int(tried[-1].headers["retry-after"]) > 0


async def test_an_edited_pass_is_refused(http: AsyncClient, sato: dict[str, str]) -> None:
    body, _, signature = sato["Authorization"].removeprefix("Bearer ").rpartition(".")
    content = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4))) | {"role": "supervisor"}
    edited = urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")
    for token in (f"{edited}.{signature}", f"{body}.{signature[:-1]}0", f"{body}.", "x.y", ""):
        answer = await http.get("/api/assist/desk", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 401
    assert (await http.get("/api/assist/desk", headers=sato)).json()["operator"] == {"name": "sato", "role": "operator"}


async def test_a_pass_of_the_chat_opens_nothing(http: AsyncClient) -> None:
    session = (await http.post("/api/chat/sessions", json={})).json()["session"]
    assert (await http.get("/api/assist/desk", headers={"Authorization": f"Bearer {session}"})).status_code == 401


async def test_a_pass_ends_after_a_quarter_of_an_hour_and_is_renewed_by_use(
    http: AsyncClient, sato: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = clock.now()

    async def after(minutes: float, headers: dict[str, str]) -> tuple[int, str | None]:
        monkeypatch.setattr(clock, "now", lambda: begin + timedelta(minutes=minutes))
        answer = await http.get("/api/assist/desk", headers=headers)
        return answer.status_code, answer.headers.get("x-assist-pass")

    assert await after(0.5, sato) == (200, None)
    status, renewed = await after(14, sato)
    assert status == 200
    assert renewed is not None
    assert (await after(16, sato))[0] == 401
    later = {"Authorization": f"Bearer {renewed}"}
    assert (await after(28, later))[0] == 200
    for minutes in range(40, 8 * 60, 12):  # used all day
        status, newer = await after(minutes - 12, later)
        later = {"Authorization": f"Bearer {newer}"} if newer else later
    assert (await after(8 * 60 + 1, later))[0] == 401


async def test_signing_out_a_new_password_and_removal_end_a_pass(http: AsyncClient, operators: Operators) -> None:
    out, changed, gone = (await signed_in(http, "sato"), await signed_in(http, "sato"), await signed_in(http, "ito"))
    assert (await http.post("/api/assist/sign-out", headers=out)).status_code == 204
    assert (await http.get("/api/assist/desk", headers=out)).status_code == 401
    assert (await http.get("/api/assist/desk", headers=changed)).status_code == 200
    operators.change_password("sato", "another long password")
    operators.remove("ito")
    assert (await http.get("/api/assist/desk", headers=changed)).status_code == 401
    assert (await http.get("/api/assist/desk", headers=gone)).status_code == 401


async def test_a_link_lets_one_person_in_once(http: AsyncClient, settings: Settings) -> None:
    code = one_time_code(settings.secret)
    first = await http.post("/api/assist/sign-in/link", json={"code": code})
    assert first.status_code == 200
    for refused in (code, code[:-1] + "0", one_time_code("y" * 32), "", "a.b"):
        assert (await http.post("/api/assist/sign-in/link", json={"code": refused})).status_code == 401


async def test_in_production_no_link_lets_in(settings: Settings, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIGEN_TODAY")
    app = create_app(replace(settings, production=True), fake, MemoryState(), NobodyListens())  # type: ignore[arg-type]
    async with AsyncClient(transport=ASGITransport(app), base_url="http://edge") as http:
        assert (await http.post("/api/assist/sign-in/link", json={"code": one_time_code(settings.secret)})).status_code == 401


@pytest.mark.parametrize(("header", "trusted", "status"), [("X-User", True, 200), ("X-User", False, 401), ("", True, 401)])
async def test_a_proxy_s_header_counts_only_where_it_is_switched_on(
    settings: Settings, fake: FakeEngine, operators: Operators, header: str, trusted: bool, status: int
) -> None:
    changed = replace(settings, assist_proxy_header=header, trusted_proxy=trusted)
    app = create_app(changed, fake, MemoryState(), NobodyListens())  # type: ignore[arg-type]
    async with AsyncClient(transport=ASGITransport(app), base_url="http://edge") as http:
        answer = await http.post("/api/assist/sign-in/proxy", headers={"X-User": "ito"})
        assert answer.status_code == status
        if status == 200:
            headers = {"Authorization": f"Bearer {answer.json()['pass']}"}
            assert (await http.get("/api/assist/desk", headers=headers)).json()["operator"]["role"] == "supervisor"


def test_the_header_needs_a_trusted_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIGEN_ASSIST_PROXY_HEADER", "X-User")
    with pytest.raises(SettingsError, match="KIGEN_TRUSTED_PROXY"):
        Settings.from_environment()


def test_the_file_of_operators_holds_hashes_that_only_its_owner_may_read(operators: Operators, settings: Settings) -> None:
    assert PASSWORD not in settings.operators_file.read_text("utf-8")
    assert settings.operators_file.stat().st_mode & 0o077 == 0
    with pytest.raises(OperatorsError, match="もう登録"):
        operators.add("sato", "operator", PASSWORD)
    with pytest.raises(OperatorsError, match="12文字"):
        operators.add("kato", "operator", "short")
    with pytest.raises(OperatorsError, match="役割"):
        operators.add("kato", "boss", PASSWORD)
    with pytest.raises(OperatorsError, match="登録されていません"):
        operators.remove("kato")


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "operators.yml"
    path.write_text("operators: [{name: a, role: operator, password: plain}]", "utf-8")
    with pytest.raises(OperatorsError, match=r"operators\.yml"):
        Operators(path).all()


def test_codes_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 1, 1, tzinfo=UTC))
    assert int(one_time_code("x").rsplit(".", 2)[1]) == int(datetime(2026, 1, 1, 8, tzinfo=UTC).timestamp())
