"""The result of a run as JUnit XML, which every CI server reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from bot.dialogue_tests.playing import Played
from bot.dialogue_tests.summary import complaints, move_in_words

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_junit(results: Sequence[Played], file: Path) -> None:
    """Write one test case for each dialogue and channel."""
    file.parent.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(junit(results)).write(file, encoding="utf-8", xml_declaration=True)


def junit(results: Sequence[Played]) -> ElementTree.Element:
    """The results as a tree: one suite a channel."""
    root = ElementTree.Element("testsuites", _numbers(results) | {"name": "kigen dialogue"})
    for channel in dict.fromkeys(played.channel for played in results):
        of_channel = [played for played in results if played.channel == channel]
        suite = ElementTree.SubElement(root, "testsuite", _numbers(of_channel) | {"name": channel})
        for played in of_channel:
            _add_case(suite, played)
    return root


def _numbers(results: Sequence[Played]) -> dict[str, str]:
    failures = sum(not played.passed for played in results)
    seconds = sum(played.seconds for played in results)
    return {"tests": str(len(results)), "failures": str(failures), "errors": "0", "time": f"{seconds:.3f}"}


def _add_case(suite: ElementTree.Element, played: Played) -> None:
    place = played.dialogue.place
    attributes = {
        "name": _clean(played.dialogue.name),
        "classname": f"{played.channel}.{place.file.removesuffix('.yml')}",
        "file": place.file,
        "line": str(place.line),
        "time": f"{played.seconds:.3f}",
    }
    case = ElementTree.SubElement(suite, "testcase", attributes)
    found = [complaint for turn in played.turns for complaint in complaints(turn)]
    if found:
        failure = ElementTree.SubElement(case, "failure", {"message": _clean(found[0].reason), "type": "difference"})
        failure.text = _clean("\n".join(f"{c.place}：{c.reason}" for c in found))
    said = [f"あなた：{move_in_words(t.turn)}\nボット：{t.said.shown if t.said else '（なし）'}" for t in played.turns]
    ElementTree.SubElement(case, "system-out").text = _clean("\n\n".join(said))


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
