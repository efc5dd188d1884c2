"""Which of the two finders groups the articles: the one whose topics predict more of articles they have not seen."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.tables import round_significant
from analysis.topics.model.topic_counts import TopicTable, cap, shares_in_articles, word_probabilities
from analysis.topics.model.topic_fit import FINDERS, PLAIN, fit_once
from analysis.topics.model.topic_sample import Sample
from analysis.topics.model.topic_words import diversity, mean_coherence

COLUMNS = ["method", "n_topics", "predicted", "coherence_held_out", "diversity", "used"]


def predicted_words(table: TopicTable, counts: sparse.csr_matrix) -> float:
    """Measure how much better topics predict the words of new articles than word frequencies alone do.

    Every second term (in the order of the alphabet) of an article tells its topics, the others are predicted from
    them, and the other way round: mean of log(p(word | article's topics) / p(word)).

    Parameters
    ----------
    table : TopicTable
        Fitted on other articles.
    counts : csr_matrix of int, (n_articles, n_terms)
        Articles the topics have not seen.

    Returns
    -------
    float
        Nats a word; 0 when topics tell nothing.

    References
    ----------
    Wallach, Murray, Salakhutdinov & Mimno (2009), Evaluation methods for topic models, "document completion". It has no
    use for the approximate bound of scikit-learn's ``perplexity``, which grows without end.
    """
    words, overall = word_probabilities(table)
    alternate = np.arange(counts.shape[1]) % 2 == 0
    gain, predicted = 0.0, 0
    for told in (alternate, ~alternate):
        shares = shares_in_articles(_only(counts, told), table)
        rest = cap(_only(counts, ~told))
        article = np.repeat(np.arange(rest.shape[0]), np.diff(rest.indptr))
        likely = (shares[article] * words[:, rest.indices].T).sum(axis=1) / (shares @ words[:, ~told].sum(axis=1))[
            article
        ]
        base = overall[rest.indices] / overall[~told].sum()
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

    Parameters
    ----------
    sample : Sample
        Articles and words; fitted are every second of the choosing articles and the rest, in turn.
    n_topics : int
        Number of topics.
    seed : int
        Of plain NMF.
    used : str
        The method that was asked for; empty for the finder that predicts more.

    Returns
    -------
    DataFrame
        One row per method: ``method, n_topics, predicted`` (`predicted_words` of the other half, nats a word),
        ``coherence_held_out`` (mean NPMI of the words in the other half), ``diversity, used``; means over both
        halves. Empty for fewer than ten articles.
    """
    even, odd = sample.for_halves
    most = min(n_topics, even.counts.shape[0], odd.counts.shape[0], len(sample.terms))
    if len(sample.choosing) < 10 or most < 2:
        return pd.DataFrame(columns=COLUMNS)
    rows = []
    for method in dict.fromkeys([*FINDERS, PLAIN[0], *([used] if used else [])]):
        told = []
        for here, there in ((even, odd), (odd, even)):
            fit = fit_once(here, most, method, seed)
            sense = mean_coherence(there.windows, fit.words)
            told.append((predicted_words(fit.table, there.counts), sense, diversity(fit.words)))
        rows.append((method, most, *round_significant(np.mean(told, axis=0))))
    table = pd.DataFrame(rows, columns=COLUMNS[:-1])
    finders = table[table["method"].isin(FINDERS)]
    best = used or finders["method"].iloc[int(finders["predicted"].to_numpy().argmax())]
    return table.assign(used=table["method"] == best)
