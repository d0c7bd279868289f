"""The short form of `make soak`: some hundred conversations leave the memory where it was."""

from __future__ import annotations

from pathlib import Path

from tests.faults.soak import SETTINGS, soak
from tests.running_kigen import kigen

TURNS = 1600
MOST_GROWTH = 0.05


def test_memory_stays_where_it_is(tmp_path: Path) -> None:
    with kigen(tmp_path, **SETTINGS) as server:
        server.wait_until_ready()
        seen = soak(server, TURNS)
    assert seen.done >= TURNS
    assert set(seen.statuses) <= {200, 201, 204, 413}
    assert seen.growth <= MOST_GROWTH, seen.samples
