"""``kigen train``: trains the model with Rasa, with a line that says how far it is."""

from __future__ import annotations

import logging
import os
import tarfile
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

from bot.commands.failure import CommandError
from bot.settings import ROOT

_DATA = ("domain.yml", "config.yml", "data")
_KEPT = 2


def train(directory: Path) -> Path:
    """Train into ``directory`` and give the new model's file; raises ``CommandError``."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    # Rasa's own bars say nothing to a person.
    os.environ.setdefault("TQDM_DISABLE", "1")
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    warnings.filterwarnings("ignore")
    done = threading.Event()
    watch = threading.Thread(target=_say_progress, args=(done,), daemon=True)
    watch.start()
    try:
        # Packed beside and then moved, so that whoever starts meanwhile meets a whole model or none.
        directory.mkdir(parents=True, exist_ok=True)
        with _lightly_packed(), tempfile.TemporaryDirectory(dir=directory) as beside:
            packed = _trained(Path(beside))
            model = packed.replace(directory / packed.name)
    finally:
        done.set()
        watch.join()
    _remove_old(directory)
    print(f"学習が終わりました：{model.name}（{model.stat().st_size / 1e6:.1f} MB）")
    return model


def _trained(directory: Path) -> Path:
    from rasa.api import train as rasa_train
    from rasa.shared.exceptions import RasaException
    from rasa.shared.utils import cli

    from bot.engine.logs import quieten

    quieten()
    logging.getLogger("rasa").setLevel(logging.ERROR)
    try:
        with patch.object(cli, "print_success"):  # it would name the folder beside
            result = rasa_train(
                domain=str(ROOT / "domain.yml"),
                config=str(ROOT / "config.yml"),
                training_files=str(ROOT / "data"),
                output=str(directory),
                force_training=True,  # make knows when to train; asking each component whether it has changed takes longer
            )
    except RasaException as error:
        raise CommandError(f"学習できませんでした：{str(error).strip()}") from None
    if result.code != 0 or not result.model:
        raise CommandError("学習できませんでした。上に出た説明を見て data/ と domain.yml を直してください。")
    return Path(result.model)


@contextmanager
def _lightly_packed() -> Iterator[None]:
    """Rasa packs a model as tightly as gzip can, which takes eight times as long as usual for one fiftieth of the size."""
    with patch.object(tarfile.TarFile, "gzopen", partial(tarfile.TarFile.gzopen, compresslevel=6)):
        yield


def _say_progress(done: threading.Event) -> None:
    started = time.monotonic()
    while not done.wait(5):
        print(f"  学習しています… {time.monotonic() - started:.0f}秒", flush=True)


def _remove_old(directory: Path) -> None:
    models = sorted(directory.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in models[_KEPT:]:
        old.unlink()
