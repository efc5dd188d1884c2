"""Fitted topics on disk, to assign articles that come later: two files, no pickle.

Format 2
--------
``topic_model.json``: ``format`` (2), ``terms`` (sorted), ``terms_sha256`` (of the terms joined by line feeds),
``themes`` (numbers by place), ``leaves`` (number of each group: "3.2" of a subject, "3" of what is of theme 3 alone),
``labels`` (by number), ``dropped`` (numbers that are not shown), ``texts`` (how many it was fitted to), ``language``,
``corpus`` (fingerprint of the articles it was fitted to). ``topic_model.npz``: whole numbers as `ArticleSpace` and
`Centres` have them: ``holders``, ``vectors``, ``axes``, ``centre``, ``directions``, ``sizes``.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import pandas as pd

from analysis.counts import Counts, count_articles, whole_texts
from analysis.errors import SettingsError
from analysis.topics.history.earlier_topics import PAGE
from analysis.topics.model.article_space import ArticleSpace
from analysis.topics.model.topic_mixture import Centres
from analysis.topics.model.topic_model import TopicModel
from analysis.vocabulary import NO_TOPIC, TOPIC_NUMBER

FORMAT = 2
FILES = ("topic_model.json", "topic_model.npz")
MAX_BYTES = 200_000_000
# What readers raise on files that are damaged or made to harm.
_DAMAGE = (
    OSError, ValueError, LookupError, TypeError, AttributeError, BadZipFile, EOFError, RecursionError, MemoryError,
    OverflowError, zlib.error,
)  # fmt: skip
_LISTS = ("terms", "themes", "leaves", "dropped")
_SPACE, _CENTRES = ("holders", "vectors", "axes", "centre"), ("directions", "sizes")
_CHANGED = "the two files do not belong together, or were changed"


@dataclass(frozen=True)
class SavedTopics:
    """Topics that can be assigned to any articles.

    Attributes
    ----------
    terms : ndarray of str, (n_terms,)
        Sorted.
    model : TopicModel
        Where articles are, and the groups there.
    themes : list of str
        Number of each theme, by its place in the model.
    leaves : list of str
        Number of each group: of its subject, or of its theme where it is of no subject.
    labels : dict of str to str
        Label by number, of both levels.
    dropped : list of str
        Numbers that are not shown: their articles have no such topic.
    language, corpus : str
        Of the stop list, and fingerprint of the articles the topics were fitted to.
    """

    terms: np.ndarray
    model: TopicModel
    themes: list[str]
    leaves: list[str]
    labels: dict[str, str]
    dropped: list[str]
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
            One row per article, in the order given: ``article_id, topic`` (empty: under 20 words, no word of the
            vocabulary, or a dropped topic), ``share`` (how much the article belongs to it, 0-1), ``subject`` (empty:
            none) and ``subject_share``; shares are missing where there is no topic. Articles do not influence each
            other.
        """
        missing = [column for column in ("article_id", "text") if column not in articles]
        if missing:
            raise SettingsError(f"Articles need the columns article_id and text; {missing[0]!r} is missing.")
        titles = articles["title"].fillna("") if "title" in articles else [""] * len(articles)
        texts = whole_texts(titles, articles["text"].fillna(""), self.language)
        uses, words = count_articles(texts, self.language)
        rows = np.arange(uses.shape[0])[:, None]
        known = Counts(("article",), rows, words, uses).select(self.terms)
        found = self.model.assign(known, np.asarray(uses.sum(axis=1)).ravel())
        # The last is for articles without a topic, whose place is -1.
        topic = np.array([*(self._shown(number) for number in self.themes), NO_TOPIC], dtype=object)
        subject = [self._shown(number) if "." in number else NO_TOPIC for number in self.leaves]
        of_theme, of_leaf = topic[found.themes[:, 0]], np.array([*subject, NO_TOPIC], dtype=object)[found.leaf]
        return pd.DataFrame(
            {
                "article_id": articles["article_id"].to_numpy(),
                "topic": of_theme,
                "share": np.where(of_theme != NO_TOPIC, found.theme_shares[:, 0], np.nan),
                "subject": of_leaf,
                "subject_share": np.where(of_leaf != NO_TOPIC, found.leaf_share, np.nan),
            }
        )

    def _shown(self, number: str) -> str:
        return NO_TOPIC if {number, number.split(".")[0]} & set(self.dropped) else number

    def save(self, folder: Path) -> list[str]:
        """Write the two files into a folder, and give their names."""
        space, leaves = self.model.space, self.model.leaves
        facts = {
            "format": FORMAT,
            "corpus": self.corpus,
            "dropped": self.dropped,
            "labels": self.labels,
            "language": self.language,
            "leaves": self.leaves,
            "terms": list(map(str, self.terms)),
            "terms_sha256": _digest(self.terms),
            "texts": int(space.texts),
            "themes": self.themes,
        }
        (folder / FILES[0]).write_bytes((json.dumps(facts, ensure_ascii=False, indent=0) + "\n").encode())
        arrays = {name: getattr(space, name) for name in _SPACE} | {name: getattr(leaves, name) for name in _CENTRES}
        with (folder / FILES[1]).open("wb") as file:
            np.savez(file, **arrays)
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
        if not all(isinstance(facts[name], list) for name in _LISTS) or not isinstance(facts["labels"], dict):
            raise ValueError("terms, themes, leaves and dropped must be lists, and labels a mapping")
        with np.load(folder / FILES[1], allow_pickle=False) as arrays:
            if sum(part.file_size for part in arrays.zip.infolist()) > MAX_BYTES:
                raise ValueError("larger than 200 MB")
            space, leaves = ([arrays[name] for name in names] for names in (_SPACE, _CENTRES))
        saved = _put_together(facts, ArticleSpace(int(facts["texts"]), *space), Centres(*leaves))
    except _DAMAGE as error:
        raise SettingsError(f"Cannot read the topics in {folder}: {error}.") from error
    return saved


