"""The pages, with the templates of the front end and a build that the test makes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from edge_settings import SETTINGS
from fake_engine import FakeEngine
from httpx import ASGITransport, AsyncClient

from bot.app import create_app
from bot.channels import pages

WEB = Path(__file__).parents[3] / "web"
NAMES = ("maina-chat.js", "pages.js", "pages.css", "icon.svg")
SCRIPT = "export const greeting = 'こんにちは';\n"


@pytest.fixture
def web_folder(tmp_path: Path) -> Path:
    (tmp_path / "pages").symlink_to(WEB / "pages")
    dist = tmp_path / "dist"
    dist.mkdir()
    manifest = {}
    for name in NAMES:
        stem, kind = name.split(".")
        (dist / f"{stem}.1a2b3c4d.{kind}").write_text(SCRIPT, "utf-8")
        manifest[name] = {"file": f"{stem}.1a2b3c4d.{kind}", "integrity": f"sha384-{stem}", "bytes": 1, "gzipped": 1}
    (dist / "maina-chat.00000000.js").write_text("// an earlier build", "utf-8")
    (dist / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return tmp_path


@pytest.fixture
def http(web_folder: Path, monkeypatch: pytest.MonkeyPatch, fake: FakeEngine) -> AsyncClient:
    monkeypatch.setattr(pages, "WEB", web_folder)
    app = create_app(SETTINGS, fake)  # type: ignore[arg-type]  # stands in for the engine
    return AsyncClient(transport=ASGITransport(app), base_url="http://edge")


def session_of(html: str) -> str:
    found = re.search(r'name="session" value="([^"]*)"', html)
    assert found
    return found.group(1)


@pytest.mark.parametrize("path", ["/", "/chat", "/embed", "/plain"])
async def test_a_page_is_html_without_anything_inline(http: AsyncClient, path: str) -> None:
    answer = await http.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert not re.search(r"<style|style=|<script(?![^>]*src=)|\son[a-z]+=|https?://(?!edge)", answer.text.replace("&lt;", "＜"))


@pytest.mark.parametrize("path", ["/", "/embed", "/plain"])
async def test_a_frozen_day_is_shown(http: AsyncClient, path: str) -> None:
    assert "2026年6月15日" in (await http.get(path)).text


async def test_the_page_about_embedding_gives_both_ways(http: AsyncClient) -> None:
    text = (await http.get("/embed")).text
    assert "http://edge/static/maina-chat.js" in text
    assert "http://edge/static/maina-chat.1a2b3c4d.js" in text
    assert "sha384-maina-chat" in text


async def test_a_hashed_bundle_stays_for_ever_and_an_earlier_one_too(http: AsyncClient) -> None:
    answer = await http.get("/static/maina-chat.1a2b3c4d.js")
    assert answer.text == SCRIPT
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert (await http.get("/static/maina-chat.00000000.js")).text == "// an earlier build"


async def test_the_stable_name_is_the_newest_bundle_for_five_minutes(http: AsyncClient) -> None:
    answer = await http.get("/static/maina-chat.js")
    assert (answer.text, answer.headers["Cache-Control"]) == (SCRIPT, "public, max-age=300")


async def test_a_bundle_comes_compressed_where_the_browser_can(http: AsyncClient) -> None:
    zipped = await http.get("/static/maina-chat.js", headers={"Accept-Encoding": "gzip, br"})
    plain = await http.get("/static/maina-chat.js", headers={"Accept-Encoding": "identity"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert zipped.text == plain.text == SCRIPT
    assert "Accept-Encoding" in plain.headers["Vary"]


@pytest.mark.parametrize(
    "name", ["manifest.json", "..%2f..%2fpyproject.toml", ".npmrc", "nothing.js", "%2e%2e%2fpages%2findex.html"]
)
async def test_nothing_else_is_served(http: AsyncClient, name: str) -> None:
    assert (await http.get(f"/static/{name}")).status_code == 404


@pytest.mark.parametrize("path", ["/", "/chat", "/embed", "/plain"])
async def test_before_the_build_the_page_says_how_to_build(http: AsyncClient, web_folder: Path, path: str) -> None:
    (web_folder / "dist" / "manifest.json").unlink()
    answer = await http.get(path)
    assert answer.status_code == 503
    assert "make setup" in answer.text


async def test_the_plain_page_answers_and_keeps_the_conversation(http: AsyncClient, fake: FakeEngine) -> None:
    first = await http.get("/plain")
    assert session_of(first.text) == ""
    second = await http.post("/plain", data={"session": "", "text": "証明書が切れた"})
    assert second.status_code == 200
    assert "期限が切れても" in second.text
    token = session_of(second.text)
    choice = re.search(r'name="choice" value="([^"]*)"', second.text)
    assert choice
    third = await http.post("/plain", data={"session": token, "text": "これは送られない", "choice": choice.group(1)})
    assert third.status_code == 200
    assert session_of(third.text) == token
    assert len({turn[0] for turn in fake.turns}) == 1
    assert [turn[2] is None for turn in fake.turns] == [True, False]


async def test_the_plain_page_shows_what_was_typed_as_text_only(http: AsyncClient) -> None:
    typed = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    text = (await http.post("/plain", data={"text": typed})).text
    assert "&lt;script&gt;alert(1)" in text
    assert "<img" not in text
    assert "<script>" not in text


async def test_after_the_conversation_is_over_the_plain_page_keeps_the_text(http: AsyncClient, fake: FakeEngine) -> None:
    answer = await http.post("/plain", data={"session": "gone.1.0", "text": "証明書が切れた"})
    assert answer.status_code == 401
    assert 'role="alert"' in answer.text
    assert ">証明書が切れた</textarea>" in answer.text
    assert session_of(answer.text) == ""
    assert fake.turns == []


async def test_a_number_typed_on_the_plain_page_is_not_shown_again(http: AsyncClient) -> None:
    text = (await http.post("/plain", data={"text": "番号は123456789012です"})).text
    assert "＊＊＊" in text
    assert "123456789012" not in text
