"""How each source words a topic: the same subject, other words."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.stats import norm

from analysis.corpus import BUCKETS, Corpus
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL, PRIOR_SHARE, bootstrap_weights, log_odds_ratio
from analysis.tables import round_significant
from analysis.topics.corpus_topics import Topics

MOST_WORDS = 5
# A word in fewer independent texts of the topic is one story's.
LEAST_TEXTS = 5
DRAWS = 200
COLUMNS = ["topic", "label", "source", "rank", "term", "count", "per_thousand", "log_odds", "low", "high", "texts"]


def topic_wording(corpus: Corpus, topics: Topics, seed: int = 0) -> pd.DataFrame:
    """Find the words a source uses more than the others do when all write about one topic.

    Log odds with an informative prior (`log_odds_ratio`) of the source against all others, over the
    articles of the topic alone; first copies only, so that what was copied from elsewhere counts once.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    topics : Topics
        Of the same corpus.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row per topic x source x rank (at most 5), by topic, source in the order of the corpus, rank:
        ``topic, label, source, rank, term, count`` (uses by the source in the topic), ``per_thousand`` (of the topic's
        words counted here), ``log_odds`` with an interval ``low, high`` (normal, standard error from 200 bootstrap
        draws of groups) that holds in 95 % of the cases for all words tested in the topic together (Bonferroni),
        ``texts`` (the source's independent texts in the topic that hold it). Only words with ``low`` above 0 in at
        least 5 texts, of sources with at least 10 independent texts in a topic that others write about too; most
        certain (largest ``low``) first, ties by term.
    """
    rows: list[dict[str, object]] = []
    articles = corpus.articles
    for position, (topic, label) in enumerate(zip(topics.numbers, topics.labels, strict=True)):
        at = np.flatnonzero((topics.topic == topic) & articles["first_of_group"].to_numpy())
        source = articles["source"].to_numpy()[at]
        for name in corpus.source_names:
            here = source == name
            if min(here.sum(), (~here).sum()) >= MIN_TEXTS_FOR_INTERVAL:
                words = _words(topics.sample.counts[at], here, seed + position, len(corpus.source_names))
                rows += [{"topic": topic, "label": label, "source": name, **row} for row in words]
    table = pd.DataFrame(rows)
    if table.empty:
        return pd.DataFrame(columns=COLUMNS)
    table["term"] = topics.sample.terms[table["term"].to_numpy(dtype=np.int64)]
    return table[COLUMNS]


def _words(counts: sparse.csr_matrix, here: np.ndarray, seed: int, n_sources: int) -> list[dict[str, object]]:
    """Choose the words of one source in one topic, as rows without topic and source."""
    texts = np.asarray((counts[here] > 0).sum(axis=0)).ravel()
    tested = np.flatnonzero(texts >= LEAST_TEXTS)
    if not len(tested):
        return []
    total = np.asarray(counts.sum(axis=0)).ravel().astype(float)
    prior, prior_words = PRIOR_SHARE * total[tested], PRIOR_SHARE * total.sum()
    length = np.asarray(counts.sum(axis=1)).ravel()
    mine, rest = (_by_unit(counts[side][:, tested], length[side]) for side in (here, ~here))

    def odds(weights_mine: np.ndarray, weights_rest: np.ndarray) -> np.ndarray:
        one, two = weights_mine @ mine, weights_rest @ rest
        found = log_odds_ratio(one[:, :-1], one[:, -1:], two[:, :-1], two[:, -1:], prior, prior_words)
        return np.asarray(found.log_odds)

    value = odds(np.ones((1, len(mine))), np.ones((1, len(rest))))[0]
    drawn = odds(bootstrap_weights(len(mine), seed, DRAWS), bootstrap_weights(len(rest), seed + 1, DRAWS))
    error = norm.ppf(1 - 0.025 / (len(tested) * n_sources)) * drawn.std(axis=0, ddof=1)
    low, high = round_significant(value - error), round_significant(value + error)
    order = [i for i in np.lexsort((tested, -low)) if low[i] > 0][:MOST_WORDS]
    uses = np.asarray(counts[here][:, tested].sum(axis=0)).ravel()
    per_thousand = round_significant(1000 * uses / max(length[here].sum(), 1))
    return [
        {
            "rank": rank, "term": tested[i], "count": int(uses[i]), "per_thousand": per_thousand[i],
            "log_odds": round_significant(value)[i], "low": low[i], "high": high[i], "texts": int(texts[tested[i]]),
        }
        for rank, i in enumerate(order, 1)
    ]  # fmt: skip


def _by_unit(counts: sparse.csr_matrix, length: np.ndarray) -> np.ndarray:
    """Add up uses, and all words in the last column, by resampling unit: a text, or one of 256 sets of texts."""
    unit = np.arange(counts.shape[0]) % BUCKETS
    member = sparse.csr_matrix((np.ones(len(unit)), (unit, np.arange(len(unit)))))
    return np.hstack([(member @ counts).toarray(), (member @ length.astype(float))[:, None]])