def _put_together(facts: dict[str, Any], space: ArticleSpace, leaves: Centres) -> SavedTopics:
    themes, of_leaves, dropped = ([str(number) for number in facts[name]] for name in ("themes", "leaves", "dropped"))
    labels = {number: str(label) for number, label in facts["labels"].items()}
    terms = np.array([str(term) for term in facts["terms"]], dtype=object)
    if not _hold_together(themes, of_leaves, labels, dropped) or _digest(terms) != str(facts["terms_sha256"]):
        raise ValueError(_CHANGED)
    if not _fit_together(len(terms), len(of_leaves), space, leaves):
        raise ValueError(_CHANGED)
    theme = np.array([themes.index(number.split(".")[0]) for number in of_leaves])
    model = TopicModel(space, leaves, theme)
    return SavedTopics(terms, model, themes, of_leaves, labels, dropped, str(facts["language"]), str(facts["corpus"]))


def _hold_together(themes: list[str], leaves: list[str], labels: dict[str, str], dropped: list[str]) -> bool:
    """Check that numbers are numbers, that every theme has a group and every topic a label, and that some are shown."""
    subjects = [number for number in leaves if "." in number]
    numbers = {*themes, *subjects}
    return (
        all(re.fullmatch(TOPIC_NUMBER, number) for number in numbers)
        and len(numbers) == len(themes) + len(subjects)
        and {number.split(".")[0] for number in leaves} == set(themes)
        and labels.keys() == numbers >= set(dropped)
        and not set(themes) <= set(dropped)
    )


def _fit_together(n_terms: int, n_leaves: int, space: ArticleSpace, leaves: Centres) -> bool:
    """Check the shapes of all arrays, and that they hold whole numbers that can be."""
    n_vectors, n_axes = space.vectors.shape[1], space.axes.shape[1]
    small = [space.vectors, space.axes, space.centre, leaves.directions]
    shapes = [(n_terms, n_vectors), (n_terms, n_axes), (n_vectors,), (n_leaves, n_vectors + n_axes)]
    return (
        [array.shape for array in small] == shapes
        and all(array.dtype == np.int16 for array in small)
        and (space.holders.shape, leaves.sizes.shape) == ((n_terms,), (n_leaves,))
        and all(array.dtype.kind in "iu" and (array >= 0).all() for array in (space.holders, leaves.sizes))
        and space.texts >= space.holders.max(initial=1)
        and bool(leaves.sizes.any())
    )


def _digest(terms: np.ndarray) -> str:
    return hashlib.sha256("\n".join(map(str, terms)).encode()).hexdigest()
