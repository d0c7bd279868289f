"""Sudachi with the words of this field: building the user dictionary and handing out tokenizers."""

from __future__ import annotations

import threading
from pathlib import Path

import sudachidict_core
from sudachipy import Config, Dictionary, Morpheme, SplitMode, Tokenizer
from sudachipy.sudachipy import build_user_dic

LEXICON = Path(__file__).with_name("user_dictionary.csv")
SYSTEM_DICTIONARY = Path(sudachidict_core.__file__).parent / "resources" / "system.dic"


def build_user_dictionary(output: Path) -> None:
    """Compile the field's words (``user_dictionary.csv``) into a binary user dictionary at ``output``."""
    build_user_dic(SYSTEM_DICTIONARY, [LEXICON], output)


class Sudachi:
    """A morphological analyser that is safe under threads: each thread gets a tokenizer of its own."""

    def __init__(self, user_dictionary: Path) -> None:
        self._dictionary = Dictionary(config=Config(system="core", user=[str(user_dictionary)]))
        self._local = threading.local()

    def morphemes(self, text: str) -> list[Morpheme]:
        """The words of a text, longest units first (split mode C)."""
        return list(self._tokenizer().tokenize(text))

    def _tokenizer(self) -> Tokenizer:
        found: Tokenizer | None = getattr(self._local, "tokenizer", None)
        if found is None:
            found = self._dictionary.create(mode=SplitMode.C)
            self._local.tokenizer = found
        return found
