"""Does a turn cost more with a million stored conversations, or with 1,000 topics? By hand; prints JSON.

``python tests/bench/growth.py [--conversations 1000000] [--out FILE]``: two engines in one process, the one small and the other
large, take turns in short blocks, so that both meet the same load of the machine. PostgreSQL is started for it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

import numpy as np
import psycopg2
from bench_engine import SAID, TODAY

from bot.engine.engine import Engine, load_agent, newest_model
from bot.nlu.topic_model import TopicModel
from bot.settings import MEMORY, Settings
from tests.keeping import keep
from tests.servers import postgres

BLOCKS = 40
TALKS_A_BLOCK = 4
TOPICS = 1_000
_FILL = """
INSERT INTO kigen_conversations
SELECT md5(number::text) || 'filling', body, ends + number %% 3600
FROM (SELECT body, ends FROM kigen_conversations LIMIT 1) AS kept, generate_series(1, %s) AS number"""


def compare(small: Engine, large: Engine) -> dict[str, float]:
    """Median milliseconds of a turn in both, and turns of the large one for each turn of the small one in the same time."""
    times: dict[str, list[float]] = {"small": [], "large": []}
    for block in range(BLOCKS):
        order = (("small", small), ("large", large)) if block % 2 else (("large", large), ("small", small))
        for name, engine in order:
            for talk in range(TALKS_A_BLOCK):
                times[name] += [engine.reply_now(text, f"{block}:{talk}", TODAY).milliseconds for text in SAID]
    whole = {name: sum(of_one) for name, of_one in times.items()}
    medians = {name: statistics.median(of_one) for name, of_one in times.items()}
    return {
        "small_median_ms": round(medians["small"], 2),
        "large_median_ms": round(medians["large"], 2),
        "latency_ratio": round(medians["large"] / medians["small"], 3),
        "throughput_ratio": round(whole["small"] / whole["large"], 3),
    }


def with_conversations(address: str, rows: int) -> dict[str, float]:
    """An empty database against one with so many living conversations."""
    _run(address, "CREATE DATABASE full_one")
    small, large = Engine(Settings(database=address)), Engine(Settings(database=address.replace("/postgres", "/full_one")))
    large.reply_now(SAID[0], "the one that is copied", TODAY)
    full = address.replace("/postgres", "/full_one")
    _run(full, _FILL, rows)
    _run(full, "ANALYZE kigen_conversations")
    count, size = _run(full, "SELECT count(*), pg_total_relation_size('kigen_conversations') FROM kigen_conversations")[0]
    return _closed(small, large, {"conversations": count, "stored_mb": round(size / 1e6)} | compare(small, large))


def _run(address: str, statement: str, *given: int) -> list[tuple[int, ...]]:
    connection = psycopg2.connect(address)
    connection.autocommit = True  # databases are made outside transactions
    with closing(connection), connection.cursor() as cursor:
        cursor.execute(statement, given or None)
        return list(cursor.fetchall()) if cursor.description else []


def with_topics(topics: int) -> dict[str, float]:
    """The model as it is against one with so many topics: its weights are repeated under new names, each with a rule."""
    small, agent = Engine(Settings(database=MEMORY)), _agent()
    known = _widen(agent.processor.graph_runner, topics)
    large = Engine(Settings(database=MEMORY), agent)
    return _closed(small, large, {"topics_before": known, "topics": topics} | compare(small, large))


def _agent() -> Any:
    return load_agent(newest_model(Settings(database=MEMORY).model_directory))


def _widen(runner: Any, topics: int) -> int:
    """Repeat the topics of a loaded model; gives how many it had."""
    # By name: importing the components would bring TensorFlow, which a serving process leaves out.
    components = {type(node._component).__name__: node._component for node in runner._nodes.values()}
    classifier, rules = components["TopicClassifier"], components["TopicRules"]
    model: TopicModel = classifier._model
    known = len(model._labels)
    # The two last columns are not topics. What is repeated is a little less likely, so that the answers stay the same.
    columns = np.r_[np.arange(known), np.arange(topics - known) % known, known, known + 1]
    parts = [part[..., columns].copy() for part in (model._weights.sparse, model._weights.dense, model._weights.bias)]
    parts[2][known:topics] -= 2.0
    model._weights = type(model._weights)(*parts)
    names = [f"synthetic_{number}" for number in range(topics - known)]
    rules.actions.update(dict.fromkeys(names, "action_answer_topic"))
    model._labels += names
    return known


def _closed(small: Engine, large: Engine, told: dict[str, float]) -> dict[str, float]:
    small.close()
    large.close()
    return told


def main() -> None:
    """Print and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=1_000_000)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    told = {"topics": with_topics(TOPICS)}
    with tempfile.TemporaryDirectory() as folder, postgres(Path(folder)) as address:
        told["conversations"] = with_conversations(address, given.conversations)
    keep(told, given.out)


if __name__ == "__main__":
    main()
