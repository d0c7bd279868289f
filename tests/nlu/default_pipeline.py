"""Rasa's default pipeline on the same sentences, for comparison. Run by hand, since DIET takes long:

    nice -n 19 .venv/bin/python tests/nlu/default_pipeline.py --epochs 100 [--keep artefacts/rasa_default]

Writes default_pipeline.json beside this file, with the day and the command. The pipeline is the one of Rasa's
documentation for a language with a spaCy model, the policy its RulePolicy. ``--keep`` is a folder for the model.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import shutil
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import spacy
import yaml
from measuring import PARTS, Understanding, figures, held_out
from rasa.core.agent import Agent
from rasa.model_training import train

from bot import clock
from bot.settings import ROOT

_FALLBACK = "nlu_fallback"


def main() -> None:
    """Train, measure, keep the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=100)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    epochs = given.epochs
    warnings.filterwarnings("ignore")
    logging.getLogger("rasa").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as directory:
        started = time.monotonic()
        model = _trained(Path(directory), epochs)
        seconds = time.monotonic() - started
        megabytes = Path(model).stat().st_size / 1e6
        if given.keep:
            given.keep.mkdir(parents=True, exist_ok=True)
            shutil.copy(model, given.keep)
        parse = _parser(model)
        started = time.monotonic()
        found = {part: figures(held_out(part), parse) for part in PARTS}
        parses = sum(len(held_out(part)) for part in PARTS)
        kept = {
            "day": clock.today().isoformat(),
            "command": " ".join(["tests/nlu/default_pipeline.py", *sys.argv[1:]]),
            "epochs": epochs,
            "training_seconds": round(seconds),
            "model_megabytes": round(megabytes, 1),
            "milliseconds_a_parse": round(1000 * (time.monotonic() - started) / parses, 1),
            "figures": {part: {name: round(value, 4) for name, value in f.items()} for part, f in found.items()},
        }
    Path(__file__).with_suffix(".json").write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", "utf-8")
    print(json.dumps(kept, ensure_ascii=False, indent=2))


def _trained(directory: Path, epochs: int) -> str:
    config = {
        "recipe": "default.v1",
        "language": "ja",
        "pipeline": [
            {"name": "SpacyNLP", "model": "ja_ginza"},
            {"name": "SpacyTokenizer"},
            {"name": "SpacyFeaturizer"},
            {"name": "RegexFeaturizer"},
            {"name": "LexicalSyntacticFeaturizer"},
            {"name": "CountVectorsFeaturizer"},
            {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
            {
                "name": "DIETClassifier",
                "epochs": epochs,
                "batch_size": [128, 256],
                "constrain_similarities": True,
                "entity_recognition": False,
            },
            {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
        ],
        "policies": [{"name": "RulePolicy"}],
    }
    # ja_ginza names the spaCy that it was packed with; it loads and works with ours, which Rasa's pins hold back.
    spacy.util.is_compatible_version = lambda *versions: True
    (directory / "config.yml").write_text(yaml.safe_dump(config), "utf-8")
    files = [str(ROOT / "data" / "nlu"), str(ROOT / "data" / "rules")]
    model = train(str(ROOT / "domain.yml"), str(directory / "config.yml"), files, str(directory)).model
    if model is None:
        raise SystemExit("学習できませんでした。")
    return model


def _parser(model: str) -> Any:
    processor = Agent.load(model).processor
    loop = asyncio.new_event_loop()

    def parse(text: str) -> Understanding:
        from rasa.core.channels.channel import UserMessage

        parsed = loop.run_until_complete(processor.parse_message(UserMessage(text)))
        ranking = tuple((e["name"], e["confidence"]) for e in parsed["intent_ranking"] if e["name"] != _FALLBACK)
        intent = parsed["intent"]["name"]
        # The fallback says that it was not understood; the default offers no choices.
        return Understanding(
            "not_understood" if intent == _FALLBACK else intent, parsed["intent"]["confidence"], (), None, ranking
        )

    return parse


if __name__ == "__main__":
    main()
