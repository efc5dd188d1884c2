"""The comparison of sources that all tables rest on: what is tested, counted in three views, with critical values."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.counts import GroupCounts, WordCounts, count_views, find_shared_sentences
from analysis.statistics import MIN_TEXTS, MIN_TEXTS_FOR_INTERVAL
from analysis.statistics.grouped_keyness import PERMUTATIONS, Contrast, Shuffles, contrast_sources
from analysis.text import is_content

# The views, in the words of tables and figures.
ALL_TEXT, ONE_EACH, OWN = "all", "one copy each", "own"
# Shuffles behind intervals that are not the main ones: of the other views and of the other settings.
FEWER_PERMUTATIONS = 199
# How many of the most copied stories are left out to see what depends on them.
_MAX_STORIES = 3


@dataclass(frozen=True)
class Comparison:
    """Sources, terms, and log odds in three views.

    Attributes
    ----------
    names : list of str
        Sources, in the order of the corpus.
    terms : ndarray of str, (n_terms,)
        Sorted: words, stop words too, and phrases in at least 5 independent texts; none when nothing can be tested.
    content, phrase : ndarray of bool, (n_terms,)
        Which are not stop words, and which are phrases.
    texts : ndarray of int, (n_terms,)
        Independent texts that hold each.
    tested : ndarray of bool, (n_terms,)
        The terms of tables and figures: content words and phrases in at least 10 independent texts.
    rows : dict of str to GroupCounts
        Counts of all terms, by view.
    contrasts : dict of str to Contrast
        By view, over all terms; the critical value is that of the tested ones.
    copied : ndarray of int
        Numbers of the (at most three) groups with most articles, of those with several.
    shuffles : Shuffles
        Of the source labels.
    """

    names: list[str]
    terms: np.ndarray
    content: np.ndarray
    phrase: np.ndarray
    texts: np.ndarray
    tested: np.ndarray
    rows: dict[str, GroupCounts]
    contrasts: dict[str, Contrast]
    copied: np.ndarray
    shuffles: Shuffles

    @property
    def n_sources(self) -> int:
        """How many sources there are."""
        return len(self.names)

    @property
    def words(self) -> np.ndarray:
        """Which terms are tested words, not phrases."""
        return np.asarray(self.tested & ~self.phrase)

    @property
    def clear(self) -> np.ndarray:
        """Which tested terms are clearly more in each source, (n_sources, n_terms)."""
        return np.asarray((self.contrasts[ALL_TEXT].low > 0) & self.tested)

    def positions(self, table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Give the numbers of the source and of the term of each row."""
        number = {name: i for i, name in enumerate(self.names)}
        source = np.array([number[name] for name in table["source"]], dtype=np.int64)
        return source, np.searchsorted(self.terms, table["term"].to_numpy(dtype=object))


def compare_sources(corpus: Corpus, counts: WordCounts, phrases: list[str] | None = None, seed: int = 0) -> Comparison:
    """Count and contrast the sources.

    Parameters
    ----------
    corpus : Corpus
    counts : WordCounts
        Its words.
    phrases : list of str, optional
        Phrases to test beside the words (`analysis.terms.find_phrases`).
    seed : int
        Of the shuffles.

    Returns
    -------
    Comparison
        Without terms for fewer than two sources, or when no term occurs in ten independent texts: all tables made of
        it are empty.
    """
    names, shuffles = list(corpus.source_names), Shuffles(seed, PERMUTATIONS, corpus.engine)
    groups = np.asarray(counts.groups.matrix.sum(axis=0)).ravel()
    terms = np.array(sorted({*counts.groups.terms[groups >= MIN_TEXTS], *(phrases or [])}), dtype=object)
    if len(names) < 2 or not len(terms):
        return _nothing_to_compare(names, shuffles)
    shared = find_shared_sentences(corpus)
    views = count_views(corpus, terms, shared.own_text, shared.articles)
    phrase = np.array([" " in term for term in terms])
    content = phrase | np.array([is_content(str(term), corpus.language) for term in terms])
    texts = independent_texts(views.all_text)
    tested = content & (texts >= MIN_TEXTS_FOR_INTERVAL)
    if not tested.any():
        return _nothing_to_compare(names, shuffles)
    rows = {ALL_TEXT: views.all_text, ONE_EACH: views.one_each, OWN: views.own}
    fewer = replace(shuffles, number=FEWER_PERMUTATIONS)
    contrasts = {
        view: contrast_sources(counted, len(names), shuffles if view == ALL_TEXT else fewer, tested)
        for view, counted in rows.items()
    }
    return Comparison(names, terms, content, phrase, texts, tested, rows, contrasts, most_copied(corpus), shuffles)


def most_copied(corpus: Corpus, limit: int = _MAX_STORIES) -> np.ndarray:
    """Find the groups of duplicates with most articles, of those with several; of equal ones the first."""
    articles = np.bincount(np.concatenate([shard.group for shard in corpus.shards]))
    order = np.argsort(-articles, kind="stable")[:limit]
    return np.asarray(order[articles[order] > 1])


def independent_texts(rows: GroupCounts) -> np.ndarray:
    """Count the groups of duplicates that hold each term, (n_terms,)."""
    held = rows.counts.tocoo()
    known, group = np.unique(rows.group, return_inverse=True)
    pairs = np.unique(held.col.astype(np.int64) * len(known) + group[held.row])
    return np.bincount(pairs // max(len(known), 1), minlength=rows.counts.shape[1])


def _nothing_to_compare(names: list[str], shuffles: Shuffles) -> Comparison:
    none, no_flags, no_odds = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool), np.zeros((len(names), 0))
    rows = GroupCounts(none, none, sparse.csr_matrix((0, 0), dtype=np.int64), none)
    contrast = Contrast(no_odds, no_odds, no_odds, [], [], np.zeros(1))
    views = (ALL_TEXT, ONE_EACH, OWN)
    return Comparison(
        names=names,
        terms=np.zeros(0, dtype=object),
        content=no_flags,
        phrase=no_flags,
        texts=none,
        tested=no_flags,
        rows=dict.fromkeys(views, rows),
        contrasts=dict.fromkeys(views, contrast),
        copied=none,
        shuffles=shuffles,
    )
