"""How well topics come back when a part of the texts is left out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.tables import round_significant
from analysis.topics.choose import words_of_draws
from analysis.topics.fit import best_match
from analysis.topics.model import Topics

COLUMNS = ["topic", "label", "stability", "stability_low", "stability_high"]


def topic_stability(topics: Topics) -> pd.DataFrame:
    """Measure how many of each topic's ten words come back in draws of 80 % of the texts.

    Parameters
    ----------
    topics : Topics
        Fitted topics.

    Returns
    -------
    DataFrame
        One row per topic, in their order: ``topic, label, stability`` (mean over ten draws of the Jaccard similarity of
        the topic's words with those of the most similar topic of the draw), ``stability_low, stability_high`` (the
        smallest and the largest of the ten). Missing for topics merged or split by hand: no draw makes such. Empty when
        there are no topics.
    """
    if topics.fit is None:
        return pd.DataFrame(columns=COLUMNS)
    material = topics.sample.for_choosing
    n_topics = topics.choice.n_topics
    _, *draws = words_of_draws(material, [min(n_topics, *material.counts.shape)], topics.how)
    matches = np.array([best_match(topics.fit.words, next(iter(draw.values()))) for draw in draws])
    edited = np.isin(topics.fit.by_hand, ["merged", "split"])
    table = pd.DataFrame({"topic": topics.numbers, "label": topics.labels})
    for column, values in zip(
        COLUMNS[2:], (matches.mean(axis=0), matches.min(axis=0), matches.max(axis=0)), strict=True
    ):
        table[column] = np.where(edited, np.nan, round_significant(values))
    return table
