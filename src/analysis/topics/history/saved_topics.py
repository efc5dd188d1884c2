"""Fitted topics on disk, to assign articles that come later: two files, no pickle.

Format 1
--------
``topic_model.json``: ``format`` (1), ``terms`` (sorted), ``terms_sha256`` (of the terms joined by line feeds),
``numbers``, ``labels`` and ``dropped`` (numbers that are not shown) of the topics, ``language``, ``corpus``
(fingerprint of the articles it was fitted to). ``topic_model.npz``: ``uses`` and ``holders`` (topics x terms) and
``articles`` (topics), whole numbers as `TopicCounts` has them.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import pandas as pd

from analysis.counts import Counts, count_articles, whole_texts
from analysis.errors import SettingsError
from analysis.topics.history.earlier_topics import PAGE
from analysis.topics.model.topic_counts import TopicCounts, main_topics
from analysis.vocabulary import NO_TOPIC

FORMAT = 1
FILES = ("topic_model.json", "topic_model.npz")
MAX_BYTES = 200_000_000
# What readers raise on files that are damaged or made to harm.
_DAMAGE = (OSError, ValueError, KeyError, TypeError, BadZipFile, EOFError, RecursionError, MemoryError, zlib.error)
_ARRAYS = ("uses", "holders", "articles")
_LISTS = ("terms", "labels", "numbers", "dropped")


@dataclass(frozen=True)
class SavedTopics:
    """Topics that can be assigned to any articles.

    Attributes
    ----------
    terms : ndarray of str, (n_terms,)
        Sorted.
    counts : TopicCounts
        Words by topic.
    numbers, labels : list
        Of each topic.
    dropped : list of int
        Numbers that are not shown: their articles have no topic.
    language, corpus : str
        Of the stop list, and fingerprint of the articles the topics were fitted to.
    """

    terms: np.ndarray
    counts: TopicCounts
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
            are, with any footers and headers. A missing text has no words.

        Returns
        -------
        DataFrame
            One row per article, in the order given: ``article_id, topic`` (0: under 20 words, no word of any topic, or
            a dropped one), ``share`` (of the topic in the article, 0-1). Articles do not influence each other.
        """
        missing = [column for column in ("article_id", "text") if column not in articles]
        if missing:
            raise SettingsError(f"Articles need the columns article_id and text; {missing[0]!r} is missing.")
        titles = articles["title"].fillna("") if "title" in articles else [""] * len(articles)
        texts = whole_texts(titles, articles["text"].fillna(""), self.language)
        uses, words = count_articles(texts, self.language)
        rows = np.arange(uses.shape[0])[:, None]
        known = Counts(("article",), rows, words, uses).select(self.terms)
        main, share = main_topics(known, np.asarray(uses.sum(axis=1)).ravel(), self.counts)
        # The last is for articles without a topic, whose main topic is -1.
        topic = np.array([NO_TOPIC if number in self.dropped else number for number in [*self.numbers, NO_TOPIC]])[main]
        share = np.where(topic != NO_TOPIC, share, 0.0)
        return pd.DataFrame({"article_id": articles["article_id"].to_numpy(), "topic": topic, "share": share})

    def save(self, folder: Path) -> list[str]:
        """Write the two files into a folder, and give their names."""
        facts = {
            "format": FORMAT,
            "corpus": self.corpus,
            "dropped": self.dropped,
            "labels": self.labels,
            "language": self.language,
            "numbers": self.numbers,
            "terms": list(map(str, self.terms)),
            "terms_sha256": _digest(self.terms),
        }
        (folder / FILES[0]).write_bytes((json.dumps(facts, ensure_ascii=False, indent=0) + "\n").encode())
        with (folder / FILES[1]).open("wb") as file:
            np.savez(file, **{name: getattr(self.counts, name) for name in _ARRAYS})
        return list(FILES)


def load_topics(folder: str | Path) -> SavedTopics:
    """Read saved topics.

    Parameters
    ----------
    folder : str or Path
        One that holds ``topic_model.json`` and ``topic_model.npz``, such as ``reports/topic_modeling``.

    Raises
    ------
    SettingsError
        When a file is missing, damaged, of another format, or the two do not belong together. Nothing is unpickled.
    """
    folder = Path(folder)
    if (folder / PAGE / FILES[0]).is_file():
        raise SettingsError(f"Give the folder of the topics themselves: {folder / PAGE}.")
    try:
        if max((folder / name).stat().st_size for name in FILES) > MAX_BYTES:
            raise ValueError("larger than 200 MB")
        facts = json.loads((folder / FILES[0]).read_text(encoding="utf-8"))
        if type(facts["format"]) is not int or facts["format"] != FORMAT:
            raise ValueError(f"format {facts['format']!r}, this version reads {FORMAT}")
        if not all(isinstance(facts[name], list) for name in _LISTS):
            raise ValueError("terms, labels, numbers and dropped must be lists")
        with np.load(folder / FILES[1], allow_pickle=False) as arrays:
            counts = TopicCounts(*(arrays[name] for name in _ARRAYS))
        saved = SavedTopics(
            terms=np.array([str(term) for term in facts["terms"]], dtype=object),
            counts=counts,
            numbers=[int(number) for number in facts["numbers"]],
            labels=[str(label) for label in facts["labels"]],
            dropped=[int(number) for number in facts["dropped"]],
            language=str(facts["language"]),
            corpus=str(facts["corpus"]),
        )
        if not _belongs_together(saved, str(facts["terms_sha256"])):
            raise ValueError("the two files do not belong together, or were changed")
    except _DAMAGE as error:
        raise SettingsError(f"Cannot read the topics in {folder}: {error}.") from error
    return saved


def _belongs_together(saved: SavedTopics, digest: str) -> bool:
    numbers, (n_topics, n_terms) = saved.numbers, (len(saved.numbers), len(saved.terms))
    arrays = [getattr(saved.counts, name) for name in _ARRAYS]
    return (
        [array.shape for array in arrays] == [(n_topics, n_terms), (n_topics, n_terms), (n_topics,)]
        and all(array.dtype.kind in "iu" and (array >= 0).all() for array in arrays)
        and len(set(numbers)) == n_topics == len(saved.labels)
        and min(numbers, default=1) > NO_TOPIC
        and (set(saved.dropped) < set(numbers) or not numbers)
        and _digest(saved.terms) == digest
    )


def _digest(terms: np.ndarray) -> str:
    return hashlib.sha256("\n".join(map(str, terms)).encode()).hexdigest()
