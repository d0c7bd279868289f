"""What the desk takes and keeps."""

from __future__ import annotations

import json

import pytest
import yaml
from desk_client import FakeEngine
from httpx import AsyncClient

from bot.answers.catalogue import catalogue
from bot.channels.assist.material import checklist, words, wrap_up
from bot.engine.listening import Given
from bot.settings import Settings


async def test_lines_and_dates_reach_the_engine_in_order(http: AsyncClient, sato: dict[str, str], fake: FakeEngine) -> None:
    dates = [{"field": "cert_last_valid_day", "earliest": "2026-05-31", "latest": "2026-05-01", "after": 1}]
    answer = await http.post("/api/assist/suggest", json={"text": "一行目\n二行目", "dates": dates}, headers=sato)
    assert answer.status_code == 200, answer.text
    assert fake.heard == [(["一行目", "二行目"], [Given("cert_last_valid_day", "2026-05-01", "2026-05-31", 1)])]


@pytest.mark.parametrize(
    "body",
    [
        {"text": "x" * 6001},
        {"text": "x", "dates": [{"field": "insurer", "earliest": "2026-05-01", "after": 1}]},
        {"text": "x", "dates": [{"field": "as_of", "earliest": "2026-02-30", "after": 1}]},
        {"text": "x", "more": 1},
        {},
    ],
)
async def test_what_is_not_as_it_should_be_is_refused(http: AsyncClient, sato: dict[str, str], body: dict[str, object]) -> None:
    assert (await http.post("/api/assist/suggest", json=body, headers=sato)).status_code == 422


async def test_the_trail_says_who_did_what_and_nothing_of_the_caller(
    http: AsyncClient, sato: dict[str, str], settings: Settings
) -> None:
    await http.post("/api/assist/suggest", json={"text": "生年月日は1990年5月20日です"}, headers=sato)
    await http.post("/api/assist/used", json={"act": "copied_spoken", "topic": "renew_how"}, headers=sato)
    await http.post("/api/assist/used", json={"act": "chose", "topic": "1990年5月20日"}, headers=sato)
    text = (settings.folder / "operators-audit.jsonl").read_text("utf-8")
    entries = [json.loads(line) for line in text.splitlines()]
    assert [(e["who"], e["what"], e["about"]) for e in entries] == [
        ("sato", "sign_in", ""),
        ("sato", "copied_spoken", "renew_how"),
        ("sato", "chose", ""),
    ]
    assert "1990" not in text


async def test_a_vote_becomes_a_candidate_without_dates_and_numbers(
    http: AsyncClient, sato: dict[str, str], settings: Settings
) -> None:
    said = "生年月日は1990年5月20日で電話は090-1234-5678、期限はいつ"
    body = {"text": said, "topic": "renew_how", "helpful": False, "right": "expiry_mine"}
    assert (await http.post("/api/assist/feedback", json=body, headers=sato)).status_code == 204
    (entry,) = yaml.safe_load((settings.folder / "candidate-sentences.yml").read_text("utf-8"))
    assert entry == {
        "text": "生年月日は【日付】で電話は【番号】、期限はいつ",
        "voice": "call",
        "shown": "renew_how",
        "right": "expiry_mine",
        "helpful": False,
    }


@pytest.mark.parametrize("topic", sorted(catalogue().topics))
def test_each_topic_has_a_code_and_a_checklist(topic: str) -> None:
    assert wrap_up(topic).id
    assert len(checklist(topic)) >= 2


def test_our_own_texts_hold_no_word_that_is_not_to_be_used() -> None:
    said = [w for t in catalogue().topics.values() for v in (t.general, *t.variants.values()) for w in (v.text, v.easy)]
    assert [word for word in words(()) for text in said if word in text] == []


def test_longer_words_go_first() -> None:
    found = words(("絶対になおる",))
    assert found.index("絶対になおる") < found.index("絶対に") < found.index("絶対")
