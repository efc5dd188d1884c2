"""How each source covers a topic: how much of it, in which words of its own, and articles to read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.counts import read_articles
from analysis.errors import SettingsError
from analysis.settings.parameters import check_ranges
from analysis.tables.coverage_tables import COVERAGE_ARTICLES, TOPIC_COVERAGE
from analysis.text import split_sentences
from analysis.topics.corpus_topics import Level, Topics, all_topics
from analysis.topics.results.topic_examples import choose_examples
from analysis.topics.results.topic_findings import RELIABLE

MAX_TOPICS = 12
# Sources of one of several topics, and of a topic alone.
MAX_SOURCES, MAX_SOURCES_ALONE = 10, 30
_MAX_WORDS = 3
_ARTICLES, _ARTICLES_ALONE = 2, 5
# Characters in which the first sentence ends.
_LEAD = 2000


def topic_coverage(
    topics: Topics,
    card: pd.DataFrame,
    by_source: pd.DataFrame,
    wording: pd.DataFrame,
    topic: str = "",
) -> pd.DataFrame:
    """Put together what each source makes of a topic: its share, and its own words.

    Parameters
    ----------
    card, by_source, wording : DataFrame
        From `topic_card`, `shares_by_source` and `topic_wording`; nothing is tested a second time.
    topic : str
        Number of one topic, such as "3" or "3.2". Without, the themes and then the subjects whose verdict is stable or
        moderate, 12 in all, the largest of each level first.

    Returns
    -------
    DataFrame
        `tables.TOPIC_COVERAGE`: of each topic the 10 sources with the largest lower end of the share, of one topic
        alone 30; those with words of their own come first. Empty with one source or no such topic.

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
    words = wording[wording["rank"] <= _MAX_WORDS].groupby(["topic", "source"])["term"].agg(", ".join)
    rows = rows.join(words.rename("words"), on=["topic", "source"]).fillna({"words": ""})
    rows = rows.assign(
        number=rows["topic"].map(number), unsure=rows["share_low"].isna(), without=rows["words"] == ""
    )
    order = ["without", "number", "unsure", "share", "source"]
    return TOPIC_COVERAGE.build(rows.sort_values(order, ascending=[True, True, True, False, True]))


def coverage_articles(corpus: Corpus, topics: Topics, coverage: pd.DataFrame) -> pd.DataFrame:
    """Choose articles to read for each source and topic of `topic_coverage`: two, or five of a topic alone.

    Returns
    -------
    DataFrame
        `tables.COVERAGE_ARTICLES`: of the source's articles on the topic those that show it best (`choose_examples`),
        of different texts, and of different days where there are enough.
    """
    rows = coverage[["level", "topic", "label", "source"]].reset_index(drop=True)
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
