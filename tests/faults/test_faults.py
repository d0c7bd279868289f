"""Processes are killed and stores restarted while people talk: everything is answered once, and nothing is damaged.

The long form is ``tests/faults/run.py``; its results are in ``tests/faults/results``.
"""

from __future__ import annotations

from pathlib import Path

from tests.faults.scene import scene
from tests.faults.trial import Trouble, conversations, different, undisturbed

CONVERSATIONS = 24
KILL_EVERY_SECONDS = 3.0
PAUSE_SECONDS = 1.2


async def test_every_message_is_answered_once_whatever_dies(tmp_path: Path) -> None:
    trouble = Trouble(KILL_EVERY_SECONDS)
    with scene(tmp_path, workers=2) as stage:
        models = await undisturbed(stage)
        talks = await conversations(stage, CONVERSATIONS, trouble, PAUSE_SECONDS)
    assert len(trouble.killed) >= 2
    assert trouble.restarted == ["PostgreSQL", "Redis"]
    assert [each.uncalm for each in talks if each.uncalm] == []
    assert [each.number for each in talks if not each.is_whole] == []
    assert [(each.number, each.names) for each in different(talks, models)] == []
