"""A generation of serving processes as ``kigen serve`` sees it: started beside the one before, told to go on, told to stop."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from bot.settings import ROOT

# Loading takes some seconds; on a machine that is busy with something else, many.
LOAD_SECONDS = 600.0
START_SECONDS = 60.0
# A little more than the processes give themselves (serve_group.py).
_STOP_SECONDS = 25.0


class RefusedError(Exception):
    """A generation could not be used; the message is one Japanese sentence that says why, with file and line where there is one."""


class Generation:
    """The processes that serve what was loaded at one moment (bot/commands/serve_group.py).

    ``died``: how many workers had to be replaced; ``link``: where the first operator signs in, outside of production.
    """

    def __init__(self, process: asyncio.subprocess.Process, reports: asyncio.StreamReader, workers: int) -> None:
        self._process = process
        self._reports = reports
        self._workers = workers
        self._watching: asyncio.Task[None] | None = None
        self.died = 0
        self.link: str | None = None

    @classmethod
    async def started(cls, sockets: Sequence[socket.socket], host: str, port: int, environment: Mapping[str, str]) -> Generation:
        """Start a process that loads model and texts."""
        reading, writing = os.pipe()
        numbers = [each.fileno() for each in sockets]
        order = json.dumps({"sockets": numbers, "report": writing, "host": host, "port": port})
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.commands.serve_group", order),
                stdin=asyncio.subprocess.PIPE,
                pass_fds=(*numbers, writing),
                start_new_session=True,  # Ctrl+C at the terminal is for us; we stop our processes in order
                env={
                    "PYTHONWARNINGS": "ignore",
                    **environment,
                    "PYTHONPATH": os.pathsep.join((str(ROOT), environment.get("PYTHONPATH", ""))),
                },
            )
        finally:
            os.close(writing)
        return cls(process, await _reader(reading), len(sockets))

    async def loaded(self) -> None:
        """Wait until it could serve; raises ``RefusedError``."""
        await self._expect("loaded", LOAD_SECONDS)

    async def serve(self) -> None:
        """Let it accept connections, and wait until all its workers do; raises ``RefusedError``."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"go\n")
        for _ in range(self._workers):
            self.link = (await self._expect("serving", START_SECONDS)).get("link")
        self._watching = asyncio.create_task(self._watch())

    async def ended(self) -> None:
        """Wait for its end."""
        await self._process.wait()

    async def stop(self) -> None:
        """Let it finish what is under way, within a bound, and end."""
        if self._process.returncode is None:
            self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), _STOP_SECONDS)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        if self._watching:
            self._watching.cancel()

    async def _expect(self, state: str, seconds: float) -> dict[str, Any]:
        try:
            told = await asyncio.wait_for(self._report(), seconds)
        except TimeoutError:
            raise RefusedError(f"{seconds:.0f}秒待っても準備ができませんでした。") from None
        if told is None:
            raise RefusedError("準備の途中で、プロセスが終わりました。")
        if told["state"] != state:
            raise RefusedError(str(told.get("message") or "始まってすぐに、プロセスが終わりました。"))
        return told

    async def _report(self) -> dict[str, Any] | None:
        line = await self._reports.readline()
        told: dict[str, Any] | None = json.loads(line) if line else None
        return told

    async def _watch(self) -> None:
        """Count the workers that died and were replaced."""
        while (told := await self._report()) is not None:
            self.died += told["state"] == "died"


async def _reader(number: int) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    opened = os.fdopen(number, "rb", 0)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), opened)
    return reader
