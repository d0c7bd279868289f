"""Adopting a sentence: into one place only, whole, and never from the held-out cases into training."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from bot.engine.events import DATE_MARK
from bot.insights import sentences
from bot.insights.adoption import HELD_OUT, TRAINING, Candidate, Corpus, adopt, objections
from bot.insights.measuring import Understood, outcome
from bot.insights.sentences import Example
from bot.settings import ROOT

NEW = "カードの中のアレがいつダメになるんか知りたいんやけど"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The repository's sentences in a folder of the test's own."""
    for folder in (sentences.TRAINING_FOLDER, Path("tests/nlu")):
        (tmp_path / folder).mkdir(parents=True)
        for file in (ROOT / folder).glob("*.yml"):
            shutil.copy(file, tmp_path / folder)
    return tmp_path


def test_every_sentence_of_the_repository_is_read() -> None:
    assert len(sentences.training()) == sum(
        line.startswith("      - ")
        for file in (ROOT / "data" / "nlu").glob("*.yml")
        for line in file.read_text("utf-8").splitlines()
    )


def test_a_training_sentence_is_added_to_its_topic_and_nothing_else_changes(copy: Path) -> None:
    before, corpus = sentences.training(copy), Corpus(copy)
    (file,) = adopt([Candidate(NEW, "expiry_check", TRAINING)], corpus, copy)
    assert file == copy / "data" / "nlu" / "expiry.yml"
    after = sentences.training(copy)
    assert sorted(e.text for e in after if e.text not in {b.text for b in before}) == [NEW]
    assert len(after) == len(before) + 1
    assert Example(NEW, "expiry_check", file) in after


def test_a_held_out_case_is_added_with_its_voice(copy: Path) -> None:
    text = 'これって"期限": いつ？ #1'
    adopt([Candidate(text, "expiry_check", HELD_OUT, "dialect")], Corpus(copy), copy)
    cases = yaml.safe_load((copy / sentences.DEV_FILE).read_text("utf-8"))
    assert cases["expiry_check"][-1] == {"text": text, "voice": "dialect"}
    assert sum(map(len, cases.values())) == len(sentences.dev()) + 1


def test_several_sentences_go_into_several_files(copy: Path) -> None:
    wanted = [Candidate(NEW, "expiry_check", TRAINING), Candidate(f"{NEW}ねん", "expiry_check", TRAINING)]
    wanted += [Candidate("役所まで何持ってったらええのん教えて", "renew_bring", TRAINING)]
    assert objections(wanted, Corpus(copy)) == []
    assert len(adopt(wanted, Corpus(copy), copy)) == 2
    assert {candidate.text for candidate in wanted} <= {example.text for example in sentences.training(copy)}


def test_a_held_out_sentence_cannot_be_trained_however_it_is_written(corpus: Corpus) -> None:
    for example in (*corpus.dev[:3], *sentences.untouched()[:3]):
        for text in (example.text, f"{example.text}！", f" {example.text}。"):
            (reason,) = corpus.objections(Candidate(text, example.topic, TRAINING))
            assert "テスト" in reason


def test_a_sentence_much_like_a_held_out_one_cannot_be_trained_and_the_test_set_is_not_shown(corpus: Corpus) -> None:
    long = max(sentences.untouched(), key=lambda example: len(example.text))
    (reason,) = corpus.objections(Candidate(f"{long.text}ね", long.topic, TRAINING))
    assert "ほとんど同じ" in reason
    assert long.text not in reason


def test_a_trained_sentence_cannot_be_held_out_or_trained_again(corpus: Corpus) -> None:
    trained = corpus.training[0]
    for candidate in (
        Candidate(trained.text, trained.topic, HELD_OUT, "polite"),
        Candidate(trained.text, "renew_bring", TRAINING),
    ):
        assert any("学習用の文にあります" in reason for reason in corpus.objections(candidate))


@pytest.mark.parametrize(
    ("candidate", "words"),
    [
        (Candidate(NEW, "no_such_topic", TRAINING), "という話題はありません"),
        (Candidate(NEW, "expiry_check", HELD_OUT, "shouting"), "話し方"),
        (Candidate(NEW, "expiry_check", "elsewhere"), "入れ先"),
        (Candidate("", "expiry_check", TRAINING), "文が空"),
        (Candidate("一行目\n- intent: x", "expiry_check", TRAINING), "1行"),
        (Candidate(f"{DATE_MARK}に切れた", "expiry_check", TRAINING), "書き直して"),
        (Candidate("番号は1234 5678 9012です", "expiry_check", TRAINING), "数字"),
        (Candidate("[5月](date)に切れた", "expiry_check", TRAINING), "記号"),
    ],
)
def test_what_speaks_against_a_sentence_is_said(corpus: Corpus, candidate: Candidate, words: str) -> None:
    assert any(words in reason for reason in corpus.objections(candidate))


def test_the_same_sentence_twice_is_refused(corpus: Corpus) -> None:
    twice = [Candidate(NEW, "expiry_check", TRAINING), Candidate(f"{NEW}。", "expiry_mine", TRAINING)]
    assert [reason for _, reason in objections(twice, corpus)] == ["同じ文が二度あります。"]


@pytest.mark.parametrize(
    ("topic", "understood", "expected"),
    [
        ("renew_how", Understood("renew_how", (), None), "right"),
        ("renew_how", Understood("renew_where", (), "renew_how"), "right"),
        ("renew_how", Understood("offer_choices", ("renew_how", "renew_where"), None), "offered"),
        ("renew_how", Understood("offer_choices", ("renew_when", "renew_where"), None), "refused"),
        ("renew_how", Understood("not_understood", (), None), "refused"),
        ("renew_how", Understood("renew_where", (), None), "wrong"),
        ("out_of_scope", Understood("not_understood", (), None), "right"),
        ("out_of_scope", Understood("renew_how", (), None), "wrong"),
    ],
)
def test_what_a_held_out_sentence_came_to(topic: str, understood: Understood, expected: str) -> None:
    assert outcome(Example("文", topic, Path("dev.yml")), understood) == expected
