"""Subject or style: is a term used more because a source covers other things, or about the same things too."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.sources.comparison import ALL_TEXT, Comparison
from analysis.sources.effects import measure_effects
from analysis.statistics.permutation import name_tiers
from analysis.statistics.score_test import LENGTH_STRATA, length_stratum, score_test, sum_scores

STYLE, SUBJECT, UNDECIDED = "style", "subject", "undecided"


def within_topics(
    comparison: Comparison, cells: tuple[np.ndarray, np.ndarray], effects: pd.DataFrame, more: np.ndarray
) -> pd.DataFrame:
    """Test found differences again within topics.

    Parameters
    ----------
    comparison : Comparison
    cells : tuple of ndarray of int
        Numbers of the sources and terms of the differences found.
    effects : DataFrame
        From `measure_effects`, of the same.
    more : ndarray of bool
        Whether the source uses the term more.

    Returns
    -------
    DataFrame
        ``within_topics``: *style* where the difference is clear or likely within topics, all found ones tested
        together, in the same direction, and the interval of the ratio within topics leaves 1 on that side; *subject*
        where that interval ends nearer to 1 than the root of the ratio over all; else *undecided*; empty without
        topics. Then ``topic_ratio``, ``topic_ratio_low``, ``topic_ratio_high``.
    """
    topic = comparison.about["topic"].to_numpy()
    terms, column = np.unique(cells[1], return_inverse=True)
    _, stratum = np.unique(topic * LENGTH_STRATA + length_stratum(comparison.texts.words), return_inverse=True)
    sums = sum_scores(comparison.texts.take(terms), stratum, int(stratum.max(initial=0)) + 1)
    test = score_test(sums, (cells[0], column))
    within = measure_effects(comparison.rows[ALL_TEXT], cells, comparison.level, stratum=topic)
    low, high = within["ratio_low"].to_numpy(), within["ratio_high"].to_numpy()
    tier, _ = name_tiers(test.p)
    sure = (tier != "") & (test.direction == np.where(more, 1, -1))
    style = sure & np.where(more, low > 1, high < 1)
    root = np.sqrt(effects["ratio"].to_numpy())
    # A comparison with a missing end is false.
    subject = ~style & np.where(more, high < root, low > root)
    told = np.where(style, STYLE, np.where(subject, SUBJECT, UNDECIDED))
    return pd.DataFrame(
        {
            "within_topics": told if topic.any() else np.full(len(told), ""),
            "topic_ratio": within["ratio"],
            "topic_ratio_low": low,
            "topic_ratio_high": high,
        }
    )
