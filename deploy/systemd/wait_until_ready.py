"""Waits until the process on a port answers ``/readyz``: ``wait_until_ready.py PORT``. Ends with 1 after a minute."""

from __future__ import annotations

import sys
import time
from urllib.request import urlopen

_TRIES = 240
_PAUSE_SECONDS = 0.25


def main(port: str) -> int:
    """0 as soon as it is ready."""
    for _ in range(_TRIES):
        try:
            with urlopen(f"http://127.0.0.1:{int(port)}/readyz", timeout=2):
                return 0
        except OSError:
            time.sleep(_PAUSE_SECONDS)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
