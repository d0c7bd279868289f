"""The short form of fuzz.py, and every route of the described API with whatever its description allows."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.schemas import APIOperation

from tests.faults.fuzz import fuzz
from tests.faults.soak import SETTINGS
from tests.running_kigen import Kigen, kigen

MESSAGES = 1_200
_ENDLESS = "events"  # streams of server-sent events, which end when the client goes
_SETTINGS = settings(
    max_examples=20,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kigen]:
    """A server with all channels switched on."""
    with kigen(tmp_path_factory.mktemp("fuzz"), KIGEN_LINE_SECRET="a" * 32, KIGEN_LINE_TOKEN="b", **SETTINGS) as running:
        running.wait_until_ready()
        yield running


def test_hostile_messages_harm_nobody(server: Kigen) -> None:
    seen = fuzz(server, MESSAGES)
    assert seen.messages == MESSAGES
    assert seen.failures == {}
    assert seen.reflected == []
    assert seen.escaped > MESSAGES / 100  # so it was really given back, as text
    assert {way.split()[0] for way in seen.statuses} == {"plain", "rest", "chat", "broken"}


def test_no_route_fails_on_what_its_description_allows(server: Kigen) -> None:
    described = schemathesis.openapi.from_url(f"{server.address}/openapi.json")
    failed: list[str] = []
    tried: set[str] = set()
    for found in described.get_all_operations():
        operation = found.ok()
        if operation.path.endswith(_ENDLESS):
            continue
        tried.add(f"{operation.method.upper()} {operation.path}")
        _try(operation, server, failed)
    assert len(tried) >= 15, sorted(tried)
    assert failed == []
    assert httpx.get(f"{server.address}/readyz", timeout=10).status_code == 200


def _try(operation: APIOperation, server: Kigen, failed: list[str]) -> None:
    """Calls that the description allows and, where something is sent, calls that it does not."""
    session = httpx.post(f"{server.address}/api/chat/sessions", json={}).json()["session"]
    modes = [GenerationMode.POSITIVE, *([GenerationMode.NEGATIVE] if operation.body else [])]
    for mode in modes:

        @settings(_SETTINGS)
        @given(case=operation.as_strategy(mode))
        def call(case: schemathesis.Case) -> None:
            for headers in ({}, {"Authorization": f"Bearer {session}"}):
                answer = case.call(base_url=server.address, headers=headers, timeout=30)
                if answer.status_code >= 500:
                    failed.append(f"{case.method} {case.path}: {answer.status_code}")

        call()
