"""What a difference depends on: topics, titles, a half of the time, copied stories, single sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.sources.comparison import Comparison
from analysis.sources.effects import measure_effects
from analysis.statistics.permutation import name_tiers
from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL
from analysis.statistics.score_test import LENGTH_STRATA, Texts, length_stratum, score_test, score_texts, sum_scores
from analysis.vocabulary import OTHER_SOURCES

# A setting agrees where its own one-sided p is at most .05.
_AGREES = 0.1
_MAX_USES = 2
_MAX_STORIES = 3
# Sources left out one by one, those with most articles.
_MAX_SOURCES = 20
# Subject: a source covers other things. Style: it writes so of the same things too.
STYLE, SUBJECT, UNDECIDED = "style", "subject", "undecided"
# Numbers of the sources and terms of the differences found.
Cells = tuple[np.ndarray, np.ndarray]


def agreeing_settings(comparison: Comparison, cells: Cells) -> pd.DataFrame:
    """Test differences again in other settings: the robustness checks.

    They are: without titles; either half of the time, cut at the median day; at most two uses a text; without the
    three most copied stories; of more than two sources, without each other one (the 20 with most articles).

    Returns
    -------
    DataFrame
        One row for each pair of source and term: ``settings``, the share of the settings in which the term is tested
        (ten texts hold it) that show it in the same direction with a one-sided p of at most .05; ``holds_in``, the same
        as "10 of 11"; ``fails``, the others in words.
    """
    terms, column = np.unique(cells[1], return_inverse=True)
    direction = comparison.test.direction[cells]
    tested, agree, names = [], [], []
    for name, without, texts in _settings(comparison, comparison.texts.take(terms), terms):
        test = score_texts(texts, (cells[0], column))
        enough = np.bincount(texts.uses.indices, minlength=len(terms)) >= MIN_TEXTS_FOR_INTERVAL
        tested.append(enough[column] & test.varies & (cells[0] != without))
        agree.append((test.direction == direction) & (test.p <= _AGREES))
        names.append(name)
    is_tested, agrees = (np.array(flags, dtype=bool).reshape(len(names), len(column)) for flags in (tested, agree))
    n_tested, n_agree = is_tested.sum(axis=0), (is_tested & agrees).sum(axis=0)
    fails = [
        ", ".join(name for name, fail in zip(names, failed, strict=True) if fail) for failed in (is_tested & ~agrees).T
    ]
    return pd.DataFrame(
        {
            "settings": n_agree / np.maximum(n_tested, 1),
            "holds_in": [f"{agree} of {tested}" for agree, tested in zip(n_agree, n_tested, strict=True)],
            "fails": np.array(fails, dtype=object) if fails else pd.Series(dtype=object),
        }
    )


def _settings(comparison: Comparison, texts: Texts, terms: np.ndarray) -> Iterator[tuple[str, int, Texts]]:
    """Give the name of each setting, the number of the source it leaves out (-1: none) and its texts."""
    below = comparison.rows.without_titles
    yield "without titles", -1, replace(texts, uses=sparse.csr_matrix(below.counts[:, terms]), words=below.words)
    published = comparison.about["published"]
    days = published.dropna()
    if days.nunique() > 1:
        middle = days.sort_values().iloc[len(days) // 2]
        for name, half in (("in the first half", published < middle), ("in the second half", published >= middle)):
            yield name, -1, texts.select(half.to_numpy())
    capped = texts.uses.copy()
    capped.data = np.minimum(capped.data, _MAX_USES)
    yield "with at most two uses a text", -1, replace(texts, uses=capped)
    copied = comparison.about["articles"].to_numpy()
    order = np.argsort(-copied, kind="stable")[:_MAX_STORIES]
    if (most := order[copied[order] > 1]).size:
        yield "without the most copied stories", -1, texts.select(np.isin(np.arange(len(copied)), most, invert=True))
    # Without one of two sources there is nothing to compare.
    for s in range(min(comparison.n_sources, _MAX_SOURCES)) if comparison.n_sources > 2 else ():
        if comparison.names[s] != OTHER_SOURCES:
            others = texts.weights[:, [s]].toarray().ravel() == 0
            yield f"without {comparison.names[s]}", s, texts.select(others)


def within_topics(comparison: Comparison, cells: Cells, effects: pd.DataFrame, more: np.ndarray) -> pd.DataFrame:
    """Test found differences again within topics, where the sources write about the same things.

    Parameters
    ----------
    effects : DataFrame
        From `measure_effects`, of the same ``cells``.
    more : ndarray of bool
        Whether the source uses the term more.

    Returns
    -------
    DataFrame
        ``within_topics``: *style* where the difference is clear or likely within topics, all found ones tested
        together, in the same direction, and the interval of the ratio within topics leaves 1 on that side; *subject*
        where that interval ends nearer to 1 than the root of the ratio over all; else *undecided*, and for sources that
        wrote at other times than all others; empty without topics. Then ``topic_ratio``, ``topic_ratio_low``,
        ``topic_ratio_high``.
    """
    topic = comparison.about["topic"].to_numpy()
    terms, column = np.unique(cells[1], return_inverse=True)
    _, stratum = np.unique(topic * LENGTH_STRATA + length_stratum(comparison.texts.words), return_inverse=True)
    sums = sum_scores(comparison.texts.take(terms), stratum, int(stratum.max(initial=0)) + 1)
    test = score_test(sums, (cells[0], column))
    within = measure_effects(comparison.rows.all_text, cells, comparison.level, stratum=topic)
    low, high = within["ratio_low"].to_numpy(), within["ratio_high"].to_numpy()
    tier, _ = name_tiers(test.p)
    sure = (tier != "") & (test.direction == np.where(more, 1, -1))
    style = sure & np.where(more, low > 1, high < 1)
    root = np.sqrt(effects["ratio"].to_numpy())
    # A comparison with a missing end is false.
    subject = ~style & np.where(more, high < root, low > root)
    apart = np.isin(np.array(comparison.names)[cells[0]], comparison.apart)
    told = np.select([apart, style, subject], [UNDECIDED, STYLE, SUBJECT], UNDECIDED)
    return pd.DataFrame(
        {
            "within_topics": told if topic.any() else np.full(len(told), ""),
            "topic_ratio": within["ratio"],
            "topic_ratio_low": low,
            "topic_ratio_high": high,
        }
    )
