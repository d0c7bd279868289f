"""`kigen serve` for real: new contents without a pause, bad ones refused, killed processes replaced, a calm end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.engine.engine import newest_model
from bot.settings import Settings
from tests.running_kigen import Kigen, is_alive, kigen

NAMED = "name: {name}\nkind: city\n"
_SECONDS = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("serve")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Kigen]:
    """One process with its own organisation and models folder, which the tests change."""
    (folder / "models").mkdir()
    model = newest_model(Settings().model_directory)
    shutil.copy(model, folder / "models" / model.name)
    (folder / "organisation.yml").write_text(NAMED.format(name="はじめ市"), "utf-8")
    with kigen(
        folder / "data", KIGEN_ORGANISATION=str(folder / "organisation.yml"), KIGEN_MODELS=str(folder / "models")
    ) as started:
        started.wait_until_ready()
        yield started


@pytest.fixture(autouse=True)
def contents_as_before(request: pytest.FixtureRequest, folder: Path) -> Iterator[None]:
    yield
    if "server" in request.fixturenames:
        (folder / "organisation.yml").write_text(NAMED.format(name="はじめ市"), "utf-8")
        (folder / "models" / "zz-bad.tar.gz").unlink(missing_ok=True)


class Person:
    """Talks to the web chat, on a new connection each time as far as the server closes them."""

    def __init__(self, address: str) -> None:
        self.http = httpx.Client(base_url=address, timeout=_SECONDS)
        opened = self.http.post("/api/chat/sessions", json={})
        opened.raise_for_status()
        self.begun = opened.json()

    def asks(self, text: str) -> dict[str, object]:
        """The answer to a message; raises where there is none."""
        said = self.http.post(
            "/api/chat/messages", json={"text": text}, headers={"Authorization": f"Bearer {self.begun['session']}"}
        )
        said.raise_for_status()
        told: dict[str, object] = said.json()
        return told


def _organisation(server: Kigen) -> str:
    return str(Person(server.address).begun["organisation"]["name"])


def _ends(pid: int) -> bool:
    for _ in range(_SECONDS * 10):
        if not is_alive(pid):
            return True
        time.sleep(0.1)
    return False


def test_new_contents_come_without_a_message_lost_and_the_talk_goes_on(server: Kigen, folder: Path) -> None:
    person, other = Person(server.address), Person(server.address)
    person.asks("証明書の期限は2026年5月10日です")
    over, failed, answered = threading.Event(), [], []

    def asking() -> None:
        while not over.is_set():
            try:
                answered.append(other.asks("更新に必要な持ち物は？"))
            except httpx.HTTPError as error:
                failed.append(error)
            over.wait(2.2)  # a session may ask 30 times a minute

    asker = threading.Thread(target=asking)
    asker.start()
    before = server.serving
    (folder / "organisation.yml").write_text(NAMED.format(name="あたらし市"), "utf-8")
    said = server.say("reload")
    over.set()
    asker.join()
    assert said.returncode == 0, said.stderr
    assert "切りかえました" in said.stdout
    assert answered
    assert not failed
    assert _organisation(server) == "あたらし市"
    assert set(server.serving).isdisjoint(before)
    assert "5月10日" in str(person.asks("私の期限はいつ？"))


def test_a_bad_organisation_is_refused_with_its_line_and_the_old_one_stays(server: Kigen, folder: Path) -> None:
    before = server.serving
    (folder / "organisation.yml").write_text("name: だめ市\nkind: kingdom\n", "utf-8")
    said = server.say("reload")
    assert said.returncode == 2
    assert "前のまま" in said.stderr
    assert "organisation.yml" in said.stderr
    assert "2" in said.stderr.split("organisation.yml")[1][:8]
    assert server.serving == before
    assert _organisation(server) != "だめ市"
    assert "reload refused" in server.output


def test_a_model_that_cannot_be_read_is_refused_also_on_sighup(server: Kigen, folder: Path) -> None:
    before = server.serving
    (folder / "models" / "zz-bad.tar.gz").write_bytes(b"no archive")
    server.process.send_signal(signal.SIGHUP)
    for _ in range(_SECONDS * 10):
        if "zz-bad" in server.output:
            break
        time.sleep(0.1)
    assert "zz-bad.tar.gz" in server.output
    assert server.serving == before
    assert Person(server.address).asks("更新に必要な持ち物は？")


def test_a_message_under_way_is_answered_before_the_end(server: Kigen) -> None:
    (serving,) = server.serving
    body = '{"sender": "s", "message": "更新に必要な持ち物は？"}'.encode()
    head = (
        "POST /webhooks/rest/webhook HTTP/1.1\r\nHost: kigen\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.settimeout(_SECONDS)
        connection.sendall(head.encode() + body[:20])
        time.sleep(0.5)
        os.kill(serving, signal.SIGTERM)
        time.sleep(0.5)
        connection.sendall(body[20:])
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"connection: close" in answer
    assert _ends(serving)


def test_a_killed_process_is_replaced_and_whoever_asked_meanwhile_is_answered(server: Kigen) -> None:
    person = Person(server.address)
    person.asks("証明書の期限は2026年5月10日です")
    killed = server.kill_one()
    person.http.close()
    person.http = httpx.Client(base_url=server.address, timeout=_SECONDS)
    assert "5月10日" in str(person.asks("私の期限はいつ？"))
    assert killed not in server.serving
    assert "started again" in server.output


def test_several_processes_need_both_stores(tmp_path: Path) -> None:
    with kigen(tmp_path, workers=2, KIGEN_REDIS="redis://127.0.0.1:1/0") as server:
        assert server.process.wait(_SECONDS) == 2
    assert "PostgreSQL" in server.output
    assert "Redis" in server.output


def test_a_reload_without_a_server_says_so(tmp_path: Path) -> None:
    with kigen(tmp_path, workers=2) as server:
        server.process.wait(_SECONDS)
        said = server.say("reload")
    assert said.returncode == 2
    assert "見つかりません" in said.stderr


def test_where_the_parent_is_killed_nothing_stays_behind(server: Kigen) -> None:
    """The last test: nobody serves afterwards."""
    server.wait_until_ready()
    (serving,) = server.serving
    server.process.kill()
    assert _ends(serving)
