"""What tests of the desk need: an engine that hears nothing, and signing in."""

from __future__ import annotations

from datetime import date

from httpx import AsyncClient

from bot.engine.listening import Given, Heard

PASSWORD = "a long enough password"


class FakeEngine:
    """Hears nothing in particular."""

    is_ready = True

    def __init__(self) -> None:
        self.heard: list[tuple[list[str], list[Given]]] = []

    async def listen(self, lines: list[str], given: list[Given], today: date) -> Heard:
        """Note what came."""
        self.heard.append((lines, given))
        return Heard((), None, {}, None, (), (), "", False)


async def signed_in(http: AsyncClient, name: str) -> dict[str, str]:
    """The headers of somebody who signs in."""
    answer = await http.post("/api/assist/sign-in", json={"name": name, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['pass']}"}
