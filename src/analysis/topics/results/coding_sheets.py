"""Sheets on which people find what does not belong to a topic, and what the filled ones say.

Word and article intrusion: where people find the word, or the article, of another topic, they see the topic too (Chang
et al. 2009, Reading Tea Leaves).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus
from analysis.counts import read_articles
from analysis.errors import SettingsError
from analysis.tables.topic_tables import CHOICES, CODING_KEY, CODING_SHEET
from analysis.text import split_sentences
from analysis.topics.corpus_topics import Level, Topics
from analysis.topics.history.earlier_topics import number_key
from analysis.wording import one_line

# What of a topic is shown beside what does not belong to it; each topic has one item of words and two of articles.
WORDS, ARTICLES, ARTICLE_ITEMS = 5, 3, 2
SENTENCES, LONGEST, READ = 2, 300, 5_000
ALL = "all"


@kept
def coding_sheet(corpus: Corpus, topics: Topics, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ask which of six words, and which of four articles, does not belong to the others.

    The words are a topic's first five and one that leads another topic and is no more frequent here than elsewhere; the
    articles are drawn, of different independent texts. A topic with too few has fewer items.

    Returns
    -------
    tuple of DataFrame
        `tables.CODING_SHEET`, in an order drawn with ``seed``, and `tables.CODING_KEY`, by topic.
    """
    random = np.random.default_rng(seed)
    items = [
        (task, level.numbers[place], level.labels[place], own, intruder)
        for level in topics.levels
        for task, place, own, intruder in (*_word_items(level, random), *_article_items(corpus, level, random))
    ]
    rows = []
    for item, (task, topic, label, own, intruder) in zip(random.permutation(len(items)) + 1, items, strict=True):
        place = int(random.integers(len(own) + 1))
        choices = [*own[:place], intruder, *own[place:], *[""] * CHOICES][:CHOICES]
        shown = {f"choice_{i}": choice for i, choice in enumerate(choices, 1)}
        rows.append({"item": item, "task": task, **shown, "answer": "", "at": number_key(topic), "topic": topic,
                     "label": label, "intruder": place + 1})  # fmt: skip
    table = pd.DataFrame(rows, columns=[*CODING_SHEET.names, "at", "topic", "label", "intruder"])
    return CODING_SHEET.build(table.sort_values("item")), CODING_KEY.build(table.sort_values(["at", "item"]))


def _word_items(level: Level, random: np.random.Generator) -> Iterator[tuple[str, int, list[str], str]]:
    words = [own[:WORDS] for own in level.fit.words]
    for topic, own in enumerate(words):
        others = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *words[:topic], *words[topic + 1 :]]))
        foreign = others[level.fit.weights[topic, others] <= 0]
        if len(own) == WORDS and len(foreign):
            shown = level.sample.terms[[*random.permutation(own), random.choice(foreign)]]
            yield "words", topic, [str(word) for word in shown[:-1]], str(shown[-1])


