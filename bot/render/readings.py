"""Makes the dictionary's part of ``readings.yml`` out of all texts: ``python -m bot.render.readings`` (docs/answer.md).

What it prints is for the person who reviews: new words, and words that the dictionary reads in two ways. The part
``reviewed`` is never touched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from bot import facts
from bot.answers import compose
from bot.answers.catalogue import catalogue
from bot.answers.wording import fill
from bot.render import furigana
from bot.text.sudachi import Sudachi, build_user_dictionary

_HEAD = """# Readings over kanji. `reviewed` is written by hand and wins; `from_dictionary` is made by
# `python -m bot.render.readings` and read through by a person before it is committed. The longest word at a place
# is taken, so an entry of `reviewed` may be as long as it takes to be clear (受付の方: うけつけのかた).
"""
_FIELDS = (
    *("cert_last_valid_day", "cert_issue_date", "birth_date", "card_issue_date", "card_last_valid_day", "as_of", "renewed_on"),
    *("former_card_last_valid_day", "eligibility_certificate_issue_date", "stay_last_day", "renewed", "insurer", "other"),
)


def texts() -> list[str]:
    """Everything that can stand in an answer, filled with the facts; a person's days are left out."""
    found = catalogue()
    wordings = [wording for name, wording in found.phrases.items() if not name.startswith("language_")]
    for topic in found.topics.values():
        wordings += [topic.general, *topic.variants.values()]
    plain = [_filled(text) for wording in wordings for text in (wording.text, furigana.without_readings(wording.easy))]
    labels = [topic.button for topic in found.topics.values()]
    return [*plain, *labels, *map(compose.field_words, _FIELDS), *(fact.label for fact in facts.all_facts())]


def unread(text: str) -> list[str]:
    """The pieces with kanji that would get no reading."""
    return [t for t, r in furigana.segments(text) if not r and furigana.has_kanji(t)]


def dictionary_words(all_texts: Iterable[str]) -> dict[str, set[str]]:
    """Each word with kanji that stands in the texts, with the readings that Sudachi gives it; counters of numbers left out."""
    found: dict[str, set[str]] = defaultdict(set)
    with TemporaryDirectory() as directory:
        build_user_dictionary(Path(directory) / "user.dic")
        sudachi = Sudachi(Path(directory) / "user.dic")
        for text in all_texts:
            for surface, reading in _words(sudachi, text):
                found[surface].add(reading)
    return dict(found)


def _words(sudachi: Sudachi, text: str) -> Iterator[tuple[str, str]]:
    after_number = False
    for morpheme in sudachi.morphemes(text):
        surface = morpheme.surface()
        is_counter = after_number and furigana.is_counter(surface)
        if furigana.has_kanji(surface) and not is_counter and not re.search(r"[0-9]", surface):
            yield surface, furigana.hiragana(morpheme.reading_form())
        after_number = surface[-1:].isdigit()


def _filled(text: str) -> str:
    return fill(text, lambda name: facts.value(name) if facts.has(name) else "…")


def main() -> None:
    """Rewrite ``from_dictionary`` and print what has to be looked at."""
    before = furigana.READINGS.read_text("utf-8") if furigana.READINGS.exists() else ""
    sections = yaml.safe_load(before) or {"reviewed": {}, "from_dictionary": {}}
    all_texts = texts()
    words = dictionary_words(all_texts)
    generated = {word: min(readings) for word, readings in sorted(words.items()) if word not in sections["reviewed"]}
    for word in generated.keys() - sections["from_dictionary"].keys():
        print("new:", word, generated[word])
    for word, readings in words.items():
        if len(readings) > 1 and word not in sections["reviewed"]:
            print("two readings:", word, *sorted(readings))
    comments = "".join(f"{line}\n" for line in takewhile(lambda line: line.startswith("#"), before.splitlines())) or _HEAD
    body = yaml.safe_dump({"reviewed": sections["reviewed"], "from_dictionary": generated}, allow_unicode=True, sort_keys=False)
    furigana.READINGS.write_text(comments + body, "utf-8")


if __name__ == "__main__":
    main()
