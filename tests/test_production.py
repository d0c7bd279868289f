"""What a server before the public refuses to start with."""

from __future__ import annotations

import secrets

import pytest

from bot.settings import SECRETS, Settings, SettingsError

GOOD = {
    "KIGEN_ENV": "production",
    "KIGEN_SECRET": secrets.token_hex(32),
    "KIGEN_METRICS_TOKEN": secrets.token_hex(16),
    "KIGEN_DATABASE": f"postgresql://kigen:{secrets.token_hex(12)}@db/kigen",
    "KIGEN_REDIS": f"redis://:{secrets.token_hex(12)}@redis:6379/0",
    "KIGEN_ORIGINS": "https://www.city.example.jp",
    "KIGEN_PUBLIC_URL": "https://bot.city.example.jp",
}


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in (*SECRETS, "KIGEN_TODAY", "KIGEN_SECRETS", "KIGEN_LINE_API", "KIGEN_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_what_is_safe_starts(production: pytest.MonkeyPatch) -> None:
    assert Settings.from_environment().production


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KIGEN_TODAY", "2026-06-15"),
        ("KIGEN_SECRET", ""),
        ("KIGEN_SECRET", "short"),
        ("KIGEN_SECRET", "x" * 40),
        ("KIGEN_SECRET", "please-change-me-please-change-me-12345"),
        ("KIGEN_METRICS_TOKEN", "metrics"),
        ("KIGEN_DATABASE", "postgresql://kigen:kigen@db/kigen"),
        ("KIGEN_DATABASE", "postgresql://kigen:password123@db/kigen"),
        ("KIGEN_REDIS", "redis://:redis@redis:6379/0"),
        ("KIGEN_ORIGINS", "http://www.city.example.jp"),
        ("KIGEN_ORIGINS", "*"),
        ("KIGEN_FRAME_ANCESTORS", "http://intranet.example.jp"),
        ("KIGEN_ASSIST_ORIGINS", "http://desk.example.jp"),
        ("KIGEN_PUBLIC_URL", "http://bot.city.example.jp"),
        ("KIGEN_LINE_API", "https://line.example"),
        ("KIGEN_DEBUG", "1"),
    ],
)
def test_what_is_not_is_refused_by_its_name_and_without_its_secret(production: pytest.MonkeyPatch, name: str, value: str) -> None:
    production.setenv(name, value)
    with pytest.raises(SettingsError, match=name) as refused:
        Settings.from_environment()
    if name in SECRETS and value:
        assert value not in str(refused.value)


def test_secrets_are_not_in_what_settings_show_of_themselves(production: pytest.MonkeyPatch) -> None:
    production.setenv("KIGEN_LINE_SECRET", "line-secret-of-the-channel")
    production.setenv("KIGEN_LINE_TOKEN", "line-token-of-the-channel")
    shown = repr(Settings.from_environment())
    kept = [GOOD[name] for name in SECRETS if name in GOOD] + ["line-secret-of-the-channel", "line-token-of-the-channel"]
    assert not [each for each in kept if each in shown]
