"""``kigen operators``: adding, listing, a new password, removing; what it refuses is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_client import PASSWORD
from typer.testing import CliRunner, Result

from bot.channels.assist.operators import Operators
from bot.commands.failure import CommandError
from bot.commands.operators import app


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "operators.yml"
    monkeypatch.setenv("KIGEN_OPERATORS", str(path))
    return path


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, list(words), input=typed)


def test_from_adding_to_removing(file: Path) -> None:
    assert run("add", "sato", "--role", "supervisor", typed=f"{PASSWORD}\n").exit_code == 0
    assert run("list").stdout == "sato\tsupervisor\n"
    known = Operators(file)
    first = known.signed_in("sato", PASSWORD)
    assert first is not None
    assert run("password", "sato", typed="a new long password\n").exit_code == 0
    assert known.signed_in("sato", PASSWORD) is None
    second = known.signed_in("sato", "a new long password")
    assert second is not None
    assert second.role == "supervisor"
    assert second.mark != first.mark, "passes given out before are worth nothing"
    assert run("remove", "sato").exit_code == 0
    assert known.all() == {}


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (("add", "佐藤"), PASSWORD, "使えません"),
        (("add", "sato"), "short", "12文字"),
        (("add", "sato", "--role", "boss"), PASSWORD, "役割"),
        (("password", "nobody"), PASSWORD, "登録されていません"),
        (("remove", "nobody"), "", "登録されていません"),
    ],
)
def test_what_is_refused_changes_nothing(file: Path, words: tuple[str, ...], typed: str, said: str) -> None:
    result = run(*words, typed=f"{typed}\n")
    assert isinstance(result.exception, CommandError)
    assert said in str(result.exception)
    assert not file.exists()
