"""Settings: environment variables ``KIGEN_*``, all listed in docs/settings.md."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
_HOURS = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-4]):[0-5][0-9]")
MEMORY = "memory"
_SHORTEST_SECRET, _SHORTEST_TOKEN = 32, 16
# What may be written into files of ``KIGEN_SECRETS`` instead of the environment, which other programs may be able to read.
SECRETS = (
    "KIGEN_SECRET",
    "KIGEN_DATABASE",
    "KIGEN_REDIS",
    "KIGEN_LINE_SECRET",
    "KIGEN_LINE_TOKEN",
    "KIGEN_METRICS_TOKEN",
)
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?")


class SettingsError(ValueError):
    """A setting that cannot be used; the message is one Japanese sentence that says which and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the process was told from outside."""

    production: bool = False
    host: str = "127.0.0.1"
    port: int = 8000
    model_directory: Path = ROOT / "models"
    secret: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)
    session_minutes: int = 30
    keep_tensorflow: bool = False
    line_birth_dates: bool = False
    line_secret: str = field(default="", repr=False)
    line_token: str = field(default="", repr=False)
    line_api: str | None = None
    public_url: str | None = None
    origins: tuple[str, ...] = ()
    frame_ancestors: str = "'self'"
    trusted_proxy: bool = False
    requests_per_minute: int = 3000
    address_per_minute: int = 120
    talk_per_minute: int = 30
    data_directory: Path | None = None
    keep_texts: bool = False
    keep_days: int = 30
    database: str = field(default=MEMORY, repr=False)  # an address may hold a password
    folder: Path = ROOT / ".kigen"
    redis: str | None = field(default=None, repr=False)
    metrics_token: str = field(default="", repr=False)
    log_json: bool = False
    traces: str | None = None
    operators_file: Path = ROOT / ".kigen" / "operators.yml"
    assist_proxy_header: str = ""
    assist_origins: tuple[str, ...] = ()
    assist_hours: str = ""
    assist_words: tuple[str, ...] = ()

    @property
    def has_line(self) -> bool:
        """Whether the LINE channel is switched on."""
        return bool(self.line_secret and self.line_token)

    @classmethod
    def from_environment(cls) -> Settings:
        """Read the environment; raises ``SettingsError``."""
        environment = os.environ
        _take_secrets_from_files()
        production = environment.get("KIGEN_ENV", "") == "production"
        _refuse_frozen_day(production)
        settings = cls(
            production=production,
            host=environment.get("KIGEN_HOST") or "127.0.0.1",
            port=_number("KIGEN_PORT", 8000, 1, 65535),
            model_directory=Path(environment.get("KIGEN_MODELS", str(ROOT / "models"))),
            secret=environment.get("KIGEN_SECRET") or secrets.token_hex(32),
            session_minutes=_number("KIGEN_SESSION_MINUTES", 30, 1, 24 * 60),
            keep_tensorflow=environment.get("KIGEN_TENSORFLOW", "") == "1",
            line_birth_dates=environment.get("KIGEN_LINE_BIRTH_DATES", "") == "1",
            line_secret=environment.get("KIGEN_LINE_SECRET", "").strip(),
            line_token=environment.get("KIGEN_LINE_TOKEN", "").strip(),
            line_api=_address("KIGEN_LINE_API"),
            public_url=_address("KIGEN_PUBLIC_URL"),
            origins=_origins("KIGEN_ORIGINS"),
            frame_ancestors=" ".join(("'self'", *_origins("KIGEN_FRAME_ANCESTORS"))),
            trusted_proxy=environment.get("KIGEN_TRUSTED_PROXY", "") == "1",
            requests_per_minute=_number("KIGEN_REQUESTS_PER_MINUTE", 3000, 1, 1_000_000),
            address_per_minute=_number("KIGEN_ADDRESS_PER_MINUTE", 120, 1, 1_000_000),
            talk_per_minute=_number("KIGEN_TALK_PER_MINUTE", 30, 1, 1_000_000),
            data_directory=_data_directory(),
            keep_texts=environment.get("KIGEN_KEEP_TEXTS", "") == "1",
            keep_days=_number("KIGEN_KEEP_DAYS", 30, 1, 365),
            database=_database(),
            folder=_folder(),
            redis=_redis(),
            metrics_token=environment.get("KIGEN_METRICS_TOKEN", "").strip(),
            log_json=environment.get("KIGEN_LOG", "") == "json",
            traces=_traces(),
            operators_file=Path(environment.get("KIGEN_OPERATORS") or _folder() / "operators.yml"),
            assist_proxy_header=_proxy_header(),
            assist_origins=_origins("KIGEN_ASSIST_ORIGINS"),
            assist_hours=_hours("KIGEN_ASSIST_HOURS"),
            assist_words=tuple(environment.get("KIGEN_ASSIST_WORDS", "").replace("、", ",").replace(",", " ").split()),
        )
        if production:
            _require_safe(settings)
        return settings


def _require_safe(settings: Settings) -> None:
    """Refuse what must not stand before the public: secrets that others know, plain HTTP, switches of tests."""
    if not os.environ.get("KIGEN_SECRET") or _is_weak(settings.secret, _SHORTEST_SECRET):
        _refuse("KIGEN_SECRET に、だれにも推測されない32文字以上の文字列を書いてください（openssl rand -hex 32）")
    if settings.metrics_token and _is_weak(settings.metrics_token, _SHORTEST_TOKEN):
        _refuse("KIGEN_METRICS_TOKEN に、だれにも推測されない16文字以上の文字列を書いてください（openssl rand -hex 16）")
    for name, address in (("KIGEN_DATABASE", settings.database), ("KIGEN_REDIS", settings.redis or "")):
        opened = urlsplit(address)
        if opened.password is not None and (_is_weak(opened.password, 8) or opened.password == opened.username):
            _refuse(f"{name} の合言葉が、だれにでも分かるものです。変えてください")
    for name in ("KIGEN_ORIGINS", "KIGEN_FRAME_ANCESTORS", "KIGEN_ASSIST_ORIGINS", "KIGEN_PUBLIC_URL"):
        if "http://" in os.environ.get(name, ""):
            _refuse(f"{name} には https:// のアドレスだけを書いてください")
    for name in ("KIGEN_LINE_API", "KIGEN_DEBUG"):
        if os.environ.get(name):
            _refuse(f"{name}（試験のための設定）を外してください")


def _refuse(what: str) -> NoReturn:
    raise SettingsError(f"本番環境（KIGEN_ENV=production）では、{what}。")


def _is_weak(secret: str, shortest: int) -> bool:
    """Whether a secret is too short, too uniform, or says of itself that it is only a sample."""
    says_so = any(word in secret.lower() for word in ("change", "default", "example", "password", "sample", "secret"))
    return says_so or len(secret) < shortest or len(set(secret)) < min(8, shortest)


def _take_secrets_from_files() -> None:
    """Read the settings of ``SECRETS`` for which the folder ``KIGEN_SECRETS`` has a file of that name; the environment goes first."""
    folder = os.environ.get("KIGEN_SECRETS", "").strip()
    if folder and not Path(folder).is_dir():
        raise SettingsError(f"KIGEN_SECRETS のフォルダーがありません（いまの値：{folder}）。")
    for name in SECRETS if folder else ():
        file = Path(folder) / name
        try:
            if not os.environ.get(name) and file.is_file():
                os.environ[name] = file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"KIGEN_SECRETS のファイル「{name}」を読めません（{type(error).__name__}）。") from None


def _traces() -> str | None:
    """Where traces go; None where nothing names a collector, or they are switched off by OpenTelemetry's own names."""
    environment = os.environ
    if environment.get("OTEL_SDK_DISABLED", "").lower() == "true" or environment.get("OTEL_TRACES_EXPORTER", "otlp") != "otlp":
        return None
    collector = _address("KIGEN_OTLP_ENDPOINT") or environment.get("OTEL_EXPORTER_OTLP_ENDPOINT", "").rstrip("/")
    whole = None if environment.get("KIGEN_OTLP_ENDPOINT") else environment.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    return whole or (f"{collector}/v1/traces" if collector else None)


