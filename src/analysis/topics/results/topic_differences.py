"""In which topics two sources or two periods differ, beyond what chance makes of so many topics."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus import Corpus, choose_sources, named_pair
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL, difference_interval, judge_together
from analysis.tables import round_significant
from analysis.tables.topic_share_tables import TOPIC_DIFFERENCES, TOPIC_PERIODS
from analysis.topics.corpus_topics import SUBJECT, Topics
from analysis.topics.results.share_tests import texts_of_parts
from analysis.topics.results.topic_shares import shares_of_parts
from analysis.vocabulary import NO_TOPIC

_ENDS = ["share", "share_low", "share_high"]


def source_differences(corpus: Corpus, topics: Topics, between: Sequence[str] = (), seed: int = 0) -> pd.DataFrame:
    """Compare the shares of topics in two sources.

    Without two sources in ``between``, those of `choose_sources`.

    Returns
    -------
    DataFrame
        `tables.TOPIC_DIFFERENCES`. Intervals hold for each topic by itself (`difference_interval`); the tier is that of
        all themes and subjects judged together, by shuffles of independent texts (`judge_together`). Neither under 10
        independent texts. Empty with one source or no topics.

    Raises
    ------
    SettingsError
        When ``between`` names neither two sources nor two periods.
    """
    return TOPIC_DIFFERENCES.build(_compare(corpus, topics, "source", choose_sources(corpus, between), seed))


def period_differences(corpus: Corpus, topics: Topics, between: Sequence[str] = (), seed: int = 0) -> pd.DataFrame:
    """Compare the shares of topics in two periods (`tables.TOPIC_PERIODS`): as `source_differences`.

    Without ``between``, the first and the last period that the corpus covers whole and with at least 10 independent
    texts; empty when there are no two such periods.
    """
    pair = named_pair(corpus, between, corpus.periods)
    if not pair and len(corpus.periods) > 1:
        dated = corpus.articles.dropna(subset=["published"]).groupby("period")
        usable = ~dated["part_period"].any() & (dated["group"].nunique() >= MIN_TEXTS_FOR_INTERVAL)
        whole = [period for period in corpus.periods if usable.get(period, False)]
        pair = (whole[0], whole[-1]) if len(whole) > 1 else ()
    return TOPIC_PERIODS.build(_compare(corpus, topics, "period", pair, seed))


def _compare(corpus: Corpus, topics: Topics, column: str, pair: tuple[str, ...], seed: int) -> pd.DataFrame:
    if len(pair) < 2 or not topics.n_topics:
        return TOPIC_DIFFERENCES.empty()
    shares = shares_of_parts(corpus, topics, column, list(pair), seed)
    shares = shares[shares["topic"] != NO_TOPIC]
    first, second = (shares[shares["part"] == name].reset_index(drop=True) for name in pair)
    texts = texts_of_parts(corpus, topics, column, list(pair))
    tier = np.full(topics.n_topics, "", dtype=object)
    if min(texts.texts) >= MIN_TEXTS_FOR_INTERVAL:
        draws = texts.differences(1, 0, seed)
        tier = judge_together(draws[0], draws[1:]).tier
    low, high = difference_interval(*(list(side[_ENDS].to_numpy().T) for side in (second, first)))
    table = first[["level", "topic", "label"]].assign(
        first=pair[0],
        second=pair[1],
        share_first=first["share"],
        share_second=second["share"],
        difference=round_significant((second["share"] - first["share"]).to_numpy()),
        difference_low=low,
        difference_high=high,
        texts_first=texts.texts[0],
        texts_second=texts.texts[1],
        tier=tier,
        is_subject=first["level"] == SUBJECT,
    )
    # Equal differences keep the order of `all_topics`.
    return table.sort_values(["is_subject", "difference"], ascending=[True, False], kind="stable")
