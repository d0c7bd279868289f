"""A browser's part of the chat API."""

from __future__ import annotations

from typing import Any

from httpx import AsyncClient, Response


class WebClient:
    """One session, its token in a header."""

    def __init__(self, http: AsyncClient) -> None:
        self.http = http
        self.token = ""

    async def begin(self) -> dict[str, Any]:
        """Open a session."""
        answer = await self.http.post("/api/chat/sessions", json={})
        assert answer.status_code == 201, answer.text
        self.token = answer.json()["session"]
        return dict(answer.json())

    async def send(self, body: Any, **headers: str) -> Response:
        """Send a message."""
        return await self.http.post("/api/chat/messages", json=body, headers=self.headers | headers)

    async def say(self, text: str) -> dict[str, Any]:
        """Send a text and give the message that answers it."""
        answer = await self.send({"text": text})
        assert answer.status_code == 200, answer.text
        return dict(answer.json()["message"])

    async def history(self) -> Any:
        """The turns so far."""
        return (await self.http.get("/api/chat/history", headers=self.headers)).json()["turns"]

    @property
    def headers(self) -> dict[str, str]:
        """The session's header."""
        return {"Authorization": f"Bearer {self.token}"}
