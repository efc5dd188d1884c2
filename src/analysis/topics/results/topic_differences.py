"""In which topics two sources, two spans of time, or the two halves of the time differ beyond chance."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus, coarser_periods, compared_parts
from analysis.tables.topic_share_tables import TOPIC_DIFFERENCES
from analysis.topics.corpus_topics import SUBJECT, Topics
from analysis.topics.results.share_model import compare_shares
from analysis.topics.results.topic_shares import shares_of_parts, strata
from analysis.vocabulary import NO_TOPIC

_ENDS = ["share", "share_low", "share_high"]


@kept
def topic_differences(corpus: Corpus, topics: Topics, between: str | Sequence[str] = (), seed: int = 0) -> pd.DataFrame:
    """Compare the shares of topics in two sources, two spans of time, or the first and the second half of the time.

    Parameters
    ----------
    between : sequence of str
        As of `analysis.corpus.compared_parts`.

    Returns
    -------
    DataFrame
        `tables.TOPIC_DIFFERENCES`. The difference is that of the independent texts in the same periods, or of the same
        sources, where spans of time are compared (`compare_shares`); all themes and subjects are judged together. Empty
        without topics, and without ``between`` for a corpus with fewer than two periods.

    Raises
    ------
    SettingsError
        As `analysis.corpus.compared_parts`.
    """
    parts = compared_parts(corpus, between)
    if parts is None or not topics.n_topics:
        return TOPIC_DIFFERENCES.empty()
    pair, part = parts.names, parts.part
    shares = shares_of_parts(corpus, topics, part, pair, seed)
    shares = shares[shares["topic"] != NO_TOPIC]
    first, second = (shares[shares["part"] == name].reset_index(drop=True) for name in pair)
    equal = corpus.articles["source"] if parts.in_time else coarser_periods(corpus)["period"]
    compared = compare_shares(corpus, topics, part, strata(equal))
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
