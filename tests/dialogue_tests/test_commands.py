"""``kigen dialogue`` as it is typed: exit codes, files, sentences."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.commands import dialogue, dialogue_play, dialogue_write
from bot.commands.failure import CommandError
from bot.dialogue_tests.loading import load_file
from bot.engine.engine import Engine

SCRIPT = """
- dialogue: 手数料
  today: 2026-06-15
  turns:
    - user: 更新の手数料はいくらですか
      topic: renew_fee
      words: [無料]
- dialogue: 猶予
  today: 2026-06-15
  turns:
    - user: 電子証明書の有効期限は2026年5月20日です。期限が切れたらどうなりますか
      states: [EXPIRED_IN_GRACE]
"""
Kigen = Callable[..., Result]


@pytest.fixture
def kigen(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Kigen:
    """Runs ``kigen dialogue …`` with the engine of the tests."""

    @contextmanager
    def loaded(settings: object = None) -> Iterator[Engine]:
        yield engine

    for module in (dialogue_play, dialogue_write):
        monkeypatch.setattr(module, "loaded_engine", loaded)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object, typed: str = "") -> Result:
        return CliRunner().invoke(dialogue.app, [str(a) for a in arguments], input=typed)

    return run


@pytest.fixture
def script(tmp_path: Path) -> Path:
    file = tmp_path / "a.yml"
    file.write_text(SCRIPT, "utf-8")
    return file


def test_run_writes_reports_and_says_by_its_code_whether_all_was_good(kigen: Kigen, script: Path, tmp_path: Path) -> None:
    good = kigen("run", script, "--channel", "plain", "--junit", tmp_path / "r.xml", "--html", tmp_path / "r.html")
    assert (good.exit_code, "会話 2（よい 2、違う 0）" in good.output) == (0, True)
    assert "猶予" in (tmp_path / "r.xml").read_text("utf-8")
    assert "猶予" in (tmp_path / "r.html").read_text("utf-8")
    script.write_text(SCRIPT.replace("無料", "有料"), "utf-8")
    wrong = kigen("run", script, "--channel", "plain")
    assert (wrong.exit_code, "a.yml の7行目　答えに「有料」がありません。" in wrong.output) == (1, True)
    assert kigen("run", script, "--channel", "plain", "--only", "猶予").exit_code == 0


def test_run_on_another_day_tells_what_changes(kigen: Kigen, script: Path) -> None:
    result = kigen("run", script, "--channel", "plain", "--today", "2026-09-01")
    assert result.exit_code == 0
    assert "2026-09-01には、状態が「EXPIRED_IN_GRACE」から「EXPIRED」に変わります。" in result.output
    assert "2の会話のうち1で答えが変わります。" in result.output


def test_own_organisation_stands_in_where_none_is_named(kigen: Kigen, script: Path, tmp_path: Path) -> None:
    own = tmp_path / "organisation.yml"
    own.write_text("name: ためし市\nnotes: {renew_fee: ためし市でも無料です。}\n", "utf-8")
    script.write_text(SCRIPT.replace("[無料]", "[ためし市でも無料]"), "utf-8")
    assert kigen("run", script, "--organisation", own).exit_code == 0
    assert kigen("run", script).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("run", "none.yml"), "「none.yml」を読めません"),
        (("run", "tests/dialogues", "--channel", "sms"), "チャネル「sms」では試せません。plain、web、line のどれか"),
        (("run", "tests/dialogues", "--only", "ありえない名前"), "試す会話がありません"),
        (("run", "--today", "明日"), "「明日」は日付として読めません"),
        (("export", "--into", "x", "none.yml"), "を読めません"),
        (("import", "none.csv", "--into", "x.yml"), "「none.csv」を読めません"),
        (("record", "--into", "x.yml", "--organisation", "shi"), "「shi」はありません（あるもの：city"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(kigen: Kigen, arguments: tuple[str, ...], says: str) -> None:
    error = kigen(*arguments).exception
    assert isinstance(error, CommandError)
    assert says in str(error)


def test_travel_finds_no_contradiction(kigen: Kigen, script: Path) -> None:
    result = kigen("travel", script, "--from", "2026-07-15", "--months", "4")
    assert result.exit_code == 0
    assert "4か月の月末に試し、日付で答えた 4 の答えを計算と比べました。食い違い 0" in result.output


def test_coverage_lists_what_is_missing(kigen: Kigen, script: Path) -> None:
    parts: list[dict[str, Any]] = json.loads(kigen("coverage", script, "--json").stdout)
    missing = {part["words"]: part["missing"] for part in parts}
    assert "renew_fee" not in missing["話題"]
    assert "renew_how" in missing["話題"]
    assert "通らないもの：" in kigen("coverage", script).output


def test_record_new_and_import_make_scripts_that_can_be_played(kigen: Kigen, tmp_path: Path) -> None:
    into = tmp_path / "made.yml"
    day = ("--today", "2026-06-15", "--into", into)
    assert kigen("record", *day, typed="録音\n更新の手数料はいくらですか\n終了\n").exit_code == 0
    assert kigen("new", *day, typed="質問\n\n更新の手数料はいくらですか\nrenew_fee\n\n無料\n\n\n").exit_code == 0
    (tmp_path / "q.csv").write_text("質問,言葉\n更新の手数料はいくらですか,無料\n", "utf-8")
    assert kigen("import", tmp_path / "q.csv", *day).exit_code == 0
    assert [made.name for made in load_file(into)] == ["録音", "質問", "更新の手数料はいくらですか"]
    assert kigen("run", into, "--channel", "plain").exit_code == 0


def test_export_and_schema(kigen: Kigen, script: Path, tmp_path: Path) -> None:
    assert kigen("export", script, "--into", tmp_path / "out").exit_code == 0
    assert len(list((tmp_path / "out").glob("*.convo.txt"))) == 2
    assert json.loads(kigen("schema").stdout)["type"] == "array"
