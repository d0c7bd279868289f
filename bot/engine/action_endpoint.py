"""Runs the custom actions in this process instead of over HTTP.

Rasa asks an endpoint object to send a request; ours calls rasa-sdk's executor directly. The action server keeps working as
a process of its own for those who want it (`rasa run actions`).
"""

from __future__ import annotations

from typing import Any

from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.engine import tracing


class InProcessActions(EndpointConfig):
    """An action endpoint without a network."""

    def __init__(self) -> None:
        super().__init__(url="in-process", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = None,
        compress: bool = False,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """Run the action that Rasa asks for; errors reach Rasa as they would from a server."""
        with tracing.step("act"):
            result: dict[str, Any] | None = await self._executor.run(kwargs["json"])
        return result
