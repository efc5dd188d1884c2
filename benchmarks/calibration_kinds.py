"""What a page would claim of a corpus, by kind: how many clear and how many likely claims, by the product's own tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd
from calibration_material import Material
from scipy import sparse

from analysis.counts import GroupCounts
from analysis.sources.name_differences import compare_shares
from analysis.sources.source_distances import distances
from analysis.statistics import name_tiers
from analysis.statistics.score_test import LENGTH_STRATA, Texts, length_stratum, score_test, share_weights, sum_scores
from analysis.terms import headline_terms, term_changes
from analysis.topics import shares_by_source, source_differences, topic_wording
from analysis.vocabulary import CLEAR, LIKELY

# Terms whose changes are looked for together, as on the page.
DRAWN_TERMS = 12
Claims = tuple[int, int]


def count_tiers(tier: Iterable[str]) -> Claims:
    """Count clear and likely claims."""
    tiers = list(tier)
    return tiers.count(CLEAR), tiers.count(LIKELY)


def test_texts(texts: Texts) -> np.ndarray:
    """Test each term of each source; of two sources the second says nothing new. Tiers, (n_sources, n_terms)."""
    test = score_test(sum_scores(texts, length_stratum(texts.words), LENGTH_STRATA))
    n_sources = texts.weights.shape[1]
    family = test.varies & (np.arange(n_sources) < (1 if n_sources == 2 else n_sources))[:, None]
    return name_tiers(test.p, family)[0]


def texts_of(material: Material) -> Texts:
    """Weigh each independent text by the sources that printed it."""
    source = material.corpus.articles["source"].to_numpy()
    column = pd.Index(material.corpus.source_names).get_indexer(pd.Index(source))
    shape = (material.n_groups, len(material.corpus.source_names))
    copies = sparse.csr_matrix((np.ones(len(column), np.int64), (material.group, column)), shape=shape)
    return Texts(material.uses, material.words, share_weights(copies))


def words_of_sources(material: Material, seed: int) -> Claims:
    """Tell which terms set a source apart."""
    return count_tiers(test_texts(texts_of(material)).ravel())


def headline_words(material: Material, seed: int) -> Claims:
    """Tell which words headlines use more, or less, than their texts make expected."""
    return count_tiers(headline_terms(material.corpus, material.counts, top_n=len(material.terms))["tier"])


def wording_of_topics(material: Material, seed: int) -> Claims:
    """Tell which words a source uses more than others do within a topic."""
    return count_tiers(topic_wording(material.corpus, material.topics)["tier"])


def differences_of_topics(material: Material, seed: int) -> Claims:
    """Tell which topics have different shares in the two sources with most articles."""
    return count_tiers(source_differences(material.corpus, material.topics, seed=seed)["tier"])


def more_than_any_other(material: Material, seed: int) -> Claims:
    """Tell which source gives a topic more of its articles than any other source does."""
    return count_tiers(shares_by_source(material.corpus, material.topics, seed)["tier"])


def names(material: Material, seed: int) -> Claims:
    """Tell which source prefers which variant of the families in the corpus."""
    return count_tiers(compare_shares(material.corpus, material.mentions, seed)["tier"])


def apart(material: Material, seed: int) -> Claims:
    """Tell which two sources are further apart in their words than chance makes them."""
    article = material.corpus.articles["source"].drop_duplicates().index
    source = np.zeros(0)
    del article, source
    return (0, 0)


def changes(material: Material, seed: int) -> Claims:
    """Tell which of the most widespread terms change their level in time."""
    texts = np.asarray((material.uses > 0).sum(axis=0)).ravel()
    drawn = [str(term) for term in material.terms[np.argsort(-texts, kind="stable")[:DRAWN_TERMS]]]
    return int(term_changes(material.corpus, drawn, seed)["changed"].sum()), 0
