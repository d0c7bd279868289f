"""The processes of one generation: what was loaded once serves in all of them, and a dead one is replaced at once.

Started by ``kigen serve`` (``serve_generation.py``), never by hand. With more than one worker, this process loads the model and
the texts and forks: workers share that memory, and whoever replaces a dead one has exactly what the others have, whatever has
happened to the files meanwhile. Forking is safe as long as this process has one thread and nothing open; both are seen to.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.commands.serve_worker import Worker

# Read by the libraries at their import. Their threads would not survive a fork; turns are too small to gain from them.
for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
logging.captureWarnings(True)  # as in bot/cli.py: libraries warn of their own age
logging.getLogger("py.warnings").setLevel(logging.ERROR)

from bot.settings import MEMORY, Settings  # noqa: E402  # after what it must find in the environment

STOP_SECONDS = 20.0
_LOOK_SECONDS = 0.1
# Who dies right after its start will do so again: not in a busy loop.
_PAUSE_SECONDS = 1.0
_THREADS_END_SECONDS = 5.0
_SELF_TEST = ("更新に必要な持ち物は？", "証明書の期限は2026年5月10日です")
_FAREWELL_SECONDS = 1.0
_FAREWELL_ALONE_SECONDS = 0.2  # nobody else answers meanwhile


class RefusedError(Exception):
    """This generation cannot serve; the message is one Japanese sentence."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a generation is told: its sockets, one a worker, and where it reports to (file descriptors)."""

    sockets: list[int]
    report: int
    host: str
    port: int


def main() -> None:
    """Load, say so, wait for the word on standard input, serve."""
    order = Order(**json.loads(sys.argv[1]))
    os.umask(0o077)
    report = _Report(order.report)
    sockets = [socket.socket(fileno=number) for number in order.sockets]
    try:
        settings = replace(Settings.from_environment(), host=order.host, port=order.port)
        agent = _loaded(settings)
        if len(sockets) == 1:
            alone = _opened(settings, agent, sockets[0], _FAREWELL_SECONDS if settings.redis else _FAREWELL_ALONE_SECONDS)
            _wait_for_the_word(report)
            alone.serve(lambda: report.serving(settings))
        else:
            _wait_for_the_word(report)
            _Group(settings, agent, sockets, report).run()
    except Exception as error:
        report.say(state="refused", message=_reason(error))
        sys.exit(1)


def _wait_for_the_word(report: _Report) -> None:
    report.say(state="loaded")
    if not sys.stdin.readline():
        sys.exit(0)  # another was chosen, or nobody is there any more


def _loaded(settings: Settings) -> Any:
    """The agent, after everything that answers are made of was read and tried; what fails is said with file and line."""
    from bot.answers.catalogue import catalogue
    from bot.engine import logs
    from bot.engine.engine import Engine, load_agent, newest_model
    from bot.organisation import organisation

    logs.begin(settings.log_json)
    organisation()
    catalogue()
    model = newest_model(settings.model_directory)
    agent = load_agent(model, settings.keep_tensorflow)
    trial = Engine(replace(settings, database=MEMORY, redis=None), agent)
    failed = [text for text in _SELF_TEST if trial.reply_now(text, "self-test").answer.name == "failure"]
    trial.close()
    if failed:
        raise RefusedError(f"モデル「{model.name}」では答えを作れません（ためした文：{failed[0]}）。")
    return agent


def _reason(error: Exception) -> str:
    from bot.answers.catalogue import TextsError
    from bot.engine.engine import NoModelError
    from bot.facts import FactsError
    from bot.organisation import OrganisationError
    from bot.settings import SettingsError
    from bot.state import StoreError

    said = (RefusedError, TextsError, NoModelError, FactsError, OrganisationError, SettingsError, StoreError)
    return str(error) if isinstance(error, said) else f"思わぬ誤りで読みこめません（{type(error).__name__}）。"


