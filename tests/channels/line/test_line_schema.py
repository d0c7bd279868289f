"""The strict schema refuses what LINE's published file lets through, and the simulated LINE's events are LINE's."""

from __future__ import annotations

from typing import Any

import pytest
from line_schema import WHY_SKIPPED, Checker, checker

from bot.channels.line.menu import rich_menu
from bot.channels.line.simulator.happenings import body, event, new_user, other_message, redelivered, text_message

SAYS = {"type": "message", "label": "はい", "text": "はい"}


@pytest.fixture
def api(openapi: Checker | None) -> Checker:
    """The Messaging API's schema."""
    return openapi or pytest.skip(WHY_SKIPPED)


def _reply(*messages: dict[str, Any]) -> dict[str, Any]:
    return {"replyToken": "t", "messages": list(messages)}


def _quick(*actions: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": "はい", "quickReply": {"items": [{"type": "action", "action": action} for action in actions]}}


def _flex(**bubble: Any) -> dict[str, Any]:
    return {"type": "flex", "altText": "はい", "contents": {"type": "bubble", **bubble}}


def test_what_is_right_is_taken(api: Checker) -> None:
    assert api.problems("ReplyMessageRequest", _reply(_quick(SAYS), _flex(size="mega"))) == []
    assert api.problems("RichMenuRequest", rich_menu()) == []


@pytest.mark.parametrize(
    "request_body",
    [
        _reply(),
        _reply(*[{"type": "text", "text": "はい"}] * 6),
        _reply(_quick(*[SAYS] * 14)),
        _reply({"type": "text"}),
        _reply({"text": "はい"}),
        _reply({"type": "nanika", "text": "はい"}),
        _reply({"type": "text", "text": "はい", "nanika": 1}),
        _reply(_flex(size="huge")),
        _reply(_flex(body={"type": "box", "layout": "vertical", "contents": [{"type": "nanika"}]})),
        _reply(_quick({"type": "datetimepicker", "label": "x", "data": "x", "mode": "day"})),
        _reply(_quick({"type": "postback", "label": "x", "data": "x" * 301})),
        _reply(_quick({"type": "clipboard", "label": "x", "clipboardText": ""})),
        {"messages": [{"type": "text", "text": "はい"}]},
    ],
)
def test_what_is_wrong_is_refused(api: Checker, request_body: dict[str, Any]) -> None:
    assert api.problems("ReplyMessageRequest", request_body)


def test_the_events_of_the_simulated_line_are_as_line_describes_them() -> None:
    webhook = checker("webhook.yml") or pytest.skip(WHY_SKIPPED)
    user = new_user()
    kinds = ("image", "video", "audio", "file", "location", "sticker")
    events = [
        event("message", user, 1, "t", message=text_message("はい")),
        *(event("message", user, 1, "t", message=other_message(kind)) for kind in kinds),
        event("follow", user, 1, "t", follow={"isUnblocked": False}),
        event("unfollow", user, 1),
        event("postback", user, 1, "t", postback={"data": "x"}),
        event("postback", user, 1, "t", postback={"data": "x", "params": {"date": "2026-05-20"}}),
    ]
    assert webhook.problems("CallbackRequest", body([*events, *map(redelivered, events)])) == []
    assert webhook.problems("CallbackRequest", body([event("nanika", user, 1)]))
