"""The long form of the faults, by hand: python tests/faults/run.py --conversations 500 --kill-every 10 --out tests/faults/results/x.json"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from pathlib import Path

from tests.faults.scene import scene
from tests.faults.trial import Trouble, conversations, figures, undisturbed
from tests.keeping import keep


def main() -> None:
    """Run it, print the figures and keep them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=500)
    parser.add_argument("--kill-every", type=float, default=10.0, help="seconds")
    parser.add_argument("--pause", type=float, default=5.0, help="seconds between an answer and the next message")
    parser.add_argument("--workers", type=int, default=2, help="processes of each of the two servers")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    trouble = Trouble(given.kill_every)
    with tempfile.TemporaryDirectory() as folder, scene(Path(folder), given.workers) as stage:
        models = asyncio.run(undisturbed(stage))
        talks = asyncio.run(conversations(stage, given.conversations, trouble, given.pause))
        told = {"workers_each": given.workers, "kill_every": given.kill_every, "pause": given.pause, "cores": os.cpu_count()}
        told |= figures(talks, models, trouble, stage)
    keep(told, given.out)


if __name__ == "__main__":
    main()
