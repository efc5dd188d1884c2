"""The comparison of sources that all tables rest on: what is tested, counted in three views, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.cache import kept
from analysis.corpus import MAX_COMPARED, Corpus, sources_apart
from analysis.counts import GroupCounts, TextViews, WordCounts, count_views, find_shared_sentences
from analysis.settings.given_values import as_list
from analysis.statistics.house_marks import NAME, OUTLET, find_house_marks, houses
from analysis.statistics.permutation import interval_level, name_tiers
from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL
from analysis.statistics.score_test import ScoreTest, Texts, first_articles, score_texts
from analysis.text import is_calendar, is_quantity, is_reporting, possessives


@dataclass(frozen=True)
class Comparison:
    """Sources, tested terms, and which of them are used differently.

    Attributes
    ----------
    names : list of str
        Sources, in the order of the corpus.
    terms : ndarray of str, (n_terms,)
        Sorted: content words and phrases in at least 10 independent texts, without those that articles were chosen by
        and those that `terms_to_test` leaves out; none when nothing can be tested.
    phrase : ndarray of bool, (n_terms,)
        Which are phrases.
    rows : TextViews
        Counts of all terms.
    texts : Texts
        The independent texts, in the order of groups.
    about : DataFrame
        One row for each independent text: ``topic`` (0: none) and ``published`` of its
        representative, and ``articles``, its copies.
    test : ScoreTest
        Of every source and term.
    marks : DataFrame
        ``source, term`` (numbers) and ``why``: house marks, which are not tested.
    tier, q : ndarray, (n_sources, n_terms)
        How sure each difference is, all tested together; of two sources the first is tested, and the second is as sure.
    n_tests : int
        Tests in the family.
    n_articles : int
        Articles there are; of more than 60,000 a sample is compared.
    apart : list of str
        Sources that wrote at other times than all others (`analysis.corpus.sources_apart`).
    """

    names: list[str]
    terms: np.ndarray
    phrase: np.ndarray
    rows: TextViews
    texts: Texts
    about: pd.DataFrame
    test: ScoreTest
    marks: pd.DataFrame
    tier: np.ndarray
    q: np.ndarray
    n_tests: int
    n_articles: int = 0
    apart: list[str] = field(default_factory=list)

    @property
    def n_sources(self) -> int:
        """How many sources there are."""
        return len(self.names)

    @property
    def found(self) -> tuple[np.ndarray, np.ndarray]:
        """Numbers of the sources and terms of all clear and likely differences."""
        source, term = np.nonzero(self.tier != "")
        return source, term

    @property
    def level(self) -> float:
        """Level of the intervals: of those shown, which were chosen for their size, 95 % hold the truth."""
        found = int((self.tier != "").sum()) // (2 if self.n_sources == 2 else 1)
        return interval_level(found, self.n_tests)

    def positions(self, table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Give the numbers of the source and of the term of each row."""
        number = {name: i for i, name in enumerate(self.names)}
        source = np.array([number[name] for name in table["source"]], dtype=np.int64)
        return source, np.searchsorted(self.terms, table["term"].to_numpy(dtype=object))


@kept
def compare_sources(
    corpus: Corpus, counts: WordCounts, phrases: Sequence[str] = (), topic: np.ndarray | None = None
) -> Comparison:
    """Count the terms of each source and test every one of them.

    Parameters
    ----------
    phrases : sequence of str
        Phrases to test beside the words (`analysis.terms.find_phrases`).
    topic : ndarray of int, (n_articles,), optional
        Main topic of each article, 0 for none: what is compared within topics.

    Returns
    -------
    Comparison
        Of a sample of more than 60,000 articles (`Corpus.sampled`). Without terms for fewer than two sources, or when
        no term occurs in ten independent texts: all tables made of it are empty.

    References
    ----------
    `score_test` for the test; Holm (1979), Benjamini & Hochberg (1995) for the tiers; Benjamini & Yekutieli (2005), J.
    Am. Stat. Assoc. 100(469), for the level of intervals of what was selected.
    """
    n_articles = len(corpus.articles)
    corpus, rows_taken = corpus.sampled(MAX_COMPARED)
    apart = sources_apart(corpus)
    terms = terms_to_test(corpus, counts, phrases, with_dates=not apart)
    if len(corpus.source_names) < 2 or not len(terms):
        return _nothing_to_compare(corpus.source_names)
    views = count_views(corpus, terms, find_shared_sentences(corpus))
    # A phrase may be in fewer texts.
    tested = np.flatnonzero(independent_texts(views.all_text) >= MIN_TEXTS_FOR_INTERVAL)
    rows, terms = views.take(tested), terms[tested]
    texts, about = _independent(corpus, rows.one_each, None if topic is None else topic[rows_taken])
    test = score_texts(texts)
    marks = _marks(corpus, terms, texts, about["topic"].to_numpy())
    tier, q, n_tests = judge_differences(test, marks)
    return Comparison(
        names=list(corpus.source_names),
        terms=terms,
        phrase=np.array([" " in term for term in terms], dtype=bool),
        rows=rows,
        texts=texts,
        about=about,
        test=test,
        marks=marks,
        tier=tier,
        q=q,
        n_tests=n_tests,
        n_articles=n_articles,
        apart=apart,
    )


