"""Answers are the same with TensorFlow and without (docs/adr/003)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from bot.settings import ROOT

QUESTIONS = "証明書が5月に切れたんだけど来週病院で使える？\n更新の持ち物\n年金の手続き\nあああ\n"


def replies(tensorflow: str) -> list[dict[str, Any]]:
    """What `kigen ask` says, without the time it took."""
    run = subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", "ask", "--file", "-", "--json", "--today", "2026-06-15"],
        input=QUESTIONS,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "KIGEN_TENSORFLOW": tensorflow},
        check=True,
    )
    said = [json.loads(line) for line in run.stdout.splitlines()]
    return [{key: value for key, value in reply.items() if key != "ms"} for reply in said]


def test_answers_are_the_same() -> None:
    without, with_it = replies("0"), replies("1")
    assert len(without) == 4
    assert without == with_it
