"""The way from ``kigen reload`` to a running ``kigen serve``: a socket in the data folder, for its owner only."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

Answered = Callable[[bool, str], None]
_WORD = b"reload\n"
_log = logging.getLogger("kigen.serve")


class Control:
    """The socket of the server at a port. Two servers in one folder have different ports, so different sockets."""

    def __init__(self, folder: Path, port: int) -> None:
        self.path = folder / f"serve-{port}.sock"

    @asynccontextmanager
    async def listening(self, on_reload: Callable[[Answered], None]) -> AsyncIterator[None]:
        """Take requests; each gets an answer when the reload is over. Without the socket the server runs on, and SIGHUP works."""

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if await reader.readline() != _WORD:
                writer.close()
                return
            over: asyncio.Future[tuple[bool, str]] = asyncio.get_running_loop().create_future()
            on_reload(lambda is_done, said: over.set_result((is_done, said)))
            writer.write((json.dumps(await over, ensure_ascii=False) + "\n").encode())
            writer.close()

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.path.unlink(missing_ok=True)  # left behind by a server that was killed: the port is ours now
            server = await asyncio.start_unix_server(answer, self.path)
        except OSError as error:
            _log.warning("no socket for kigen reload (%s); SIGHUP works", type(error).__name__)
            yield
            return
        try:
            async with server:
                yield
        finally:
            self.path.unlink(missing_ok=True)

    async def ask(self) -> tuple[bool, str]:
        """Ask for a reload and wait for its end: whether it was done, and what is said of it. Raises ``OSError``."""
        reader, writer = await asyncio.open_unix_connection(self.path)
        try:
            writer.write(_WORD)
            line = await reader.readline()
        finally:
            writer.close()
        if not line:
            raise ConnectionResetError
        is_done, said = json.loads(line)
        return is_done, said
