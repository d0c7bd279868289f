"""Settings that come from files, and the address of the traces."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import SECRETS, Settings, SettingsError

TRACES = ("KIGEN_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Path]:
    """A folder of secrets; what is read from it is taken out of the environment again afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        for name in (*SECRETS, *TRACES):
            patch.setenv(name, "")
        patch.setenv("KIGEN_SECRETS", str(tmp_path))
        yield tmp_path


def test_secrets_are_read_from_files(files: Path) -> None:
    (files / "KIGEN_SECRET").write_text("s" * 40 + "\n", "utf-8")
    (files / "KIGEN_DATABASE").write_text("postgresql://kigen:pass@db/kigen\n", "utf-8")
    settings = Settings.from_environment()
    assert settings.secret == "s" * 40
    assert settings.database == "postgresql://kigen:pass@db/kigen"
    assert settings.redis is None


def test_the_environment_goes_before_files_and_other_files_set_nothing(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIGEN_METRICS_TOKEN", "from-the-environment")
    (files / "KIGEN_METRICS_TOKEN").write_text("from-a-file", "utf-8")
    (files / "KIGEN_PORT").write_text("9999", "utf-8")
    settings = Settings.from_environment()
    assert settings.metrics_token == "from-the-environment"
    assert settings.port != 9999


def test_a_missing_folder_and_an_unreadable_file_are_named_without_their_content(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "KIGEN_SECRET").write_bytes(b"\xff\xfe-not-text")
    with pytest.raises(SettingsError, match="KIGEN_SECRET") as error:
        Settings.from_environment()
    assert "not-text" not in str(error.value)
    monkeypatch.setenv("KIGEN_SECRETS", str(files / "absent"))
    with pytest.raises(SettingsError, match="KIGEN_SECRETS"):
        Settings.from_environment()


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, None),
        ({"KIGEN_OTLP_ENDPOINT": "http://127.0.0.1:4318/"}, "http://127.0.0.1:4318/v1/traces"),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318/"}, "http://collector:4318/v1/traces"),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://collector:4318/x"}, "http://collector:4318/x"),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://c/x", "KIGEN_OTLP_ENDPOINT": "http://k"}, "http://k/v1/traces"),
        ({"KIGEN_OTLP_ENDPOINT": "http://k", "OTEL_SDK_DISABLED": "true"}, None),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c", "OTEL_TRACES_EXPORTER": "none"}, None),
    ],
)
def test_where_traces_go(given: dict[str, str], address: str | None, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert Settings.from_environment().traces == address