def _refuse_frozen_day(production: bool) -> None:
    frozen = os.environ.get("KIGEN_TODAY", "")
    if frozen and production:
        raise SettingsError("本番環境（KIGEN_ENV=production）では KIGEN_TODAY を使えません。設定を外してください。")
    try:
        if frozen:
            date.fromisoformat(frozen)
    except ValueError:
        raise SettingsError(f"KIGEN_TODAY は 2026-06-15 の形で書いてください（いまの値：{frozen}）。") from None


def _data_directory() -> Path | None:
    """Where insights are kept; None where they are switched off (``KIGEN_INSIGHTS=0``)."""
    if os.environ.get("KIGEN_INSIGHTS", "") == "0":
        return None
    return _folder()


def _folder() -> Path:
    """Where this machine keeps what must survive a restart."""
    return Path(os.environ.get("KIGEN_DATA") or ROOT / ".kigen")


def _database() -> str:
    """Where conversations are kept: ``memory``, an address of PostgreSQL, or the file of this machine."""
    given = os.environ.get("KIGEN_DATABASE", "").strip()
    if not given:
        return str(_folder() / "conversations.sqlite3")
    if given != MEMORY and not given.startswith(("postgresql://", "postgres://")):
        raise SettingsError(
            "KIGEN_DATABASE は postgresql:// から始まるアドレスか memory にしてください（書かなければSQLiteのファイルを使います）。"
        )
    return given


