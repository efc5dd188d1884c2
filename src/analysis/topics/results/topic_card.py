"""What to know about a topic before relying on it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.tables.topic_tables import TOPIC_CARD, TOPIC_STABILITY
from analysis.topics.corpus_topics import Level
from analysis.topics.model.number_of_topics import topics_of_draws
from analysis.topics.model.topic_fit import fit_once
from analysis.topics.model.topic_words import are_loose, best_overlap, coherence, word_overlap
from analysis.topics.results.topic_shares import shares_of_topics
from analysis.vocabulary import MIN_MODERATE, MIN_STABLE, OTHER_SOURCES

# A story is copied when it makes more than a fifth of a topic; a house has over 80 % of a topic and under half of all.
MAX_STORY_SHARE, MIN_HOUSE_SHARE, MAX_HOUSE_SHARE = 0.2, 0.8, 0.5
MIN_TEXTS_TO_JUDGE = 10
# A topic is mixed when more than 40 % of its articles hold at most one of its words.
MAX_LOOSE_SHARE = 0.4


def topic_stability(topics: Level) -> pd.DataFrame:
    """Measure how many of each topic's ten words come back in draws of 80 % of the texts.

    Returns
    -------
    DataFrame
        `tables.TOPIC_STABILITY`, missing for topics merged or split by hand: no draw makes such. Empty when there are
        no topics.
    """
    if topics.fit is None:
        return TOPIC_STABILITY.empty()
    data = topics.sample.for_choosing
    number = min(topics.choice.number, *data.counts.shape)
    _, *draws = topics_of_draws(data, [number], topics.options)
    overlap = np.array([best_overlap(topics.fit.words, draw[number].words) for draw in draws])
    overlap[:, np.isin(topics.fit.by_hand, ["merged", "split"])] = np.nan
    return TOPIC_STABILITY.build(
        {
            "topic": topics.numbers,
            "label": topics.labels,
            "stability": overlap.mean(axis=0),
            "stability_low": overlap.min(axis=0),
            "stability_high": overlap.max(axis=0),
        }
    )


def topic_card(corpus: Corpus, topics: Level, stability: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Describe each topic: how large, how stable, how coherent, whose, and a verdict in words.

    Returns
    -------
    DataFrame
        `tables.TOPIC_CARD`; ``verdict`` is the first that holds of: one story copied, house style (of 10 texts or
        more), made by hand (merged or split), mixed (over 40 % of the articles hold at most one of the ten words),
        unstable (stability < .4), few texts (< 10), no steadier than chance (where no topics are clear), stable
        (>= .6), moderate. Empty when there are no topics.
    """
    if topics.fit is None:
        return TOPIC_CARD.empty()
    words = topics.fit.words
    even, odd = topics.sample.for_halves
    half = fit_once(even, min(topics.choice.number, *even.counts.shape), topics.options)
    sources = pd.DataFrame([_describe_sources(corpus.articles[topics.topic == t], corpus) for t in topics.numbers])
    card = shares_of_topics(corpus, topics, seed).iloc[: topics.n_topics].join(sources)
    card = card.assign(
        stability=stability["stability"].to_numpy(),
        coherence=coherence(topics.sample.for_choosing.windows, words),
        loose_share=_loose_shares(topics, words),
        coherence_held_out=coherence(odd.windows, half.words)[word_overlap(words, half.words).argmax(axis=1)],
    )
    card["verdict"] = [_verdict(row, clear=topics.choice.clear) for row in card.to_dict("records")]
    return TOPIC_CARD.build(card)


def _loose_shares(topics: Level, words: list[np.ndarray]) -> list[float]:
    """Compute for each topic the share of its articles that hold at most one of its words."""
    loose = are_loose(topics.sample.counts, topics.positions, words)
    own = [loose[topics.positions == position] for position in range(topics.n_topics)]
    return [float(of_topic.mean()) if len(of_topic) else np.nan for of_topic in own]


def _describe_sources(articles: pd.DataFrame, corpus: Corpus) -> dict[str, object]:
    """Describe where the articles of one topic come from."""
    n = len(articles)
    texts = articles.drop_duplicates(["group", "source"])["source"].value_counts(normalize=True).to_numpy()
    counts = articles["source"].value_counts()
    house = ""
    if n and len(corpus.source_names) > 1:
        top = min(counts[counts == counts.max()].index)
        of_all = (corpus.articles["source"] == top).mean()
        is_house = top != OTHER_SOURCES and counts.max() > MIN_HOUSE_SHARE * n and of_all < MAX_HOUSE_SHARE
        house = top if is_house else ""
    return {
        "duplicate_share": 1 - articles["group"].nunique() / n if n else np.nan,
        "effective_sources": float(np.exp(-(texts * np.log(texts)).sum())) if n else np.nan,
        "house_style": house,
        "largest_group": int(articles["group"].value_counts().max()) if n else 0,
        "articles": n,
    }


def _verdict(row: dict[Any, Any], *, clear: bool) -> str:
    largest, stability = row["largest_group"], row["stability"]
    if largest > 1 and largest > MAX_STORY_SHARE * row["articles"]:
        return f"one story copied {largest} times"
    if row["house_style"] and row["independent_texts"] >= MIN_TEXTS_TO_JUDGE:
        return f"house style of {row['house_style']}"
    if np.isnan(stability):
        return "made by hand"
    if row["loose_share"] > MAX_LOOSE_SHARE:
        return "mixed"
    if stability < MIN_MODERATE:
        return "unstable"
    if row["independent_texts"] < MIN_TEXTS_TO_JUDGE:
        return "few texts"
    if not clear:
        return "no steadier than chance"
    return "stable" if stability >= MIN_STABLE else "moderate"
