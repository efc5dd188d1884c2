"""What to know about a topic before trusting it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.tables import round_significant
from analysis.topics.corpus_topics import Topics
from analysis.topics.model.number_of_topics import words_of_draws
from analysis.topics.model.topic_fit import best_match, fit_once
from analysis.topics.model.topic_words import coherence
from analysis.topics.results.topic_shares import shares_of_topics
from analysis.vocabulary import OTHER_SOURCES

COLUMNS = [
    "topic", "label", "share", "share_low", "share_high", "stability", "coherence", "coherence_held_out",
    "independent_texts", "duplicate_share", "effective_sources", "house_style", "verdict",
]  # fmt: skip
ONE_STORY, HOUSE, HOUSE_LIMIT = 0.2, 0.8, 0.5
STEADY, UNSTEADY, FEW_TEXTS = 0.6, 0.4, 10


def topic_card(corpus: Corpus, topics: Topics, stability: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Describe each topic: how large, how stable, how coherent, whose, and a verdict in words.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    topics : Topics
        Of the same corpus.
    stability : DataFrame
        From `analysis.topics.topic_stability`.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row per topic, by number: ``share`` of the articles with its 95 % interval; ``stability``; ``coherence``
        (NPMI in 10-word windows) and ``coherence_held_out`` (the most similar topic fitted on one half of the texts,
        in the windows of the other); ``independent_texts``; ``duplicate_share`` (articles that are further copies);
        ``effective_sources`` (exp of the entropy of its texts over sources); ``house_style`` (the source with over
        80 % of its articles while it has under 50 % of all, else empty); ``verdict``, the first that holds of: one
        story copied, house style (of 10 texts or more), made by hand (merged or split), unstable (stability < .4), few
        texts (< 10), no steadier than chance (where no topics are clear), stable (>= .6), moderate. Empty when there
        are no topics.
    """
    if topics.fit is None:
        return pd.DataFrame(columns=COLUMNS)
    words = topics.fit.words
    even, odd = topics.sample.for_halves
    most = min(topics.choice.n_topics, *even.counts.shape)
    half = fit_once(even, most, topics.how.method, topics.how.seed, topics.how.anchors)
    card = shares_of_topics(corpus, topics, seed)[
        ["topic", "label", "share", "share_low", "share_high", "articles", "independent_texts"]
    ]
    card["stability"] = stability["stability"].to_numpy()
    card["coherence"] = coherence(topics.sample.for_choosing.windows, words)
    held_out = coherence(odd.windows, half.words)
    card["coherence_held_out"] = [
        held_out[int(np.argmax([best_match([w], [h])[0] for h in half.words]))] for w in words
    ]
    described = pd.DataFrame([_sources(corpus.articles[topics.topic == t], corpus) for t in card["topic"]])
    card = pd.concat([card, described], axis=1)
    for column in ("stability", "coherence", "coherence_held_out", "duplicate_share", "effective_sources"):
        card[column] = round_significant(card[column].to_numpy(dtype=float))
    card["verdict"] = [_verdict(row, topics.choice.clear) for _, row in card.iterrows()]
    return card[COLUMNS]


def _sources(articles: pd.DataFrame, corpus: Corpus) -> dict[str, object]:
    """Describe where the articles of one topic come from."""
    n = len(articles)
    texts = articles.drop_duplicates(["group", "source"])["source"].value_counts(normalize=True).to_numpy()
    largest = articles["source"].value_counts()
    house = ""
    if n and len(corpus.source_names) > 1:
        top = min(largest[largest == largest.max()].index)
        of_all = (corpus.articles["source"] == top).mean()
        house = top if top != OTHER_SOURCES and largest.max() > HOUSE * n and of_all < HOUSE_LIMIT else ""
    return {
        "duplicate_share": 1 - articles["group"].nunique() / n if n else np.nan,
        "effective_sources": float(np.exp(-(texts * np.log(texts)).sum())) if n else np.nan,
        "house_style": house,
        "largest_group": int(articles["group"].value_counts().max()) if n else 0,
        "n": n,
    }


def _verdict(row: pd.Series[Any], clear: bool) -> str:
    largest, stability = row["largest_group"], row["stability"]
    if largest > 1 and largest > ONE_STORY * row["n"]:
        return f"one story copied {largest} times"
    if row["house_style"] and row["independent_texts"] >= FEW_TEXTS:
        return f"house style of {row['house_style']}"
    if np.isnan(stability):
        return "made by hand"
    if stability < UNSTEADY:
        return "unstable"
    if row["independent_texts"] < FEW_TEXTS:
        return "few texts"
    if not clear:
        return "no steadier than chance"
    return "stable" if stability >= STEADY else "moderate"


STABILITY_COLUMNS = ["topic", "label", "stability", "stability_low", "stability_high"]


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
        return pd.DataFrame(columns=STABILITY_COLUMNS)
    material = topics.sample.for_choosing
    n_topics = topics.choice.n_topics
    _, *draws = words_of_draws(material, [min(n_topics, *material.counts.shape)], topics.how)
    matches = np.array([best_match(topics.fit.words, next(iter(draw.values()))) for draw in draws])
    edited = np.isin(topics.fit.by_hand, ["merged", "split"])
    table = pd.DataFrame({"topic": topics.numbers, "label": topics.labels})
    for column, values in zip(
        STABILITY_COLUMNS[2:], (matches.mean(axis=0), matches.min(axis=0), matches.max(axis=0)), strict=True
    ):
        table[column] = np.where(edited, np.nan, round_significant(values))
    return table
