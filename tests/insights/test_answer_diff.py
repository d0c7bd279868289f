"""Everything that is said, and what a change of it looks like."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import yaml

from bot import clock
from bot.answers.catalogue import catalogue
from bot.insights.answer_diff import changed_answers, html, pieces
from bot.insights.said_answers import said_answers
from bot.settings import ROOT

MADE = datetime(2026, 6, 15, tzinfo=clock.TOKYO)


def entry(text: str, easy: str = "やさしい") -> dict[str, str]:
    return {"title": "題", "text": text, "easy": easy}


def test_every_topic_every_phrase_and_people_in_every_state_are_among_what_is_said() -> None:
    said = said_answers()
    assert set(catalogue().topics) <= set(said)
    assert {f"phrases/{name}" for name in catalogue().phrases} <= set(said)
    texts = " ".join(entry["text"] for name, entry in said.items() if name.startswith("usable_on_date |"))
    assert "2026年8月31日" in texts
    assert "マイナ保険証を使えません" in texts
    assert not any("{" in entry["text"] for entry in said.values())


def test_what_is_said_is_the_same_each_time() -> None:
    assert said_answers() == said_answers()


def test_a_changed_a_new_and_a_gone_answer_are_told_apart() -> None:
    before = {"a": entry("3か月です"), "b": entry("同じ"), "c": entry("消える")}
    after = {"a": entry("6か月です"), "b": entry("同じ"), "d": entry("来る")}
    changed = changed_answers(before, after)
    assert [(answer.name, answer.kind) for answer in changed] == [("a", "changed"), ("d", "new"), ("c", "gone")]
    assert [(p.kind, p.text) for p in changed[0].parts[0][1]] == [("gone", "3"), ("new", "6"), ("same", "か月です")]


def test_the_easy_wording_counts_too() -> None:
    (changed,) = changed_answers({"a": entry("同じ", "まえ")}, {"a": entry("同じ", "あと")})
    assert [called for called, _ in changed.parts] == ["やさしい日本語"]


def test_pieces_put_together_are_the_texts() -> None:
    old, new = "期限の日から3か月後の月末まで使えます。", "期限の月から3か月後の月末まで、使えます。"
    found = list(pieces(old, new))
    assert "".join(p.text for p in found if p.kind != "new") == old
    assert "".join(p.text for p in found if p.kind != "gone") == new


def test_the_page_shows_texts_as_text() -> None:
    page = html(changed_answers({}, {"a": entry("<b>太字</b>")}), 1, "v1", MADE)
    assert "&lt;b&gt;太字&lt;/b&gt;" in page
    assert "新しい答え" in page
    assert "変わる答えはありません" in html([], 1, "v1", MADE)


def test_the_documented_workflow_runs_the_script_on_paths_that_exist() -> None:
    workflow = yaml.safe_load((ROOT / "deploy" / "github" / "kigen-content.yml").read_text("utf-8"))
    steps = workflow["jobs"]["content"]["steps"]
    assert any("deploy/content-check.sh" in step.get("run", "") for step in steps)
    assert (ROOT / "deploy" / "content-check.sh").stat().st_mode & 0o111
    watched = workflow[True]["pull_request"]["paths"]  # YAML reads the key ``on`` as true
    assert all(list(Path(ROOT).glob(pattern.removesuffix("/**"))) for pattern in watched)
