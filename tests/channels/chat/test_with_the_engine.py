"""The chat API around the real engine."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from edge_settings import SETTINGS
from httpx import ASGITransport, AsyncClient
from web_client import WebClient

from bot.app import create_app
from bot.engine.engine import Engine


@pytest.fixture
async def web(engine: Engine) -> AsyncIterator[WebClient]:
    async with AsyncClient(transport=ASGITransport(create_app(SETTINGS, engine)), base_url="http://edge") as http:
        client = WebClient(http)
        await client.begin()
        yield client


async def test_a_person_gets_a_dated_answer_by_typing(web: WebClient) -> None:
    message = await web.say("証明書が2026年5月20日に切れたけど病院で使える？")
    assert message["states"] == ["EXPIRED_IN_GRACE"]
    assert "2026年8月31日" in message["lead"]
    assert message["calendar"]


async def test_a_person_gets_a_dated_answer_by_tapping_only(web: WebClient) -> None:
    question = await web.say("証明書が切れたら病院で使える？")
    assert question["date_request"]["field"] == "cert_last_valid_day"
    answer = (await web.send({"date": {"field": "cert_last_valid_day", "value": "2026-05-20"}})).json()["message"]
    assert answer["states"] == ["EXPIRED_IN_GRACE"]
    assert answer["known"][0]["earliest"] == "2026-05-20"


async def test_a_known_date_is_changed_by_picking_another(web: WebClient) -> None:
    await web.say("証明書が2026年5月20日に切れたけど病院で使える？")
    answer = (await web.send({"date": {"field": "cert_last_valid_day", "value": "2026-02-20"}})).json()["message"]
    assert answer["known"][0]["earliest"] == "2026-02-20"
    assert answer["states"] == ["EXPIRED"]


async def test_not_knowing_a_date_leads_to_where_it_stands(web: WebClient) -> None:
    await web.say("証明書が切れたら病院で使える？")
    answer = (await web.send({"date": {"field": "cert_last_valid_day", "value": None}})).json()["message"]
    assert answer["topic"] == "unknown_date"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cert_issue_date", "2021-04-10"),
        ("birth_date", "1990-05-20"),
        ("card_last_valid_day", "2031-05-20"),
        ("as_of", "2026-06-22"),
    ],
)
async def test_a_picked_date_fills_its_own_field(web: WebClient, field: str, value: str) -> None:
    await web.say("証明書が2026年5月20日に切れたけど病院で使える？")
    answer = (await web.send({"date": {"field": field, "value": value}})).json()["message"]
    assert answer["name"] not in ("failure", "not_understood", "give_date.confirm")
    assert any(known["field"] == field and known["earliest"] == value for known in answer["known"]) or field == "as_of"
