"""Server-sent events out of the shared state: what has changed since last time, looked up twice a second."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from fastapi.responses import StreamingResponse

LOOK_SECONDS = 0.5
# Proxies cut connections on which nothing comes.
_QUIET_LOOKS = 30
# The client comes again by itself, with a pass or session that is looked at anew.
LONGEST_LOOKS = 1200
Event = tuple[str, Any]


def events(look: Callable[[], Awaitable[tuple[list[Event], bool]]]) -> StreamingResponse:
    """A stream of what ``look`` finds (name and JSON data) until it says that there will be no more."""

    async def stream() -> AsyncIterator[str]:
        for number in range(LONGEST_LOOKS):
            found, is_over = await look()
            for name, data in found:
                yield f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
            if is_over:
                return
            if number % _QUIET_LOOKS == 0:
                yield ": \n\n"
            await asyncio.sleep(LOOK_SECONDS)

    return StreamingResponse(stream(), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})
