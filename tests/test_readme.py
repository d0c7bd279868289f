"""The dialogue in the README is what the bot says."""

from __future__ import annotations

import re
from datetime import date

from bot.engine.engine import Engine
from bot.settings import ROOT

TURN = re.compile(r"^あなた> (.+)\nKigen> (.+)$", re.MULTILINE)


def test_the_sample_dialogue_is_true(engine: Engine) -> None:
    turns = TURN.findall((ROOT / "README.md").read_text("utf-8"))
    assert len(turns) == 3
    for said, expected in turns:
        reply = engine.reply_now(said, "readme", date(2026, 6, 15))
        assert reply.answer.text.split("\n")[0] == expected
