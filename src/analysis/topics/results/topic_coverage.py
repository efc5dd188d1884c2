"""How each source covers a topic: articles to read, all of its articles, and its share over time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus, coarser_periods
from analysis.counts import read_articles
from analysis.errors import SettingsError
from analysis.settings.parameters import check_ranges
from analysis.tables.topic_share_tables import COVERAGE_ARTICLES, TOPIC_ARTICLES, TOPIC_BY_SOURCE
from analysis.text import split_sentences
from analysis.topics.corpus_topics import Level, Topics, all_topics
from analysis.topics.results.topic_findings import RELIABLE
from analysis.topics.results.topic_quotes import choose_examples
from analysis.topics.results.topic_shares import shares_of_parts

MAX_TOPICS = 12
# Sources of one of several topics, and of a topic alone.
MAX_SOURCES, MAX_SOURCES_ALONE = 10, 30
_ARTICLES, _ARTICLES_ALONE = 2, 5
# Characters in which the first sentence ends.
_LEAD = 2000


@kept
def coverage_articles(
    corpus: Corpus, topics: Topics, card: pd.DataFrame, by_source: pd.DataFrame, topic: str = ""
) -> pd.DataFrame:
    """Choose articles to read of each source on a topic.

    Parameters
    ----------
    card, by_source : DataFrame
        From `topic_card` and `shares_by_source`.
    topic : str
        Number of one topic, such as "3" or "3.2". Without, the themes and then the subjects whose verdict is stable or
        moderate, 12 in all, the largest of each level first.

    Returns
    -------
    DataFrame
        `tables.COVERAGE_ARTICLES`: of the 10 sources with the largest lower end of the share of a topic two articles
        each, of 30 sources five where there is one topic: those that show it best (`choose_examples`), of different
        texts, and of different days where there are enough. Empty with one source or no such topic.

    Raises
    ------
    SettingsError
        For a number that no topic has.
    """
    _require_topic(topics, topic)
    rows = by_source[by_source["topic"].isin([topic] if topic else _reliable(card))]
    # Sources with the surest large shares are kept.
    rows = rows.sort_values(["share_low", "share", "source"], ascending=[False, False, True], kind="stable")
    rows = rows.groupby("topic").head(MAX_SOURCES_ALONE if topic else MAX_SOURCES)
    number = {name: place for place, name in enumerate(all_topics(topics)["topic"])}
    rows = rows.assign(number=rows["topic"].map(number), unsure=rows["share_low"].isna())
    rows = rows.sort_values(["number", "unsure", "share", "source"], ascending=[True, True, False, True])
    rows = rows[["level", "topic", "label", "source", "share"]].reset_index(drop=True)
    most = _ARTICLES_ALONE if rows["topic"].nunique() == 1 else _ARTICLES
    found = [_examples(corpus, level, rows[rows["level"] == level.name], most) for level in topics.levels]
    table = pd.concat([*found, pd.DataFrame(columns=["row"])]).sort_values("row", kind="stable")
    if table.empty:
        return COVERAGE_ARTICLES.empty()
    return COVERAGE_ARTICLES.build(table.assign(sentence=_first_sentences(corpus, table.index)))


@kept
def topic_articles(corpus: Corpus, topics: Topics, topic: str) -> pd.DataFrame:
    """List all articles of one topic.

    Returns
    -------
    DataFrame
        `tables.TOPIC_ARTICLES`; empty where ``topic`` is "".

    Raises
    ------
    SettingsError
        For a number that no topic has.
    """
    _require_topic(topics, topic)
    if not topic:
        return TOPIC_ARTICLES.empty()
    level = next(level for level in topics.levels if topic in level.numbers)
    articles = corpus.articles.assign(
        topic=level.topic, share=level.share, label=level.labels[level.numbers.index(topic)]
    )
    shares = (articles["topic"] == topic).groupby(articles["source"]).mean()
    table = articles[articles["topic"] == topic].assign(size=articles["source"].map(shares))
    order = ["size", "source", "published", "article_id"]
    table = table.sort_values(order, ascending=[False, True, True, True])
    return TOPIC_ARTICLES.build(table.assign(sentence=_first_sentences(corpus, table.index)))


@kept
def topic_by_source(corpus: Corpus, topics: Topics, topic: str, seed: int = 0) -> pd.DataFrame:
    """Tabulate the share of one topic in each source over time.

    Returns
    -------
    DataFrame
        `tables.TOPIC_BY_SOURCE`: periods are those of `coarser_periods` by source. Empty where ``topic`` is "", and for
        fewer than two periods.

    Raises
    ------
    SettingsError
        For a number that no topic has.
    """
    _require_topic(topics, topic)
    periods = coarser_periods(corpus, by_source=True)
    if not topic or periods["period"].nunique() < 2:
        return TOPIC_BY_SOURCE.empty()
    cells = pd.DataFrame({"source": corpus.articles["source"], **periods, "group": corpus.articles["group"]})
    order = {name: place for place, name in enumerate(corpus.source_names)}
    parts = cells.dropna(subset="period").groupby(["source", "period"], sort=True)
    facts = parts.agg(texts=("group", "nunique"), part_period=("part_period", "any")).reset_index()
    part = np.full(len(cells), -1)
    part[cells["period"].notna().to_numpy()] = parts.ngroup().to_numpy()
    shares = shares_of_parts(corpus, topics, part, range(len(facts)), seed)
    table = shares[shares["topic"] == topic].merge(facts, left_on="part", right_index=True)
    table = table.assign(place=table["source"].map(order)).sort_values(["place", "period"], kind="stable")
    return TOPIC_BY_SOURCE.build(table)


def _first_sentences(corpus: Corpus, positions: pd.Index) -> list[str]:
    """Give the first sentence of each article at some positions."""
    texts = read_articles(corpus, positions)["text"].str[:_LEAD].to_dict()
    return [next(iter(split_sentences(texts[at], corpus.language)), "") for at in positions]


def _examples(corpus: Corpus, level: Level, rows: pd.DataFrame, n: int) -> pd.DataFrame:
    """Choose ``n`` articles of each source and topic of the rows, as if the source's part were a topic of its own."""
    places = [level.numbers.index(number) for number in rows["topic"]]
    part, source = np.full(len(corpus.articles), len(rows)), corpus.articles["source"].to_numpy()
    for own, (place, name) in enumerate(zip(places, rows["source"], strict=True)):
        part[(level.positions == place) & (source == name)] = own
    parts = replace(level.take(places), numbers=[str(row) for row in rows.index], positions=part)
    chosen = [(at, int(row)) for row, own in choose_examples(corpus, parts, n).items() for at in own]
    articles = corpus.articles[["published", "title", "article_id", "url"]].iloc[[at for at, _ in chosen]]
    return articles.assign(row=[row for _, row in chosen]).join(rows, on="row")


def _require_topic(topics: Topics, topic: str) -> None:
    check_ranges({"topic": topic})
    known = all_topics(topics)["topic"].tolist()
    if topic and topic not in known:
        there = f"there are {', '.join(known)}" if known else "no topics were found"
        raise SettingsError(f"topic: there is no topic {topic}; {there}.")


def _reliable(card: pd.DataFrame) -> list[str]:
    """Choose the largest reliable topics, themes before subjects."""
    reliable = card[card["verdict"].isin(RELIABLE)]
    # "theme" is behind "subject" in the alphabet.
    by_size = reliable.sort_values(["level", "share"], ascending=False, kind="stable")
    return by_size["topic"].head(MAX_TOPICS).tolist()
