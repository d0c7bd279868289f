"""What the desk takes and keeps."""

from __future__ import annotations

import csv
import json

import pytest
from desk_client import FakeEngine
from httpx import AsyncClient

from bot.answers.catalogue import catalogue
from bot.channels.assist.material import checklist, words, wrap_up
from bot.commands.adopt import from_file
from bot.engine.listening import Given
from bot.insights.adoption import Corpus, objections
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
    (row,) = rows(settings)
    assert row == {
        "文": "生年月日は【日付】で電話は【番号】、期限はいつ",
        "話題": "expiry_mine",
        "入れ先": "テスト",
        "話し方": "voice_input",
        "出ていた話題": "renew_how",
        "判定": "違った",
    }


def rows(settings: Settings) -> list[dict[str, str]]:
    with (settings.folder / "candidate-sentences.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=HYPERLINK(「x」)の期限", "HYPERLINK(「x」)の期限"),
        ('更新の\n持ち物,"何"', '更新の 持ち物,"何"'),
        ("番号は123456789012", "番号は＊＊＊"),
    ],
)
async def test_what_a_table_would_misread_is_kept_as_words(
    http: AsyncClient, sato: dict[str, str], settings: Settings, text: str, kept: str
) -> None:
    body = {"text": text, "topic": "renew_bring", "helpful": True}
    assert (await http.post("/api/assist/feedback", json=body, headers=sato)).status_code == 204
    assert [(row["文"], row["話題"], row["判定"]) for row in rows(settings)] == [(kept, "renew_bring", "合っていた")]


async def test_a_reviewed_table_is_what_adopt_takes(http: AsyncClient, sato: dict[str, str], settings: Settings) -> None:
    for text, helpful, right in (
        ("コールセンターの人が言うてたカードの中身の更新てなんぼかかるん", False, "renew_fee"),
        ("期限は2026年5月20日やけど更新いつから", True, None),
        ("よくわからない話", False, None),
    ):
        body = {"text": text, "topic": "renew_when", "helpful": helpful, "right": right}
        assert (await http.post("/api/assist/feedback", json=body, headers=sato)).status_code == 204
    candidates = from_file(settings.folder / "candidate-sentences.csv")
    assert [each.into for each in candidates] == ["heldout"] * 3
    against = dict(objections(candidates, Corpus()))
    assert candidates[0] not in against, "nothing has to be done to it"
    assert "印" in against[candidates[1]], "its date has to be written anew"
    assert "話題" in against[candidates[2]], "nobody knew its topic"


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
