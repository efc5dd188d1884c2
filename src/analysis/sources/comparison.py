"""The comparison of sources all tables rest on: what is tested, counted in three views, with its critical values."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from analysis.corpus import Corpus
from analysis.counts import GroupCounts, TextViews, WordCounts, count_views, find_shared_sentences
from analysis.engine import Engine
from analysis.statistics import MIN_TEXTS, MIN_TEXTS_FOR_INTERVAL
from analysis.statistics.group_sums import PERMUTATIONS
from analysis.statistics.grouped_keyness import Contrast, contrast_with, largest_by_chance
from analysis.text import is_content

# The views, in the words of tables and figures.
ALL_TEXT, ONE_EACH, OWN = "all", "one copy each", "own"
# Shuffles behind intervals that are not the main ones: of the other views and of the other settings.
FEWER_PERMUTATIONS = 199


@dataclass(frozen=True)
class Comparison:
    """Sources, terms, and log odds in three views.

    Attributes
    ----------
    names : list of str
        Sources, in the order of the corpus.
    terms : ndarray of str, (n_terms,)
        Sorted: words, stop words too, and phrases in at least 5 independent texts.
    content, phrase : ndarray of bool, (n_terms,)
        Which are no stop words, and which are phrases.
    texts : ndarray of int, (n_terms,)
        Independent texts that hold each.
    tested : ndarray of bool, (n_terms,)
        The terms of tables and figures: content words and phrases in at least 10 independent texts.
    views : TextViews
        Counts of all terms.
    contrasts : dict of str to Contrast
        By view, over all terms; the critical value is that of the tested ones.
    copied : ndarray of int
        Numbers of the (at most three) groups with most articles, of those with several.
    seed : int
        Of the shuffles.
    """

    names: list[str]
    terms: np.ndarray
    content: np.ndarray
    phrase: np.ndarray
    texts: np.ndarray
    tested: np.ndarray
    views: TextViews
    contrasts: dict[str, Contrast]
    copied: np.ndarray
    seed: int
    engine: Engine = field(default_factory=Engine)

    @property
    def n_sources(self) -> int:
        """How many sources there are."""
        return len(self.names)

    @property
    def clear(self) -> np.ndarray:
        """Which tested terms are clearly more in each source, (n_sources, n_terms)."""
        return np.asarray((self.contrasts[ALL_TEXT].low > 0) & self.tested)

    def rows(self, view: str) -> GroupCounts:
        """Give the counts of one view."""
        return {ALL_TEXT: self.views.all_text, ONE_EACH: self.views.one_each, OWN: self.views.own}[view]


def compare_sources(
    corpus: Corpus, counts: WordCounts, phrases: list[str] | None = None, seed: int = 0
) -> Comparison | None:
    """Count and contrast the sources.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    counts : WordCounts
        Its words.
    phrases : list of str, optional
        Phrases to test beside the words (`analysis.terms.find_phrases`).
    seed : int
        Of the shuffles.

    Returns
    -------
    Comparison or None
        None for fewer than two sources, or when no term stands in ten independent texts.
    """
    groups = np.asarray(counts.groups.matrix.sum(axis=0)).ravel()
    words = counts.groups.terms[groups >= MIN_TEXTS]
    terms = np.array(sorted({*words, *(phrases or [])}), dtype=object)
    if len(corpus.source_names) < 2 or not len(terms):
        return None
    shared = find_shared_sentences(corpus)
    views = count_views(corpus, terms, shared.own_text, shared.articles)
    phrase = np.array([" " in term for term in terms])
    content = phrase | np.array([is_content(str(term), corpus.language) for term in terms])
    texts = independent_texts(views.all_text)
    tested = content & (texts >= MIN_TEXTS_FOR_INTERVAL)
    if not tested.any():
        return None
    n, contrasts = len(corpus.source_names), {}
    for view, rows in ((ALL_TEXT, views.all_text), (ONE_EACH, views.one_each), (OWN, views.own)):
        shuffles = PERMUTATIONS if view == ALL_TEXT else FEWER_PERMUTATIONS
        every = np.ones((1, int(tested.sum())), dtype=bool)
        chance = largest_by_chance(rows.take(tested), n, every, seed, shuffles, corpus.engine)[:, 0]
        contrasts[view] = contrast_with(rows, n, chance)
    names = list(corpus.source_names)
    return Comparison(
        names, terms, content, phrase, texts, tested, views, contrasts, most_copied(corpus), seed, corpus.engine
    )


def most_copied(corpus: Corpus, most: int = 3) -> np.ndarray:
    """Find the groups of copies with most articles, of those with several; of equal ones the first."""
    articles = np.bincount(np.concatenate([shard.group for shard in corpus.shards]))
    order = np.argsort(-articles, kind="stable")[:most]
    return np.asarray(order[articles[order] > 1])


def independent_texts(rows: GroupCounts) -> np.ndarray:
    """Count the groups of copies that hold each term, (n_terms,)."""
    held = rows.counts.tocoo()
    known, group = np.unique(rows.group, return_inverse=True)
    pairs = np.unique(held.col.astype(np.int64) * len(known) + group[held.row])
    return np.bincount(pairs // max(len(known), 1), minlength=rows.counts.shape[1])
