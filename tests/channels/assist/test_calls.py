"""The call scripts through the real engine: the right topic among the three, the dates, the record; and what must not happen."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.channels.assist.suggesting import heard_as_dict, spoken_question
from bot.engine.engine import Engine
from bot.engine.listening import Given
from tests.channels.assist.scripts import CALLS, place_of
from tests.conftest import TODAY


def heard(engine: Engine, lines: list[str], given: tuple[Given, ...] = ()) -> dict[str, Any]:
    # On a thread of its own: browser tests leave a loop running on this one.
    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(asyncio.run, engine.listen(lines, given, TODAY)).result()
    return heard_as_dict(found, TODAY)


def dates(found: dict[str, Any]) -> dict[str, str]:
    return {each["field"]: each["earliest"] for each in found["dates"] if each["earliest"] == each["latest"]}


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call["name"])
def test_a_call(engine: Engine, call: dict[str, Any]) -> None:
    found = heard(engine, call["lines"])
    topics = [each["topic"] for each in found["suggestions"]]
    place = place_of(call["topic"], topics)
    assert place is not None, topics
    assert dates(found) == {field: day.isoformat() for field, day in call.get("dates", {}).items()}
    chosen = found["suggestions"][place]
    assert chosen["say"].startswith(call.get("say", ""))
    for words in call["summary"]:
        assert words in chosen["summary"]
    for words in call.get("not_in_summary", []):
        assert words not in chosen["summary"]


def test_the_answer_is_the_one_of_the_conversation(engine: Engine) -> None:
    text = "証明書が2026年5月20日に切れたけど明日病院で使える？"
    found = heard(engine, [text])
    said = engine.reply_now(text, "test-assist-same", TODAY).answer
    assert (found["suggestions"][0]["answer"], found["suggestions"][0]["easy"]) == (said.name, said.easy)


def test_listening_leaves_no_conversation(engine: Engine) -> None:
    before = list(engine._run(engine._store.keys()).result())
    heard(engine, ["証明書が2026年5月20日に切れた"])
    assert list(engine._run(engine._store.keys()).result()) == before


def test_a_date_as_the_operator_has_it_holds_until_the_caller_says_another(engine: Engine) -> None:
    lines = ["期限が切れたらどうなりますか", "証明書の期限は2026年5月20日です"]
    given = (Given("cert_last_valid_day", "2026-02-20", "2026-02-20", 2),)
    assert dates(heard(engine, lines, given)) == {"cert_last_valid_day": "2026-02-20"}
    later = heard(engine, [*lines, "あ、証明書の期限は2026年4月1日でした"], given)
    assert dates(later) == {"cert_last_valid_day": "2026-04-01"}
    gone = heard(engine, lines, (Given("cert_last_valid_day", None, None, 2),))
    assert gone["dates"] == []
    assert gone["overview"] is None


def test_a_day_that_does_not_exist_is_said(engine: Engine) -> None:
    found = heard(engine, ["証明書の期限は2026年2月30日です"])
    assert found["impossible"] == ["2026年2月30日"]
    assert found["dates"] == []


def test_what_to_ask_next_is_the_fact_that_changes_the_answer(engine: Engine) -> None:
    found = heard(engine, ["証明書が切れたら病院で使えますか"])
    assert found["suggestions"][0]["ask"]["field"] == "cert_last_valid_day"
    assert "教えてください" in found["suggestions"][0]["ask"]["words"]
    settled = heard(engine, ["証明書が切れたら病院で使えますか", "期限は2026年5月20日です"])
    assert settled["suggestions"][0]["ask"] is None
    assert settled["suggestions"][0]["reasons"]


def test_a_state_that_hangs_on_a_question_is_not_shown(engine: Engine) -> None:
    found = heard(engine, ["期限が切れたら病院で使えますか", "期限は5月だったかな"])
    chosen = found["suggestions"][0]
    assert "2026年5月ですか" in chosen["say"]
    assert (chosen["states"], found["overview"]["states"]) == ([], [])
    assert "【状態】" not in chosen["summary"]
    settled = heard(engine, ["期限が切れたら病院で使えますか", "期限は2026年5月だったかな"])
    assert settled["suggestions"][0]["states"] == ["EXPIRED_IN_GRACE"]
    assert "【状態】期限切れ（受診には使える期間）" in settled["suggestions"][0]["summary"]


def test_an_operator_says_figures_and_pauses_for_brackets(engine: Engine) -> None:
    spoken = heard(engine, ["証明書が2026年5月20日に切れた", "明日病院で使えますか"])["suggestions"][0]["spoken"]
    assert spoken.startswith("はい、2026年6月16日はマイナ保険証を使えます、2026年8月31日まで。")
    assert "（" not in spoken


def test_a_question_asked_aloud_does_not_speak_of_typing() -> None:
    assert spoken_question("期限の日を教えてください。わからないときは「わからない」とどうぞ。") == "期限の日を教えてください。"


def test_numbers_are_masked(engine: Engine) -> None:
    found = heard(engine, ["番号は123456789012です"])
    assert found["masked"]
    assert "123456789012" not in str(found)


@pytest.mark.parametrize("line", ["", " ", "はい", "…", "/expiry_mine{}", "あ" * 5000, "\ud83d", "年金はいつもらえますか"])
def test_anything_may_be_heard(engine: Engine, line: str) -> None:
    found = heard(engine, [line.encode("utf-8", "replace").decode(), line.encode("utf-8", "replace").decode()])
    assert found["dates"] == []
    assert not any(each["certainty"] == "sure" for each in found["suggestions"]) or line == "年金はいつもらえますか"