def _article_items(
    corpus: Corpus, level: Level, random: np.random.Generator
) -> Iterator[tuple[str, int, list[str], str]]:
    first = corpus.articles["first_of_group"].to_numpy() & (level.positions < level.n_topics)
    drawn = []
    for topic in range(level.n_topics):
        own = random.permutation(np.flatnonzero(first & (level.positions == topic)))
        others = random.permutation(np.flatnonzero(first & (level.positions != topic)))
        n_items = min(ARTICLE_ITEMS, len(own) // ARTICLES, len(others))
        drawn += [(topic, own[i * ARTICLES : (i + 1) * ARTICLES], others[i]) for i in range(n_items)]
    read = read_articles(corpus, [at for _, own, other in drawn for at in (*own, other)])
    shown = {at: _opening(row["title"], row["text"], corpus.language) for at, row in read.iterrows()}
    for topic, own, other in drawn:
        yield "articles", topic, [shown[at] for at in own], shown[other]


def _opening(title: str, text: str, language: str) -> str:
    sentences = split_sentences(text[:READ], language)[:SENTENCES]
    return one_line(" – ".join(part for part in (title, " ".join(sentences)) if part), LONGEST)


def read_coding(key: Path, sheets: Sequence[Path]) -> pd.DataFrame:
    """Compare filled sheets, one a coder, with the key.

    Returns
    -------
    DataFrame
        By topic and task, and for all topics: ``answers`` given, ``right`` ones, their ``share`` with its 95 % interval
        (Wilson), and for all topics Krippendorff's ``alpha`` of several coders. One of six words is found by chance
        alone in 17 %, one of four articles in 25 %.

    Raises
    ------
    SettingsError
        When a file is none of these, or an answer is none of its item's choices.
    """
    asked = pd.DataFrame([row for _, row in _rows(key, CODING_KEY.names)], columns=CODING_KEY.names)
    if asked.empty or not asked["intruder"].isin(map(str, range(1, CHOICES + 1))).all():
        raise SettingsError(f"{key} is no key of a coding sheet; give the coding_key.csv of the report first.")
    coded = [_read_answers(path, key, dict(zip(asked["item"], asked["task"], strict=True))) for path in sheets]
    answers = np.array([[given.get(item, 0) for item in asked["item"]] for given in coded]).reshape(-1, len(asked))
    from scipy.stats import binomtest

    right = answers == asked["intruder"].astype(int).to_numpy()
    rows = []
    for topic, label in [*asked[["topic", "label"]].drop_duplicates().itertuples(index=False), (ALL, "")]:
        for task in asked["task"].unique():
            at = ((asked["topic"] == topic) | (topic == ALL)) & (asked["task"] == task)
            n, found = int((answers[:, at] > 0).sum()), int(right[:, at].sum())
            low, high = binomtest(found, n).proportion_ci(method="wilson") if n else (np.nan, np.nan)
            alpha = krippendorff_alpha(answers[:, at]) if topic == ALL else np.nan
            rows.append((topic, label, task, n, found, found / n if n else np.nan, low, high, alpha))
    return pd.DataFrame(rows, columns=["topic", "label", "task", "answers", "right", "share", "low", "high", "alpha"])


def krippendorff_alpha(answers: np.ndarray) -> float:
    """Compute Krippendorff's alpha of nominal answers: 1 - observed / expected disagreement.

    Parameters
    ----------
    answers : ndarray of int, (n_coders, n_items)
        0 where a coder gave no answer.

    Returns
    -------
    float
        1 for full agreement, 0 for that of chance; NaN where no item has two answers, or all are the same.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability, section C.

    Examples
    --------
    >>> krippendorff_alpha(np.array([[1, 2, 3, 0], [1, 2, 3, 4]]))
    1.0
    """
    given = (answers[:, :, None] == np.unique(answers[answers > 0])).sum(axis=0)
    coders = given.sum(axis=1)
    given, coders = given[coders > 1], coders[coders > 1]
    n, by_value = int(coders.sum()), given.sum(axis=0)
    expected = (n**2 - (by_value**2).sum()) / max(n - 1, 1)
    observed = ((coders**2 - (given**2).sum(axis=1)) / np.maximum(coders - 1, 1)).sum()
    return float(1 - observed / expected) if expected else np.nan


def _read_answers(path: Path, key: Path, tasks: dict[str, str]) -> dict[str, int]:
    given: dict[str, int] = {}
    for line, row in _rows(path, ["item", "answer"]):
        item, answer = row["item"].strip(), row["answer"].strip()
        most = (WORDS if tasks.get(item) == "words" else ARTICLES) + 1
        if item not in tasks or item in given:
            raise SettingsError(
                f"{path}, line {line}: item {item!r} is {'twice here' if item in given else f'not in {key}'}."
            )
        if answer and answer not in map(str, range(1, most + 1)):
            raise SettingsError(
                f"{path}, line {line}: expected 1 to {most} as the answer, or nothing, not {answer[:40]!r}."
            )
        given[item] = int(answer or 0)
    return given


def _rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Read a table that a spreadsheet may have written again: with semicolons or tabs, in another encoding."""
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
        head = text.partition("\n")[0]
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), restval="")
        if missing := [name for name in columns if name not in (reader.fieldnames or [])]:
            raise SettingsError(f"{path}, line 1: there is no column {missing[0]!r}; save the sheet as CSV in UTF-8.")
        for row in reader:
            yield reader.line_num, row
    except (OSError, csv.Error) as error:
        raise SettingsError(f"{path} cannot be read: {getattr(error, 'strerror', '') or error}.") from error
