"""Fitted topics on disk, to assign articles that come later: two files, no pickle.

Format 1
--------
``topic_model.json``: ``format`` (1), ``terms`` (sorted), ``terms_sha256`` (of the terms joined by line feeds),
``numbers``, ``labels`` and ``dropped`` (numbers that are not shown) of the topics, ``language``, ``corpus``
(fingerprint of the articles it was fitted to). ``topic_model.npz``: ``uses`` and ``holders`` (topics x terms) and
``articles`` (topics), whole numbers as `analysis.topics.model.topic_counts.TopicTable` has them.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.counts import Counts, count_articles, whole_texts
from analysis.errors import SettingsError
from analysis.topics.model.topic_counts import TopicTable, shares_in_articles

FORMAT = 1
PAGE = "topic_modeling"
NAMES = ("topic_model.json", "topic_model.npz")
_LARGEST = 200_000_000
NO_TOPIC = 0
# What readers raise on files that are damaged or made to harm.
_DAMAGE = (OSError, ValueError, KeyError, TypeError, BadZipFile, EOFError, RecursionError, MemoryError, zlib.error)


@dataclass(frozen=True)
class SavedTopics:
    """Topics that can be assigned to any articles.

    Attributes
    ----------
    terms : ndarray of str, (n_terms,)
        Sorted.
    table : TopicTable
        Words by topic.
    numbers, labels : list
        Of each topic.
    dropped : list of int
        Numbers that are not shown: their articles have no topic.
    language, corpus : str
        Of the stop list, and fingerprint of the articles the topics were fitted to.
    """

    terms: np.ndarray
    table: TopicTable
    numbers: list[int]
    labels: list[str]
    dropped: list[int]
    language: str
    corpus: str

    def assign(self, articles: pd.DataFrame) -> pd.DataFrame:
        """Assign articles to topics.

        Parameters
        ----------
        articles : DataFrame
            One row per article, with ``article_id``, ``text`` and, if there is one, ``title``. Texts are taken as they
            are: footers and headers are not taken off as they are from a corpus. A missing text has no words.

        Returns
        -------
        DataFrame
            One row per article, in the order given: ``article_id, topic`` (0: no word of any topic, or a dropped one),
            ``share`` (of the topic in the article, 0-1). Articles do not influence each other.
        """
        missing = [column for column in ("article_id", "text") if column not in articles]
        if missing:
            raise SettingsError(f"The articles have no column {missing[0]!r}; they need article_id and text.")
        titles = articles["title"].fillna("") if "title" in articles else [""] * len(articles)
        counts, words = count_articles(whole_texts(titles, articles["text"].fillna("")))
        rows = np.arange(counts.shape[0])[:, None]
        topic, share = self.assign_counts(Counts(("article",), rows, words, counts).select(self.terms), self.terms)
        return pd.DataFrame({"article_id": articles["article_id"].to_numpy(), "topic": topic, "share": share})

    def assign_counts(
        self, counts: sparse.csr_matrix, terms: Sequence[str] | np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Assign articles by their counts.

        Parameters
        ----------
        counts : csr_matrix of int, (n_articles, n_terms)
            Uses of each term.
        terms : sequence of str
            The terms of the columns: those of the model.

        Returns
        -------
        topic, share : ndarray, (n_articles,)
            Number of the main topic (0: none) and its share.

        Raises
        ------
        SettingsError
            When the columns are other terms than the model's.
        """
        if list(terms) != list(self.terms):
            raise SettingsError(
                f"The counts are of other words than the topics' ({len(terms):,} terms, the model has "
                f"{len(self.terms):,}): count the model's terms, or give the texts."
            )
        shares = shares_in_articles(counts, self.table)
        numbers = np.where(np.isin(self.numbers, self.dropped), NO_TOPIC, self.numbers)
        topic = np.where(np.diff(counts.indptr) > 0, numbers[shares.argmax(axis=1)], NO_TOPIC)
        return topic, np.where(topic > 0, shares.max(axis=1), 0.0)

    def save(self, folder: Path) -> list[str]:
        """Write the two files into a folder, and name them."""
        facts = {
            "format": FORMAT, "corpus": self.corpus, "dropped": self.dropped, "labels": self.labels,
            "language": self.language, "numbers": self.numbers, "terms": list(map(str, self.terms)),
            "terms_sha256": _digest(self.terms),
        }  # fmt: skip
        (folder / NAMES[0]).write_bytes((json.dumps(facts, ensure_ascii=False, indent=0) + "\n").encode())
        with (folder / NAMES[1]).open("wb") as file:
            np.savez(file, uses=self.table.uses, holders=self.table.holders, articles=self.table.articles)
        return list(NAMES)


def load_topics(folder: str | Path) -> SavedTopics:
    """Read saved topics.

    Parameters
    ----------
    folder : str or Path
        One that holds ``topic_model.json`` and ``topic_model.npz``, such as ``reports/topic_modeling``.

    Returns
    -------
    SavedTopics

    Raises
    ------
    SettingsError
        When a file is missing, damaged, of another format, or the two do not belong together. Nothing is unpickled.
    """
    folder = Path(folder)
    if (folder / PAGE / NAMES[0]).is_file():
        raise SettingsError(f"The topics lie in {folder / PAGE}: name that folder.")
    try:
        if max((folder / name).stat().st_size for name in NAMES) > _LARGEST:
            raise ValueError("larger than 200 MB")
        facts = json.loads((folder / NAMES[0]).read_text(encoding="utf-8"))
        if type(facts["format"]) is not int or facts["format"] != FORMAT:
            raise ValueError(f"format {facts['format']!r}, this version reads {FORMAT}")
        with np.load(folder / NAMES[1], allow_pickle=False) as arrays:
            table = TopicTable(*(arrays[name] for name in ("uses", "holders", "articles")))
        if not all(isinstance(facts[name], list) for name in ("terms", "labels", "numbers", "dropped")):
            raise ValueError("terms, labels, numbers and dropped are lists")
        terms = np.array([str(term) for term in facts["terms"]], dtype=object)
        saved = SavedTopics(
            terms, table, [int(n) for n in facts["numbers"]], [str(label) for label in facts["labels"]],
            [int(n) for n in facts["dropped"]], str(facts["language"]), str(facts["corpus"]),
        )  # fmt: skip
        _check(saved, str(facts["terms_sha256"]))
    except _DAMAGE as error:
        raise SettingsError(f"The topics in {folder} cannot be read: {error}.") from error
    return saved


def _check(saved: SavedTopics, digest: str) -> None:
    shape = (len(saved.numbers), len(saved.terms))
    whole = all(array.dtype.kind in "iu" for array in (saved.table.uses, saved.table.holders, saved.table.articles))
    fits = saved.table.uses.shape == saved.table.holders.shape == shape and saved.table.articles.shape == shape[:1]
    numbers = len(set(saved.numbers)) == len(saved.numbers) and min(saved.numbers, default=1) > NO_TOPIC
    shown = set(saved.dropped) < set(saved.numbers) or not saved.numbers
    counted = all((array >= 0).all() for array in (saved.table.uses, saved.table.holders, saved.table.articles))
    told = len(saved.labels) == shape[0] and _digest(saved.terms) == digest
    if not (whole and fits and numbers and shown and counted and told):
        raise ValueError("the two files do not belong together, or were changed")


def _digest(terms: np.ndarray) -> str:
    return hashlib.sha256("\n".join(map(str, terms)).encode()).hexdigest()
