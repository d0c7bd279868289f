"""Files of one item a line, as ``--file`` takes them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bot.commands.failure import CommandError


def lines_of(file: str) -> Iterator[str]:
    """The lines of a file in UTF-8 (``-`` for standard input), without their ends; raises ``CommandError``."""
    if file == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # always a text stream here
        yield from (line.rstrip("\r\n") for line in sys.stdin)
        return
    try:
        with Path(file).open(encoding="utf-8-sig", errors="replace") as opened:
            yield from (line.rstrip("\r\n") for line in opened)
    except OSError as error:
        raise CommandError(f"ファイル「{file}」を読めません（{error.strerror}）。名前と場所を確かめてください。") from None