def terms_to_test(corpus: Corpus, counts: WordCounts, phrases: Sequence[str], *, with_dates: bool) -> np.ndarray:
    """List the content words in enough texts, and the phrases, without what says little of a source; sorted.

    That is what articles were searched for, what reports speech or says how much, and possessives ("Trump's") of words
    and phrases that are there too; names of months and days unless ``with_dates``.
    """
    often = counts.groups.terms[counts.groups.per_term() >= MIN_TEXTS_FOR_INTERVAL]
    words = [word for word in often if counts.is_content(word, corpus.language)]
    known = {*words, *as_list("phrases", phrases)}
    possible = known - {*corpus.searched} - possessives(known)
    little = (is_reporting, is_quantity) if with_dates else (is_reporting, is_quantity, is_calendar)
    told = [term for term in possible if not any(is_little(term, corpus.language) for is_little in little)]
    return np.array(sorted(told), dtype=object)


def _marks(corpus: Corpus, terms: np.ndarray, texts: Texts, topic: np.ndarray) -> pd.DataFrame:
    """Find the house marks of outlets; where labels, groups or times are compared, names of outlets that lead one.

    "True" articles of which two thirds are of G1 name it more often than "fake" ones: that says nothing of either. An
    outlet leads where over half of the articles are of it.
    """
    if names := houses(corpus):
        return find_house_marks(names, terms, texts, topic)
    share = corpus.articles.groupby("source")["outlet"].value_counts(normalize=True)
    leading = sorted(set(share[share > 0.5].index.get_level_values("outlet")))
    found = find_house_marks(leading, terms)
    named = found[found["why"] == NAME].drop_duplicates("term").sort_values("term").assign(why=OUTLET)
    compared = pd.DataFrame({"source": np.arange(len(corpus.source_names))})
    return compared.merge(named[["term", "why"]], how="cross")


def judge_differences(test: ScoreTest, marks: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, int]:
    """Judge all sources and terms together, without house marks; of two sources only the first, which stands for both.

    Returns
    -------
    tier, q : ndarray, (n_sources, n_terms)
    n_tests : int
        Tests in the family.
    """
    family = test.varies.copy()
    family[marks["source"], marks["term"]] = False
    if len(family) == 2:
        family[:] = family.all(axis=0)
        tier, q = name_tiers(test.p[:1], family[:1])
        return np.vstack([tier, tier]), np.vstack([q, q]), int(family[0].sum())
    tier, q = name_tiers(test.p, family)
    return tier, q, int(family.sum())


def independent_texts(rows: GroupCounts) -> np.ndarray:
    """Count the groups of duplicates that hold each term, (n_terms,)."""
    held = rows.counts.tocoo()
    known, group = np.unique(rows.group, return_inverse=True)
    pairs = np.unique(held.col.astype(np.int64) * len(known) + group[held.row])
    return np.bincount(pairs // max(len(known), 1), minlength=rows.counts.shape[1])


def _independent(corpus: Corpus, one_each: GroupCounts, topic: np.ndarray | None) -> tuple[Texts, pd.DataFrame]:
    """Put together the independent texts, and what is known of each, in the order of groups."""
    first, weights = first_articles(corpus)
    about = pd.DataFrame(
        {
            "topic": np.zeros(len(first), dtype=np.int64) if topic is None else topic[first],
            "published": corpus.articles["published"].to_numpy()[first],
            "articles": np.bincount(pd.factorize(corpus.articles["group"])[0]),
        }
    )
    return Texts(one_each.counts, one_each.words, weights), about


def _nothing_to_compare(names: list[str]) -> Comparison:
    none, empty = np.zeros(0, dtype=np.int64), sparse.csr_matrix((0, 0), dtype=np.int64)
    texts = Texts(empty, none, sparse.csr_matrix((0, len(names)), dtype=np.int64))
    test = score_texts(texts)
    return Comparison(
        names=list(names),
        terms=np.zeros(0, dtype=object),
        phrase=np.zeros(0, dtype=bool),
        rows=TextViews(*[GroupCounts(none, none, empty, none)] * 4),
        texts=texts,
        about=pd.DataFrame({"topic": none, "published": pd.to_datetime([]), "articles": none}),
        test=test,
        marks=find_house_marks([], np.zeros(0, dtype=object), texts, none),
        tier=np.full(test.p.shape, "", dtype=object),
        q=test.p,
        n_tests=0,
    )
