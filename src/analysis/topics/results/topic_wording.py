"""How each source words a topic: the same subject, other words."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.stats import norm

from analysis.corpus import Corpus
from analysis.statistics import (
    MIN_TEXTS,
    MIN_TEXTS_FOR_INTERVAL,
    PRIOR_SHARE,
    bootstrap_weights,
    log_odds_ratio,
    resampling_units,
)
from analysis.tables import round_significant
from analysis.tables.topic_tables import TOPIC_WORDING
from analysis.topics.corpus_topics import Topics

MAX_WORDS = 5
DRAWS = 200


def topic_wording(corpus: Corpus, topics: Topics, seed: int = 0) -> pd.DataFrame:
    """Find the words a source uses more than the others do when all write about one topic.

    Log odds with an informative prior (`log_odds_ratio`) of the source against all others, over the articles of the
    topic alone; one article of each group of duplicates, so that what was copied from elsewhere counts once.

    Returns
    -------
    DataFrame
        `tables.TOPIC_WORDING`, at most 5 words of a source in a topic. The interval (normal, standard error from 200
        bootstrap draws of groups) holds in 95 % of the cases for all words tested in the topic together (Bonferroni).
        Only words with ``low`` above 0 in at least 5 texts, of sources with at least 10 independent texts in a topic
        that others write about too; most certain (largest ``low``) first, ties by term.
    """
    tables = []
    for position, (topic, label) in enumerate(zip(topics.numbers, topics.labels, strict=True)):
        at = np.flatnonzero((topics.topic == topic) & corpus.articles["first_of_group"].to_numpy())
        source = corpus.articles["source"].to_numpy()[at]
        for name in corpus.source_names:
            here = source == name
            if min(here.sum(), (~here).sum()) >= MIN_TEXTS_FOR_INTERVAL:
                words = _words_of_source(topics.sample.counts[at], here, seed + position, len(corpus.source_names))
                words["term"] = topics.sample.terms[words["term"].to_numpy()]
                tables.append(words.assign(topic=topic, label=label, source=name))
    found = [table for table in tables if len(table)]
    return TOPIC_WORDING.build(pd.concat(found)) if found else TOPIC_WORDING.empty()


def _words_of_source(counts: sparse.csr_matrix, here: np.ndarray, seed: int, n_sources: int) -> pd.DataFrame:
    """Choose the words of one source in one topic; the term is a position."""
    texts = np.asarray((counts[here] > 0).sum(axis=0)).ravel()
    # A word in fewer texts of the topic belongs to one story.
    tested = np.flatnonzero(texts >= MIN_TEXTS)
    total = np.asarray(counts.sum(axis=0)).ravel().astype(float)
    prior, prior_words = PRIOR_SHARE * total[tested], PRIOR_SHARE * total.sum()
    length = np.asarray(counts.sum(axis=1)).ravel()
    mine, rest = (_sum_by_unit(counts[side][:, tested], length[side]) for side in (here, ~here))

    def log_odds(weights_mine: np.ndarray, weights_rest: np.ndarray) -> np.ndarray:
        one, two = weights_mine @ mine, weights_rest @ rest
        found = log_odds_ratio(one[:, :-1], one[:, -1:], two[:, :-1], two[:, -1:], prior, prior_words)
        return np.asarray(found.log_odds)

    value = log_odds(np.ones((1, len(mine))), np.ones((1, len(rest))))[0]
    drawn = log_odds(bootstrap_weights(len(mine), seed, DRAWS), bootstrap_weights(len(rest), seed + 1, DRAWS))
    error = norm.ppf(1 - 0.025 / max(len(tested) * n_sources, 1)) * drawn.std(axis=0, ddof=1)
    uses = np.asarray(counts[here][:, tested].sum(axis=0)).ravel()
    table = pd.DataFrame(
        {
            "term": tested,
            "count": uses,
            "per_thousand": 1000 * uses / max(length[here].sum(), 1),
            "log_odds": value,
            "low": round_significant(value - error),
            "high": value + error,
            "texts": texts[tested],
        }
    )
    surest = table[table["low"] > 0].sort_values(["low", "term"], ascending=[False, True]).head(MAX_WORDS)
    return surest.assign(rank=range(1, len(surest) + 1))


def _sum_by_unit(counts: sparse.csr_matrix, length: np.ndarray) -> np.ndarray:
    """Add up uses, and all words in the last column, by resampling unit; every row is a group of its own."""
    unit, _ = resampling_units(np.arange(counts.shape[0]))
    member = sparse.csr_matrix((np.ones(len(unit)), (unit, np.arange(len(unit)))))
    return np.hstack([(member @ counts).toarray(), (member @ length.astype(float))[:, None]])
