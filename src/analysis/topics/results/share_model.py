"""Which shares differ from the others' beyond chance: of a source in the same periods, of a period in the sources."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.statistics.permutation import name_tiers
from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL
from analysis.statistics.score_test import Texts, presence_test, share_weights, sum_scores
from analysis.statistics.stratified_shares import stratified_shares
from analysis.topics.corpus_topics import Topics, all_topics
from analysis.topics.results.topic_membership import main_topics


def compare_shares(corpus: Corpus, topics: Topics, part: np.ndarray, stratum: np.ndarray) -> pd.DataFrame:
    """Compare the topics of each part of a corpus with those of all others, within strata (`compare_parts`).

    Parameters
    ----------
    part, stratum : ndarray of int, (n_articles,)
        What is compared, -1 for articles in no part, and what is held equal, from 0.

    Returns
    -------
    DataFrame
        ``part, topic`` (its number), and what `compare_parts` gives.
    """
    # The earliest article stands for its group.
    rows = np.argsort(~corpus.articles["first_of_group"].to_numpy(), kind="stable")
    rows = rows[part[rows] >= 0]
    items, group = main_topics(topics)[rows, :-1], corpus.articles["group"].to_numpy()[rows]
    table = compare_parts(items, part[rows], stratum[rows], group)
    return table.assign(topic=all_topics(topics)["topic"].to_numpy()[table["topic"]])


def compare_parts(items: sparse.csr_matrix, part: np.ndarray, stratum: np.ndarray, group: np.ndarray) -> pd.DataFrame:
    """Compare the shares of topics in each part with those of all others, within strata.

    A group of duplicates is one text: its first row says its topics and its stratum, and all of them its parts. The
    shares are those of `stratified_shares`; the tier is that of all topics and parts judged together (`name_tiers`) by
    the score test of a logistic regression on part and strata, with its permutation moments (`presence_test`), so that
    texts in several parts and cells with few or no texts need no care. With two parts one test stands for both.

    Parameters
    ----------
    items : csr_matrix of int, (n_rows, n_topics)
        1 where an article has the topic.
    part, stratum, group : ndarray of int, (n_rows,)
        What is compared, what is held equal, and the group of duplicates.

    Returns
    -------
    DataFrame
        A row for each part (a number) and topic (a position): ``part, topic, difference, difference_low,
        difference_high, tier``; no interval and no tier where either side has under 10 texts, and no difference where a
        part shares no stratum with others.
    """
    _, first, text = np.unique(group, return_index=True, return_inverse=True)
    n_parts, n_strata = int(part.max(initial=0)) + 1, int(stratum.max(initial=0)) + 1
    pairs = (np.ones(len(part), dtype=np.int64), (text, part))
    copies = sparse.csr_matrix(pairs, shape=(len(first), n_parts))
    items, stratum = sparse.csr_matrix(items[first]), stratum[first]
    shares = stratified_shares(items, copies, stratum, n_strata)
    test = presence_test(sum_scores(Texts(items, np.ones(len(stratum)), share_weights(copies)), stratum, n_strata))
    enough = (np.minimum(shares.texts, shares.texts_others) >= MIN_TEXTS_FOR_INTERVAL)[:, None]
    once = np.arange(n_parts)[:, None] < (1 if n_parts == 2 else n_parts)
    tier, _ = name_tiers(test.p, test.varies & enough & once)
    if n_parts == 2:
        tier[1] = tier[0]
    # A difference is reported only when the test, in which copies weigh less, has the same direction.
    tier[test.direction != np.sign(shares.difference)] = ""
    ends = (np.where(enough, end, np.nan).ravel() for end in (shares.difference_low, shares.difference_high))
    low, high = ends
    return pd.DataFrame(
        {
            "part": np.repeat(np.arange(n_parts), items.shape[1]),
            "topic": np.tile(np.arange(items.shape[1]), n_parts),
            "difference": shares.difference.ravel(),
            "difference_low": low,
            "difference_high": high,
            "tier": tier.ravel(),
        }
    )
