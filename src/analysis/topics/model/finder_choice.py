"""Which of the two finders groups the articles: the one whose topics predict more of articles they have not seen."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.tables.topic_tables import TOPIC_METHODS
from analysis.topics.model.topic_counts import TopicCounts, cap_counts, shares_in_articles, word_probabilities
from analysis.topics.model.topic_fit import FINDERS, PLAIN, FitData, FitOptions, fit_once
from analysis.topics.model.topic_sample import Sample
from analysis.topics.model.topic_words import diversity, mean_coherence

MIN_TEXTS_TO_HALVE = 10


def predicted_words(topics: TopicCounts, counts: sparse.csr_matrix) -> float:
    """Measure how much better topics predict the words of new articles than word frequencies alone do.

    From every second term (in the order of the alphabet) of an article its topics are computed, and from these the
    others are predicted, and the other way round: mean of log(p(word | article's topics) / p(word)).

    Parameters
    ----------
    topics : TopicCounts
    counts : csr_matrix of int, (n_articles, n_terms)
        Articles the topics have not seen.

    Returns
    -------
    float
        Nats a word; 0 when topics say nothing.

    References
    ----------
    Wallach, Murray, Salakhutdinov & Mimno (2009), Evaluation methods for topic models, "document completion". Not the
    approximate bound of scikit-learn's ``perplexity``, which grows without end.
    """
    words, overall = word_probabilities(topics)
    alternate = np.arange(counts.shape[1]) % 2 == 0
    gain, predicted = 0.0, 0
    for given in (alternate, ~alternate):
        shares = shares_in_articles(_only(counts, given), topics)
        rest = cap_counts(_only(counts, ~given))
        article = np.repeat(np.arange(rest.shape[0]), np.diff(rest.indptr))
        whole = shares @ words[:, ~given].sum(axis=1)
        likely = (shares[article] * words[:, rest.indices].T).sum(axis=1) / whole[article]
        base = overall[rest.indices] / overall[~given].sum()
        gain += float((rest.data * np.log(likely / base)).sum())
        predicted += int(rest.data.sum())
    return gain / max(predicted, 1)


def _only(counts: sparse.csr_matrix, terms: np.ndarray) -> sparse.csr_matrix:
    kept = counts.copy()
    kept.data = np.where(terms[kept.indices], kept.data, 0)
    kept.eliminate_zeros()
    return kept


def compare_methods(sample: Sample, n_topics: int, seed: int, used: str = "") -> pd.DataFrame:
    """Compare our two finders with scikit-learn's plain NMF on halves of the articles.

    Every second of the choosing articles and the rest are fitted in turn, and judged on the other half. ``used`` is the
    method that was asked for; without one, the finder that predicts more is used.

    Returns
    -------
    DataFrame
        `tables.TOPIC_METHODS`, means over both halves. Empty for fewer than ten articles.
    """
    even, odd = sample.for_halves
    limit = min(n_topics, even.counts.shape[0], odd.counts.shape[0], len(sample.terms))
    if len(sample.choosing) < MIN_TEXTS_TO_HALVE or limit < 2:
        return TOPIC_METHODS.empty()
    rows = []
    for method in dict.fromkeys([*FINDERS, PLAIN[0], *([used] if used else [])]):
        options = FitOptions(method, seed)
        means = np.mean([_judge(even, odd, limit, options), _judge(odd, even, limit, options)], axis=0)
        rows.append((method, limit, *means, False))
    table = TOPIC_METHODS.build(rows)
    finders = table[table["method"].isin(FINDERS)]
    best = used or finders["method"].iloc[int(finders["predicted"].to_numpy().argmax())]
    return table.assign(used=table["method"] == best)


def _judge(here: FitData, there: FitData, n_topics: int, options: FitOptions) -> tuple[float, float, float]:
    """Fit one half; give predicted words, coherence and diversity in the other."""
    fit = fit_once(here, n_topics, options)
    coherent = mean_coherence(there.windows, fit.words)
    return predicted_words(fit.counts, there.counts), coherent, diversity(fit.words)
