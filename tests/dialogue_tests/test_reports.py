"""Reports say what differs, where, and what the person saw; nothing that is said can break them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from bot.dialogue_tests import travel
from bot.dialogue_tests.html_report import html
from bot.dialogue_tests.junit_report import write_junit
from bot.dialogue_tests.matching import differences
from bot.dialogue_tests.playing import Played, PlayedTurn
from bot.dialogue_tests.said import Said
from bot.dialogue_tests.script import Dialogue, Expectation, Place, Turn, Typed
from bot.dialogue_tests.terminal_report import print_changes, print_report
from tests.dialogue_tests.actors import GRACE

DAY = date(2026, 6, 15)


def played(name: str, said: Said | None, *expected: Expectation, text: str = "病院で使える？", channel: str = "plain") -> Played:
    turn = Turn(Typed(text), expected, Place("grace.yml", 8))
    found = differences(expected, said) if said else []
    done = PlayedTurn(turn, said, tuple(found), "" if said else "直前の答えにボタンがありません")
    return Played(Dialogue(name, DAY, (turn,), Place("grace.yml", 7)), channel, DAY, (done,), 0.25)


@pytest.fixture
def results() -> list[Played]:
    wrong = Expectation("dates", (date(2026, 9, 30),), Place("grace.yml", 9))
    return [
        played("よい会話", GRACE),
        played("違う会話", GRACE, wrong, channel="web"),
        played("<script>alert(1)</script>", None, text="[red]赤[/red] <b>\x00\x1b[31m"),
    ]


def test_terminal_names_the_line_and_both_sides(results: list[Played]) -> None:
    console = Console(file=io.StringIO(), width=200, highlight=False)
    print_report(results, 1.0, console)
    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert "よい会話" not in said
    assert "grace.yml の9行目　答えに2026年9月30日がありません" in said
    assert "＋ 期待 2026年9月30日" in said
    assert "－ 実際 2026年6月15日、2026年6月22日" in said
    assert "[red]赤[/red]" in said
    assert "このあとは試していません" in said
    assert "会話 3（よい 1、違う 2）" in said


def test_terminal_says_once_what_several_channels_share() -> None:
    wrong = Expectation("topic", "renew_how", Place("grace.yml", 9))
    alike = [played("同じ", GRACE, wrong, channel=channel) for channel in ("plain", "web")]
    one = replace(alike[1], dialogue=alike[0].dialogue)
    console = Console(file=io.StringIO(), width=200, highlight=False)
    print_report([alike[0], one, replace(alike[0], channel="line", turns=played("", None).turns)], 1.0, console)
    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert said.count("話題が「renew_how」ではなく") == 1
    assert "✗ 同じ　plain・web　今日" in said
    assert "✗ 同じ　line　今日" in said


def test_junit_has_a_case_for_each_and_says_the_failure(results: list[Played], tmp_path: Path) -> None:
    write_junit(results, tmp_path / "out" / "report.xml")
    root = ElementTree.parse(tmp_path / "out" / "report.xml").getroot()
    assert (root.get("tests"), root.get("failures")) == ("3", "2")
    assert [suite.get("name") for suite in root] == ["plain", "web"]
    failed = root.find("testsuite[@name='web']/testcase")
    assert failed is not None
    assert (failed.get("file"), failed.get("line"), failed.get("name")) == ("grace.yml", "7", "違う会話")
    assert "2026年9月30日がありません" in (failed.find("failure").get("message") or "")  # type: ignore[union-attr]
    assert "2026年8月31日まで" in (failed.findtext("system-out") or "")


def test_html_is_one_page_that_runs_nothing_that_was_said(results: list[Played]) -> None:
    page = html(results, datetime(2026, 6, 15, 9, 0, tzinfo=UTC))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "http" not in page.replace("http-equiv", "")
    assert page.index("違う会話") < page.index("よい会話")
    assert "更新の持ち物" in page
    assert "grace.yml の9行目" in page


def test_travel_tells_what_changes_and_not_what_stays() -> None:
    later = date(2026, 9, 1)
    before = [played("猶予", GRACE), played("同じ", GRACE)]
    expired = replace(
        GRACE, states=("EXPIRED",), answer="usable_on_date.expired", shown=GRACE.shown.replace("6月15日　今日", "9月1日　今日")
    )
    stays = replace(GRACE, shown=GRACE.shown.replace("6月15日　今日", "9月1日　今日"))
    after = [replace(played("猶予", expired), today=later), replace(played("同じ", stays), today=later)]
    found = travel.changes(before, after)
    assert [d.key for turn in found[0].turns for d in turn.differences] == ["答え", "状態"]
    assert found[1].passed
    console = Console(file=io.StringIO(), width=200, highlight=False)
    print_changes(found, later, console)
    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert "2026-09-01には、状態が「EXPIRED_IN_GRACE」から「EXPIRED」に変わります" in said
    assert "2の会話のうち1で答えが変わります" in said
