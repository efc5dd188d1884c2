"""How each source covers a topic: articles to read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus
from analysis.counts import read_articles
from analysis.errors import SettingsError
from analysis.settings.parameters import check_ranges
from analysis.tables.coverage_tables import COVERAGE_ARTICLES
from analysis.text import split_sentences
from analysis.topics.corpus_topics import Level, Topics, all_topics
from analysis.topics.results.topic_examples import choose_examples
from analysis.topics.results.topic_findings import RELIABLE

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
    rows = by_source[by_source["topic"].isin(_choose_topics(topics, card, topic))]
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
    texts = read_articles(corpus, table.index)["text"].str[:_LEAD].to_dict()
    leads = [next(iter(split_sentences(texts[at], corpus.language)), "") for at in table.index]
    return COVERAGE_ARTICLES.build(table.assign(sentence=leads))


def _examples(corpus: Corpus, level: Level, rows: pd.DataFrame, n: int) -> pd.DataFrame:
    """Choose ``n`` articles of each source and topic of the rows, as if the source's part were a topic of its own."""
    places = [level.numbers.index(number) for number in rows["topic"]]
    part, source = np.full(len(corpus.articles), len(rows)), corpus.articles["source"].to_numpy()
    for own, (place, name) in enumerate(zip(places, rows["source"], strict=True)):
        part[(level.positions == place) & (source == name)] = own
    parts = replace(level.take(places), numbers=[str(row) for row in rows.index], positions=part)
    chosen = [(at, int(row)) for row, own in choose_examples(corpus, parts, n).items() for at in own]
    articles = corpus.articles[["published", "title", "article_id"]].iloc[[at for at, _ in chosen]]
    return articles.assign(row=[row for _, row in chosen]).join(rows, on="row")


def _choose_topics(topics: Topics, card: pd.DataFrame, topic: str) -> list[str]:
    check_ranges({"topic": topic})
    known = all_topics(topics)["topic"].tolist()
    if topic and topic not in known:
        there = f"there are {', '.join(known)}" if known else "no topics were found"
        raise SettingsError(f"topic: there is no topic {topic}; {there}.")
    if topic:
        return [topic]
    reliable = card[card["verdict"].isin(RELIABLE)]
    # "theme" is behind "subject" in the alphabet.
    by_size = reliable.sort_values(["level", "share"], ascending=False, kind="stable")
    return by_size["topic"].head(MAX_TOPICS).tolist()
