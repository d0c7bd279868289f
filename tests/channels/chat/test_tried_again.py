"""A message that failed may be sent again under its key: it is answered then, and stands in the history once."""

from __future__ import annotations

from typing import Any

import pytest
from fake_engine import FakeEngine
from web_client import WebClient

from bot.answers import compose
from bot.state import MemoryState

KEY = {"Idempotency-Key": "k1"}
TEXT = "証明書が切れた"


async def _speakers(web: WebClient) -> list[str]:
    return [turn["from"] for turn in await web.history()]


async def test_a_failure_is_no_result(web: WebClient, fake: FakeEngine) -> None:
    fake.answers[TEXT] = compose.say("failure")
    failed = (await web.send({"text": TEXT}, **KEY)).json()["message"]
    del fake.answers[TEXT]
    answered = (await web.send({"text": TEXT}, **KEY)).json()["message"]
    again = (await web.send({"text": TEXT}, **KEY)).json()["message"]
    assert failed["name"] == "failure"
    assert answered["name"] != "failure"
    assert again["id"] == answered["id"]
    assert await _speakers(web) == ["bot", "user", "bot"]
    assert (await web.history())[2]["message"] == answered


async def test_a_result_that_could_not_be_kept_leaves_one_turn(
    web: WebClient, state: MemoryState, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = state.put

    async def loses_results(key: str, value: str, seconds: float) -> None:
        if key.startswith("once:"):
            raise ConnectionError
        await keep(key, value, seconds)

    with monkeypatch.context() as losing:
        losing.setattr(state, "put", loses_results)
        assert (await web.send({"text": TEXT}, **KEY)).status_code == 503
    answered: dict[str, Any] = (await web.send({"text": TEXT}, **KEY)).json()["message"]
    assert await _speakers(web) == ["bot", "user", "bot"]
    assert (await web.history())[2]["message"] == answered


async def test_messages_with_different_keys_are_different_turns(web: WebClient) -> None:
    for key in ("k1", "k2"):
        await web.send({"text": TEXT}, **{"Idempotency-Key": key})
    assert await _speakers(web) == ["bot", "user", "bot", "user", "bot"]
