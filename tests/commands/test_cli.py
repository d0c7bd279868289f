"""The command line: its contracts, and what it says of bad input."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT


def kigen(*words: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would."""
    return subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", *words],
        input=given,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )


def test_status_gives_the_form_of_the_contract() -> None:
    run = kigen("status", "--born", "1990-05-10", "--issued", "2021-05-11", "--as-of", "2026-06-01", "--json")
    told = json.loads(run.stdout)
    assert list(told) == [
        "as_of", "user_cert", "card", "renewed_until", "former_card", "eligibility_certificate",
        "late_elderly", "open", "ask", "warnings", "reasons",
    ]  # fmt: skip
    assert told["user_cert"]["states"] == ["EXPIRED_IN_GRACE"]
    assert told["user_cert"]["grace_last_day"] == {"earliest": "2026-08-31", "latest": "2026-08-31"}
    assert told["warnings"] == ["card_face_wins"]


def test_a_file_of_situations_goes_on_after_a_bad_line() -> None:
    lines = [
        '{"born": "1990-05-10", "issued": "2021-05-11", "as-of": "2026-06-01"}',
        '{"born": "1990-13-10"}',
        '{"birthday": "1990-05-10"}',
        "nonsense",
        '{"expires": "令和8年5月20日", "as-of": "2026-06-01", "renewed": true}',
    ]
    run = kigen("status", "--file", "-", "--json", given="\n".join(lines))
    told = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 0
    assert [one.get("field", "-") for one in told] == ["-", "born", None, None, "-"]
    assert told[4]["user_cert"]["last_valid_day"]["latest"] == "2026-05-20"


def test_dates_gives_the_form_of_the_contract() -> None:
    run = kigen("dates", "5月20日", "--today", "2026-06-15", "--json")
    (mention,) = json.loads(run.stdout)
    assert list(mention) == ["text", "start", "end", "earliest", "latest", "role", "of", "year_assumed", "renewed", "problem"]
    assert (mention["earliest"], mention["year_assumed"]) == ("2026-05-20", True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["status", "--born", "2026-02-30"], "--born の「2026-02-30」"),
        (["status", "--issued", "2030-01-01", "--as-of", "2026-06-01"], "--issued"),
        (["status", "--born", "2022-01-01", "--issued", "2021-05-11"], "--born"),
        (["status", "--insurer", "x"], "--insurer"),
        (["status", "--nothing"], "--nothing"),
        (["status", "--file", "no-such-file"], "no-such-file"),
        (["ask"], "文を一つ"),
        (["ask", "質問", "--today", "きのう"], "--today"),
        (["nothing"], "kigen --help"),
        (["dates", "a", "--file", "-"], "文を一つ"),
    ],
)
def test_bad_input_is_one_japanese_sentence(words: list[str], says: str) -> None:
    run = kigen(*words)
    assert run.returncode == 2
    assert run.stdout == ""
    assert says in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1
    assert "Traceback" not in run.stderr


def test_without_a_model_it_says_what_to_do(tmp_path: Path) -> None:
    run = kigen("ask", "質問", KIGEN_MODELS=str(tmp_path))
    assert (run.returncode, "make setup" in run.stderr) == (2, True)


def test_a_port_in_use_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        run = kigen("serve", "--port", port)
    assert (run.returncode, port in run.stderr) == (2, True)


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"KIGEN_TODAY": "2026-99-99"}, "KIGEN_TODAY"),
        ({"KIGEN_ENV": "production", "KIGEN_TODAY": "2026-06-15", "KIGEN_SECRET": "x" * 40}, "KIGEN_TODAY"),
        ({"KIGEN_ENV": "production", "KIGEN_SECRET": ""}, "KIGEN_SECRET"),
        ({"KIGEN_PORT": "http"}, "KIGEN_PORT"),
    ],
)
def test_wrong_settings_are_named(environment: dict[str, str], says: str) -> None:
    run = kigen("serve", **environment)
    assert (run.returncode, says in run.stderr, "Traceback" in run.stderr) == (2, True, False)


def test_messages_of_every_kind_are_answered() -> None:
    lines = [
        "更新の持ち物",
        "",
        "あ" * 100_000,
        "/restart",
        '{"conversation": "c", "today": "2026-06-15", "text": "期限は2026年5月20日です"}',
    ]
    run = kigen("ask", "--file", "-", "--json", given="\n".join(lines) + "\n")
    told = [json.loads(line) for line in run.stdout.splitlines()]
    assert [one["answer"] for one in told][:3] == ["renew_bring", "empty", "too_long"]
    assert all(one["reply"] for one in told)
    assert told[4]["states"] == ["EXPIRED_IN_GRACE"]
