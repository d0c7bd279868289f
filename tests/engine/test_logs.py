"""The lines of the log: their request, and never what an error quotes."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.engine import logs

SAID = "1958年3月21日生まれ"


@pytest.fixture(params=[logs.JsonLines, logs.TextLines])
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What a logger with the lines' format writes."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(request.param())
    logger = logging.getLogger("kigen-test-of-logs")
    logger.propagate = False
    logger.addHandler(handler)
    yield out
    logger.removeHandler(handler)


def _fail() -> None:
    try:
        raise ValueError(SAID)
    except ValueError:
        logging.getLogger("kigen-test-of-logs").exception("an action failed\nsecond line: %s", SAID)


def test_an_error_is_named_but_not_quoted(written: io.StringIO) -> None:
    _fail()
    line = written.getvalue()
    assert "ValueError" in line
    assert "an action failed" in line
    assert SAID not in line
    assert "Traceback" not in line
    assert line.count("\n") == 1


def test_the_request_is_named_while_it_is_answered(written: io.StringIO) -> None:
    token = logs.request_id.set("r_1234")
    _fail()
    logs.request_id.reset(token)
    assert "r_1234" in written.getvalue()
    _fail()
    assert "r_1234" not in written.getvalue().splitlines()[1]


def test_a_json_line_is_one_object() -> None:
    record = logging.LogRecord("bot.engine.engine", logging.ERROR, __file__, 1, 'turn "failed": %s', ("KeyError",), None)
    entry = json.loads(logs.JsonLines().format(record))
    assert entry["level"] == "error"
    assert entry["logger"] == "bot.engine.engine"
    assert entry["message"] == 'turn "failed": KeyError'
