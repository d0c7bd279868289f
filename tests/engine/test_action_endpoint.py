"""Actions in the engine's own process give what Rasa would accept from an action server."""

from __future__ import annotations

import jsonschema
import pytest
from rasa.core.actions.action import RemoteAction

from bot.engine.action_endpoint import InProcessActions
from bot.settings import ROOT


def call_of(action: str, text: str, intent: str) -> dict[str, object]:
    """What Rasa sends to run an action after a message."""
    message = {
        "text": text,
        "intent": {"name": intent, "confidence": 1.0},
        "entities": [],
        "metadata": {"today": "2026-06-15"},
    }
    tracker = {"sender_id": "t", "slots": {}, "latest_message": message, "events": [], "paused": False, "active_loop": {}}
    return {"next_action": action, "sender_id": "t", "tracker": tracker, "domain": {}, "version": "3.6.21"}


@pytest.mark.parametrize(
    ("action", "intent"),
    [
        ("action_answer_topic", "renew_how"),
        ("action_answer_topic", "expiry_mine"),
        ("action_small_talk", "greet"),
        ("action_not_understood", "not_understood"),
        ("action_restart", "restart"),
    ],
)
async def test_results_have_the_form_that_rasa_checks(action: str, intent: str) -> None:
    result = await InProcessActions().request(json=call_of(action, "更新のしかた", intent))
    assert result is not None
    jsonschema.validate(result, RemoteAction.action_response_format_spec())
    assert result["responses"][0]["text"]
    assert {event["event"] for event in result["events"]} == {"slot"}


def test_every_action_of_the_domain_exists() -> None:
    domain = (ROOT / "domain.yml").read_text("utf-8")
    named = {line.strip("- \n") for line in domain.split("actions:\n")[1].splitlines() if line.strip().startswith("- ")}
    assert named == set(InProcessActions()._executor.actions)
