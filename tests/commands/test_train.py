"""A model appears whole or not at all; old ones go."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands import train as command
from bot.commands.failure import CommandError
from bot.engine.engine import NoModelError, newest_model


def _packs(name: str, seen: list[list[Path]], models: Path) -> Callable[[Path], Path]:
    """Stands for Rasa: packs a model, and looks at what a starting server would find meanwhile."""

    def trained(beside: Path) -> Path:
        packed = beside / name
        with tarfile.open(packed, "w:gz") as archive:
            archive.add(__file__, "metadata.json")
            seen.append(sorted(models.glob("*.tar.gz")))
        return packed

    return trained


def test_nobody_meets_half_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models, seen = tmp_path / "models", list[list[Path]]()
    monkeypatch.setattr(command, "_trained", _packs("new.tar.gz", seen, models))
    assert command.train(models) == models / "new.tar.gz" == newest_model(models)
    assert seen == [[]]
    assert sorted(models.iterdir()) == [models / "new.tar.gz"]
    with tarfile.open(models / "new.tar.gz") as archive:
        assert archive.getnames() == ["metadata.json"]


def test_a_training_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(beside: Path) -> Path:
        (beside / "half.tar.gz").write_bytes(b"half")
        raise CommandError("学習できませんでした。")

    monkeypatch.setattr(command, "_trained", fails)
    with pytest.raises(CommandError):
        command.train(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(NoModelError, match="make setup"):
        newest_model(tmp_path)


def test_two_models_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for age, name in enumerate(("b.tar.gz", "a.tar.gz"), 1):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    monkeypatch.setattr(command, "_trained", _packs("c.tar.gz", [], tmp_path))
    command.train(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"b.tar.gz", "c.tar.gz"}