def _redis() -> str | None:
    """The address of the Redis that several processes share."""
    given = os.environ.get("KIGEN_REDIS", "").strip()
    if given and not given.startswith(("redis://", "rediss://", "unix://")):
        raise SettingsError("KIGEN_REDIS は redis:// か rediss:// から始まるアドレスにしてください。")
    return given or None


def _proxy_header() -> str:
    """The header in which a proxy of our own names the operator; only behind a trusted proxy, as anybody could send it."""
    name = os.environ.get("KIGEN_ASSIST_PROXY_HEADER", "").strip()
    if name and os.environ.get("KIGEN_TRUSTED_PROXY", "") != "1":
        raise SettingsError("KIGEN_ASSIST_PROXY_HEADER を使うには、中継サーバーを通すこと（KIGEN_TRUSTED_PROXY=1）が要ります。")
    return name


def _hours(name: str) -> str:
    """Hours of a day such as 09:00-17:00; "" where there is no limit."""
    given = os.environ.get(name, "").strip()
    if given and not _HOURS.fullmatch(given):
        raise SettingsError(f"{name} は 09:00-17:00 の形で書いてください（いまの値：{given}）。")
    return given


def _address(name: str) -> str | None:
    """An address without its last slash; None where there is none."""
    given = os.environ.get(name, "").strip().rstrip("/")
    if given and not given.startswith(("https://", "http://")):
        raise SettingsError(f"{name} は https:// から始まるアドレスにしてください（いまの値：{given}）。")
    return given or None


def _origins(name: str) -> tuple[str, ...]:
    """Origins (https://www.example.jp), separated by commas or spaces."""
    given = os.environ.get(name, "").replace(",", " ").split()
    for origin in given:
        if not _ORIGIN.fullmatch(origin):
            raise SettingsError(f"{name} は https://www.example.jp の形をコンマで区切って書いてください（いまの値：{origin}）。")
    return tuple(given)


def _number(name: str, default: int, least: int, most: int) -> int:
    given = os.environ.get(name, "")
    if not given:
        return default
    if not given.isdecimal() or not least <= int(given) <= most:
        raise SettingsError(f"{name} は {least} から {most} までの数字で書いてください（いまの値：{given}）。")
    return int(given)
