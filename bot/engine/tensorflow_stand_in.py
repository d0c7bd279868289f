"""Leaves TensorFlow out at serving.

Rasa imports TensorFlow whether or not a model uses it, at a price of several seconds and 300 MB. Our pipeline does not use
it (config.yml), so the import finds empty stand-ins. Never to be used with DIET or TED, nor for training
(docs/adr/003-tensorflow-left-out.md); a test shows that answers are the same with and without.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_ABSENT = frozenset({"tensorflow", "keras", "tensorflow_text", "tensorflow_hub", "tensorflow_probability"})


class _Anything(type):
    """A class whose every attribute is again such a class: enough for names in annotations, bases and decorators."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(name)

    def __or__(cls, other: Any) -> Any:
        return cls

    def __ror__(cls, other: Any) -> Any:
        return cls


def _stand_in(name: str) -> Any:
    return _Anything(
        name, (), {"__init__": lambda self, *args, **kwargs: None, "__class_getitem__": classmethod(lambda cls, _: cls)}
    )


class _StandInModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = _decorator if name in ("function",) else _stand_in(name)
        setattr(self, name, value)
        return value


def _decorator(*args: Any, **kwargs: Any) -> Any:
    return args[0] if args and callable(args[0]) else lambda function: function


class _Finder(MetaPathFinder, Loader):
    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, is_package=True) if fullname.split(".")[0] in _ABSENT else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        return None


def leave_tensorflow_out() -> None:
    """Put the stand-ins in place; does nothing where TensorFlow is imported already."""
    if "tensorflow" not in sys.modules and not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
