"""In which topics two sources, two periods, or the two halves of the time differ beyond chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus, coarser_periods, named_pair
from analysis.tables.topic_share_tables import TOPIC_DIFFERENCES
from analysis.topics.corpus_topics import SUBJECT, Topics
from analysis.topics.results.share_model import compare_shares
from analysis.topics.results.topic_shares import shares_of_parts, strata
from analysis.vocabulary import NO_TOPIC

_ENDS = ["share", "share_low", "share_high"]


@kept
def topic_differences(corpus: Corpus, topics: Topics, between: str | Sequence[str] = (), seed: int = 0) -> pd.DataFrame:
    """Compare the shares of topics in two sources, two periods, or the first and the second half of the time.

    Parameters
    ----------
    between : sequence of str
        Two sources or two periods. Without, the time is cut where the numbers of independent texts before and after are
        most alike, between two periods of `coarser_periods`.

    Returns
    -------
    DataFrame
        `tables.TOPIC_DIFFERENCES`. The difference is that of the independent texts in the same periods, or of the same
        sources, where two periods are compared (`compare_shares`); all themes and subjects are judged together. Empty
        without topics, and without ``between`` for a corpus with fewer than two periods.

    Raises
    ------
    SettingsError
        When ``between`` names neither two sources nor two periods.
    """
    sources = named_pair(corpus, between, corpus.source_names)
    pair = sources or named_pair(corpus, between, corpus.periods)
    column, periods = corpus.articles["source" if sources else "period"], coarser_periods(corpus)["period"]
    if not pair:
        column, pair = _halves(periods, corpus.articles["group"])
    part = pd.Index(pair).get_indexer(pd.Index(column))
    if len(pair) < 2 or not topics.n_topics or len(np.unique(part[part >= 0])) < 2:
        return TOPIC_DIFFERENCES.empty()
    shares = shares_of_parts(corpus, topics, part, pair, seed)
    shares = shares[shares["topic"] != NO_TOPIC]
    first, second = (shares[shares["part"] == name].reset_index(drop=True) for name in pair)
    compared = compare_shares(corpus, topics, part, strata(periods if sources else corpus.articles["source"]))
    texts = corpus.articles["group"].groupby(part).nunique()
    table = first[["level", "topic", "label"]].assign(
        first=pair[0],
        second=pair[1],
        **{f"{name}_first": first[name] for name in _ENDS},
        **{f"{name}_second": second[name] for name in _ENDS},
        texts_first=texts[0],
        texts_second=texts[1],
        is_subject=first["level"] == SUBJECT,
    )
    table = table.merge(compared[compared["part"] == 1], how="left", on="topic").fillna({"tier": ""})
    # Equal differences keep the order of `all_topics`.
    return TOPIC_DIFFERENCES.build(
        table.sort_values(["is_subject", "difference"], ascending=[True, False], kind="stable")
    )


def _halves(periods: pd.Series, group: pd.Series) -> tuple[pd.Series, tuple[str, ...]]:
    """Name the half of the time of each article, "2016-01 to 2016-03", and both; none for fewer than two periods."""
    names = sorted(periods.dropna().unique())
    if len(names) < 2:
        return periods, ()
    texts = group.groupby(periods).nunique().reindex(names).cumsum().to_numpy()
    cut = int(np.abs(texts[:-1] - texts[-1] / 2).argmin()) + 1
    halves = [names[:cut], names[cut:]]
    pair = tuple(half[0] if len(half) == 1 else f"{half[0]} to {half[-1]}" for half in halves)
    return periods.map({name: own for half, own in zip(halves, pair, strict=True) for name in half}), pair
