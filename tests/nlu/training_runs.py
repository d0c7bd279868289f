"""Trainings on a part of the sentences: the learning curve, and cross-validation by writers' passes."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import TopicClassifier
from bot.nlu.dates import DateExtractor
from bot.nlu.features import Features, Sentence
from bot.nlu.noise import noisy_copies
from bot.nlu.sentences import sentence_of
from bot.nlu.tokenizer import tokens_of
from bot.nlu.topic_model import TopicModel
from bot.nlu.vectors import WordVectors
from bot.settings import ROOT
from bot.text.sudachi import Sudachi, build_user_dictionary

Example = tuple[str, str]


def examples() -> list[Example]:
    """The training sentences with their topics, in the order of the files: those of one writer stand together."""
    found = []
    for file in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for entry in yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)["nlu"]:
            found += [(line.removeprefix("- "), entry["intent"]) for line in entry["examples"].strip().split("\n")]
    return found


def settings_of(component: str) -> dict[str, Any]:
    """The settings of a component in config.yml, over its defaults."""
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))["pipeline"]
    return next(entry for entry in pipeline if entry["name"].endswith(f".{component}"))


def read(texts: Sequence[str]) -> list[Sentence]:
    """Texts as the pipeline reads them."""
    messages = [Message({TEXT: text, INTENT: "any"}) for text in texts]
    DateExtractor().process_training_data(TrainingData(messages))
    with tempfile.TemporaryDirectory() as directory:
        build_user_dictionary(Path(directory) / "user.dic")
        sudachi = Sudachi(Path(directory) / "user.dic")
        for message in messages:
            message.set(TOKENS_NAMES[TEXT], tokens_of(message.get(TEXT), sudachi))
    return [sentence_of(message) for message in messages]


def fit(chosen: Sequence[Example]) -> TopicModel:
    """A topic model trained on some examples and their noisy copies, as config.yml says."""
    noise, settings = settings_of("NoisyCopies"), {**TopicClassifier.get_default_config(), **settings_of("TopicClassifier")}
    trained = [*chosen, *noisy_copies(list(chosen), noise["hiragana"], noise["slips"], seed=1)]
    sentences = read([text for text, _ in trained])
    vectors = WordVectors.from_ginza([[w.normalised for w in s.words] for s in sentences], settings["dense_size"])
    features = Features.fit(sentences, vectors, settings["dense_weight"])
    return TopicModel.fit(sentences, [topic for _, topic in trained], features, settings["regularisation"], settings["sharpness"])


def folds(all_examples: Sequence[Example], number: int) -> Iterator[tuple[list[Example], list[Example]]]:
    """Cuts of the examples into (trained, left out). What is left out stands together: whole passes of a writer."""
    totals = Counter(topic for _, topic in all_examples)
    seen: Counter[str] = Counter()
    fold = []
    for _, topic in all_examples:
        fold.append(seen[topic] * number // totals[topic])
        seen[topic] += 1
    for left_out in range(number):
        yield (
            [e for e, f in zip(all_examples, fold, strict=True) if f != left_out],
            [e for e, f in zip(all_examples, fold, strict=True) if f == left_out],
        )


def share(all_examples: Sequence[Example], part: float) -> list[Example]:
    """An even selection of each topic's sentences; ``part`` of 1 is all."""
    seen: Counter[str] = Counter()
    chosen = []
    for example in all_examples:
        seen[example[1]] += 1
        if int(seen[example[1]] * part) > int((seen[example[1]] - 1) * part):
            chosen.append(example)
    return chosen
