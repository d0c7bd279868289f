"""YAML that remembers its lines, so that an error can name the place where a person has to look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


class MarkedYamlError(ValueError):
    """A YAML file that cannot be read; the message is one Japanese sentence with file and line."""


class Marked:
    """The contents of a YAML file, and the line on which each key stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            text = path.read_text("utf-8")
            root = yaml.compose(text, Loader=yaml.SafeLoader)
            self.data: dict[str, Any] = yaml.safe_load(text) or {}
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise MarkedYamlError(f"{path.name} の{line}行目：YAMLとして読めません（{error.problem}）。") from None
        self._lines: dict[tuple[str, ...], int] = {}
        if not isinstance(self.data, dict):
            raise MarkedYamlError(f"{path.name} の1行目：「名前: 内容」の形で書いてください。")
        self._remember(root, ())

    def _remember(self, node: yaml.Node | None, keys: tuple[str, ...]) -> None:
        if not isinstance(node, yaml.MappingNode):
            return
        for key, value in node.value:
            place = (*keys, str(key.value))
            if place in self._lines:
                raise MarkedYamlError(f"{self.path.name} の{key.start_mark.line + 1}行目：「{key.value}」が二度書かれています。")
            self._lines[place] = key.start_mark.line + 1
            self._remember(value, place)

    def place(self, *keys: str) -> str:
        """Where a key stands, in words: ``expiry.yml の12行目``; of an unknown key its nearest known parent."""
        while keys and keys not in self._lines:
            keys = keys[:-1]
        return f"{self.path.name} の{self._lines.get(keys, 1)}行目"
