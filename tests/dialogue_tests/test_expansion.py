"""One dialogue stands for many."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dialogue_tests.loading import load_file
from bot.dialogue_tests.script import Dialogue, ScriptError, Typed


def dialogues(tmp_path: Path, text: str) -> list[Dialogue]:
    file = tmp_path / "a.yml"
    file.write_text(text, "utf-8")
    return load_file(file)


def test_every_combination_is_played_and_named(tmp_path: Path) -> None:
    found = dialogues(
        tmp_path,
        "- dialogue: 名前\n  today: 2026-06-15\n  expand: {when: [来週, 明日], what: [病院, 薬局]}\n"
        "  turns: [{user: '{when}{what}'}]\n",
    )
    assert [turn.move for d in found for turn in d.turns] == [
        Typed("来週病院"),
        Typed("来週薬局"),
        Typed("明日病院"),
        Typed("明日薬局"),
    ]
    assert [d.name for d in found] == ["名前（来週、病院）", "名前（来週、薬局）", "名前（明日、病院）", "名前（明日、薬局）"]


def test_rows_go_together_and_may_fill_days_and_expectations(tmp_path: Path) -> None:
    found = dialogues(
        tmp_path,
        "- dialogue: 境目 {day}\n  today: '{day}'\n  cases:\n"
        "    - {day: 2026-08-31, state: EXPIRED_IN_GRACE}\n    - {day: 2026-09-01, state: EXPIRED}\n"
        "  turns: [{user: a, states: ['{state}']}]\n",
    )
    assert [(d.name, d.today.isoformat(), d.turns[0].expected[0].value) for d in found] == [
        ("境目 2026-08-31", "2026-08-31", ("EXPIRED_IN_GRACE",)),
        ("境目 2026-09-01", "2026-09-01", ("EXPIRED",)),
    ]


def test_braces_without_lists_are_only_text(tmp_path: Path) -> None:
    [found] = dialogues(tmp_path, "- dialogue: a\n  today: 2026-06-15\n  turns: [{user: '/greet{name}'}]\n")
    assert found.turns[0].move == Typed("/greet{name}")


def test_too_many_variants_are_refused(tmp_path: Path) -> None:
    many = ", ".join(map(str, range(50)))
    with pytest.raises(ScriptError, match="2000通りを超えます"):
        dialogues(
            tmp_path,
            f"- dialogue: a\n  today: 2026-06-15\n  expand: {{x: [{many}], y: [{many}]}}\n  turns: [{{user: '{{x}}{{y}}'}}]\n",
        )
