"""A message that comes again, since nobody knows whether it was answered, is answered as if it had come once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet

from bot.engine.attempt import attempt
from bot.engine.engine import Engine
from bot.engine.rows import Rows
from bot.engine.stores import ConversationStore, name_of
from bot.settings import ROOT

TODAY = date(2026, 6, 15)


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


async def _turn(store: ConversationStore, key: str, asked: str | None, conversation: str = "c") -> Any:
    """What a turn finds in the slot ``asked`` before it puts something else there."""
    with attempt(key):
        tracker = await store.get_or_create_tracker(conversation)
        found = tracker.get_slot("asked")
        tracker.update(SlotSet("asked", asked))
        await store.save(tracker)
        return found


async def test_each_attempt_begins_where_the_first_began(rows: Rows, domain: Domain) -> None:
    store = ConversationStore(domain, rows)
    assert await _turn(store, "first", "born") is None
    assert await _turn(store, "first", "born") is None
    assert await _turn(store, "second", "cert_last_valid_day") == "born"
    assert await _turn(store, "second", "cert_last_valid_day") == "born"
    assert await _turn(store, "third", None) == "cert_last_valid_day"


async def test_the_same_key_in_another_conversation_is_another_message(rows: Rows, domain: Domain) -> None:
    store = ConversationStore(domain, rows)
    await _turn(store, "first", "born", "one")
    await _turn(store, "first", "cert_last_valid_day", "other")
    assert await _turn(store, "second", "x", "one") == "born"


async def test_what_was_forgotten_is_not_kept_for_a_later_attempt(rows: Rows, domain: Domain) -> None:
    store = ConversationStore(domain, rows)
    await _turn(store, "first", "born")
    await _turn(store, "second", None)
    assert "born" not in str(rows.load(name_of("c")).text)


def test_an_attempt_at_the_first_message_begins_a_new_conversation_again(engine: Engine) -> None:
    for _ in range(2):
        with attempt("first"):
            answer = engine.reply_now("証明書の期限は2026年5月10日です", "new", TODAY).answer
    assert [known.days.earliest for known in answer.known] == [date(2026, 5, 10)]