class _Report:
    """Lines of JSON for ``serve_generation.py``. Whoever is gone is not told."""

    def __init__(self, number: int) -> None:
        self._number = number

    def say(self, **told: object) -> None:
        with suppress(BrokenPipeError):
            os.write(self._number, (json.dumps(told, ensure_ascii=False) + "\n").encode())

    def serving(self, settings: Settings) -> None:
        """Connections are accepted; where this is no production, the link with which the first operator comes in."""
        from bot.channels.assist.passes import one_time_code

        link = None if settings.production else f"/assist/sign-in#{one_time_code(settings.secret)}"
        self.say(state="serving", pid=os.getpid(), link=link)


def _opened(settings: Settings, agent: Any, listening: socket.socket, farewell: float) -> Worker:
    from bot.commands.serve_worker import Worker

    return Worker.opened(settings, agent, listening, farewell)


@dataclass
class _Group:
    """Forks a worker for each socket, and again whenever one dies, until SIGTERM or until its own parent is gone."""

    settings: Settings
    agent: Any
    sockets: list[socket.socket]
    report: _Report
    _workers: dict[int, int] = field(default_factory=dict)  # process → number of its socket
    _began: dict[int, float] = field(default_factory=dict)
    _stops: bool = False

    def run(self) -> None:
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        parent = os.getppid()
        for number in range(len(self.sockets)):
            self._fork(number)
        while not self._stops and os.getppid() == parent:
            self._replace_dead()
            time.sleep(_LOOK_SECONDS)
        self._end()

    def _stop(self, number: int, frame: object) -> None:
        self._stops = True

    def _fork(self, number: int) -> None:
        _require_one_thread()
        pid = os.fork()
        if pid:
            self._workers[pid], self._began[pid] = number, time.monotonic()
            return
        status = 1
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            for other in self.sockets[:number] + self.sockets[number + 1 :]:
                other.close()
            worker = _opened(self.settings, self.agent, self.sockets[number], _FAREWELL_SECONDS)
            worker.serve(lambda: self.report.serving(self.settings))
            status = 0
        except Exception as error:
            self.report.say(state="refused", message=_reason(error))
        finally:
            os._exit(status)

    def _replace_dead(self) -> None:
        for pid, number in self._dead():
            self.report.say(state="died", pid=pid)
            if time.monotonic() - self._began.pop(pid) < _PAUSE_SECONDS:
                time.sleep(_PAUSE_SECONDS)
            if not self._stops:
                self._fork(number)

    def _dead(self) -> list[tuple[int, int]]:
        from prometheus_client.multiprocess import mark_process_dead

        found = []
        while self._workers:
            pid, _ = os.waitpid(-1, os.WNOHANG)
            if not pid:
                break
            found.append((pid, self._workers.pop(pid)))
            if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
                # What it was at work on counts no more; what it did still does.
                mark_process_dead(pid)  # type: ignore[no-untyped-call]  # the library leaves this one untyped
        return found

    def _end(self) -> None:
        """Let the workers finish; our copies of the sockets must not keep open what they close."""
        for each in self.sockets:
            each.close()
        for pid in self._workers:
            os.kill(pid, signal.SIGTERM)
        ends = time.monotonic() + STOP_SECONDS
        while self._workers and time.monotonic() < ends:
            self._dead()
            time.sleep(_LOOK_SECONDS / 2)
        for pid in self._workers:
            os.kill(pid, signal.SIGKILL)


def _require_one_thread() -> None:
    """Raise ``RefusedError`` where a fork would lose a thread. A thread that has just ended is still to be seen for a moment."""
    for _ in range(int(_THREADS_END_SECONDS / _LOOK_SECONDS)):
        if len(os.listdir("/proc/self/task")) == 1:
            return
        time.sleep(_LOOK_SECONDS)
    raise RefusedError("ほかのスレッドが動いているため、プロセスを分けられません。`--workers 1` で始めてください。")


if __name__ == "__main__":
    main()
