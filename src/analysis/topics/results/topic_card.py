"""What to know about a topic before relying on it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus
from analysis.tables.topic_tables import TOPIC_CARD
from analysis.topics.corpus_topics import Level, Topics
from analysis.topics.history.earlier_topics import number_key
from analysis.topics.model.topic_fit import describe_topics, group_texts
from analysis.topics.model.topic_levels import join_levels
from analysis.topics.model.topic_words import are_loose, coherence, count_by_topic, word_overlap
from analysis.topics.results.topic_shares import shares_of_topics
from analysis.vocabulary import MIN_MODERATE, MIN_STABLE, OTHER_SOURCES

# A story is copied when it makes more than a fifth of a topic, in more than five articles; a house has over 80 % of a
# topic and under half of all.
MAX_STORY_SHARE, MAX_COPIES, MIN_HOUSE_SHARE, MAX_HOUSE_SHARE = 0.2, 5, 0.8, 0.5
MIN_TEXTS_TO_JUDGE = 10
# A topic is mixed when more than 40 % of its articles hold at most one of its words, or its words are no nearer each
# other than by chance; where three quarters of its articles are thin, hardly nearer is enough.
MAX_LOOSE_SHARE, MAX_THIN_SHARE, MIN_NEAR = 0.4, 0.75, 0.08
# An article in which fewer of 100 words are of the topic's ten is thin: people then find topics less clear.
THIN = 1.5


@kept
def topic_card(corpus: Corpus, topics: Topics, seed: int = 0) -> pd.DataFrame:
    """Describe each topic: how large, how reliable, how coherent, whose, and a verdict in words.

    Returns
    -------
    DataFrame
        `tables.TOPIC_CARD`; ``verdict`` is the first that holds of: one story copied, almost only in one source (10
        texts or more), made by hand, mixed (over 40 % of the articles hold at most one of the ten words, or coherence
        < 0, or < .08 where over 75 % are thin), unstable (stability < .4), few texts (< 10), no steadier than chance
        (no more than topics of shuffled words), stable (>= .6), moderate. Empty when there are no topics.
    """
    if not topics.n_topics:
        return TOPIC_CARD.empty()
    halves, shares = _words_of_half(topics), shares_of_topics(corpus, topics, seed)
    cards = [
        _describe(corpus, level, words, shares)
        for level, words in zip(topics.levels, halves, strict=True)
        if level.n_topics
    ]
    card = pd.concat(cards, ignore_index=True)
    card["verdict"] = [_verdict(row, topics.choice.chance) for row in card.to_dict("records")]
    return TOPIC_CARD.build(card.iloc[sorted(range(len(card)), key=lambda at: number_key(card["topic"][at]))])


def _words_of_half(topics: Topics) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Fit topics of both levels to every second text, and give their words."""
    even = topics.sample.for_half
    themes, subjects = (
        group_texts(even.placed, min(number, *even.counts.shape), topics.options)
        for number in (topics.choice.themes, topics.choice.subjects or topics.choice.themes)
    )
    leaves = join_levels(themes, subjects if topics.choice.subjects else None)
    by_leaf = count_by_topic(even.counts, leaves.group, len(leaves.theme))
    by_theme = by_leaf.join(leaves.theme, leaves.n_themes)
    return describe_topics(even, by_theme).words, describe_topics(even, by_leaf, by_theme.uses[leaves.theme]).words


def _describe(corpus: Corpus, level: Level, half: list[np.ndarray], shares: pd.DataFrame) -> pd.DataFrame:
    words, (_, odd) = level.fit.words, level.sample.halves
    sources = pd.DataFrame(
        [_describe_sources(corpus.articles[level.positions == at], corpus) for at in range(level.n_topics)]
    )
    own = shares[shares["topic"].isin(level.numbers)].reset_index(drop=True).join(sources)
    card = own.assign(
        parent=level.parents,
        stability=level.stability,
        coherence=coherence(level.sample.for_choosing.windows, words),
        coherence_held_out=coherence(odd, half)[word_overlap(words, half).argmax(axis=1)],
        loose_share=_share_within(level, are_loose(level.sample.counts, level.positions, words)),
        thin_share=_share_within(level, _are_thin(corpus, level)),
    )
    ranks = (-card["stability"].fillna(-1)).rank() + card["thin_share"].fillna(1).rank()
    return card.assign(trust=ranks.rank(method="first").astype(int))


def _share_within(level: Level, holds: np.ndarray) -> list[float]:
    """Compute for each topic the share of its articles for which something holds."""
    own = [holds[level.positions == at] for at in range(level.n_topics)]
    return [float(of_topic.mean()) if len(of_topic) else np.nan for of_topic in own]


def _are_thin(corpus: Corpus, level: Level) -> np.ndarray:
    """Tell which articles hold few uses of their topic's words; true of those without a topic."""
    thin, length = np.ones(len(corpus.articles), dtype=bool), corpus.articles["words"].to_numpy()
    for at, words in enumerate(level.fit.words):
        mine = np.flatnonzero(level.positions == at)
        uses = np.asarray(level.sample.counts[mine][:, words].sum(axis=1)).ravel()
        thin[mine] = 100 * uses < THIN * length[mine]
    return thin


def _describe_sources(articles: pd.DataFrame, corpus: Corpus) -> dict[str, object]:
    """Describe where the articles of one topic come from."""
    n = len(articles)
    texts = articles.drop_duplicates(["group", "source"])["source"].value_counts(normalize=True).to_numpy()
    counts = articles["source"].value_counts()
    house = ""
    if n and len(corpus.source_names) > 1:
        top = min(counts[counts == counts.max()].index)
        of_all = (corpus.articles["source"] == top).mean()
        # Of what else is compared, such as labels, a topic of its own is no style of a house.
        named = top != OTHER_SOURCES and (corpus.articles["outlet"] == top).any()
        is_house = named and counts.max() > MIN_HOUSE_SHARE * n and of_all < MAX_HOUSE_SHARE
        house = top if is_house else ""
    return {
        "duplicate_share": 1 - articles["group"].nunique() / n if n else np.nan,
        "effective_sources": float(np.exp(-(texts * np.log(texts)).sum())) if n else np.nan,
        "house_style": house,
        "largest_group": int(articles["group"].value_counts().max()) if n else 0,
        "articles": n,
    }


def _verdict(row: dict[Any, Any], chance: float) -> str:
    largest, stability = row["largest_group"], row["stability"]
    if largest > MAX_COPIES and largest > MAX_STORY_SHARE * row["articles"]:
        return f"one story copied {largest} times"
    if row["house_style"] and row["independent_texts"] >= MIN_TEXTS_TO_JUDGE:
        return f"almost only in {row['house_style']}"
    if np.isnan(stability):
        return "made by hand"
    apart = row["coherence"] < (MIN_NEAR if row["thin_share"] > MAX_THIN_SHARE else 0)
    if row["loose_share"] > MAX_LOOSE_SHARE or apart:
        return "mixed"
    if stability < MIN_MODERATE:
        return "unstable"
    if row["independent_texts"] < MIN_TEXTS_TO_JUDGE:
        return "few texts"
    if stability <= chance:
        return "no steadier than chance"
    return "stable" if stability >= MIN_STABLE else "moderate"
