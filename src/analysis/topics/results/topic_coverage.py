"""How each source covers a topic: how much of it and when, in which words of its own, and articles to read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.counts import read_articles
from analysis.errors import SettingsError
from analysis.settings.parameters import check_ranges
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL, resampling_units, share_interval
from analysis.tables.coverage_tables import COVERAGE_ARTICLES, TOPIC_COVERAGE
from analysis.text import split_sentences
from analysis.topics.corpus_topics import Level, Topics, all_topics
from analysis.topics.results.share_model import join_neighbours
from analysis.topics.results.topic_examples import choose_examples
from analysis.topics.results.topic_findings import RELIABLE
from analysis.topics.results.topic_membership import main_topics

MAX_TOPICS = 12
# Sources of one of several topics, and of a topic alone.
MAX_SOURCES, MAX_SOURCES_ALONE = 10, 30
_MAX_PERIODS = 8
_MAX_WORDS = 3
_ARTICLES, _ARTICLES_ALONE = 2, 5
# Characters in which the first sentence ends.
_LEAD = 2000


def topic_coverage(
    corpus: Corpus,
    topics: Topics,
    card: pd.DataFrame,
    by_source: pd.DataFrame,
    wording: pd.DataFrame,
    topic: str = "",
    seed: int = 0,
) -> pd.DataFrame:
    """Put together what each source makes of a topic: its share, also over time, and its own words.

    Parameters
    ----------
    card, by_source, wording : DataFrame
        From `topic_card`, `shares_by_source` and `topic_wording`; nothing is tested a second time.
    topic : str
        Number of one topic, such as "3" or "3.2". Without, the themes and then the subjects whose verdict is stable or
        moderate, 12 in all, the largest of each level first.
    seed : int
        Of the intervals in periods.

    Returns
    -------
    DataFrame
        `tables.TOPIC_COVERAGE`: of each topic the 10 sources with the largest lower end of the share, of one topic
        alone 30. Periods of a source are joined until each has at least 10 of its independent texts and an eighth of
        them; a source without two such has none. Undated articles are in no period. Empty with one source or no such
        topic.

    Raises
    ------
    SettingsError
        For a number that no topic has.
    """
    rows = by_source[by_source["topic"].isin(_choose_topics(topics, card, topic))]
    if rows.empty:
        return TOPIC_COVERAGE.empty()
    # Sources with the surest large shares are kept.
    rows = rows.sort_values(["share_low", "share", "source"], ascending=[False, False, True], kind="stable")
    rows = rows.groupby("topic").head(MAX_SOURCES_ALONE if topic else MAX_SOURCES)
    number = {name: place for place, name in enumerate(all_topics(topics)["topic"])}
    rows = rows.assign(number=rows["topic"].map(number), unsure=rows["share_low"].isna())
    rows = rows.sort_values(["number", "unsure", "share", "source"], ascending=[True, True, False, True])
    rows = rows.assign(place=range(len(rows)))
    words = wording[wording["rank"] <= _MAX_WORDS].groupby(["topic", "source"])["term"].agg(", ".join)
    whole = rows.join(words.rename("words"), on=["topic", "source"]).fillna({"words": ""}).assign(period="")
    table = pd.concat([whole, _over_time(corpus, topics, rows, seed)])
    return TOPIC_COVERAGE.build(table.sort_values(["place", "period"]))


def coverage_articles(corpus: Corpus, topics: Topics, coverage: pd.DataFrame) -> pd.DataFrame:
    """Choose articles to read for each source and topic of `topic_coverage`: two, or five of a topic alone.

    Returns
    -------
    DataFrame
        `tables.COVERAGE_ARTICLES`: of the source's articles on the topic those that show it best (`choose_examples`),
        of different texts, and of different days where there are enough.
    """
    rows = coverage.loc[coverage["period"] == "", ["level", "topic", "label", "source"]].reset_index(drop=True)
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


def _over_time(corpus: Corpus, topics: Topics, rows: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Compute the shares of the topics of some rows (``level, topic, label, source``) in the periods of the source."""
    column = {number: place for place, number in enumerate(all_topics(topics)["topic"])}
    main = main_topics(topics).tocsc()
    dated = corpus.articles[["source", "period", "group"]].reset_index(drop=True)
    dated = dated[dated["period"].isin(corpus.periods)]
    tables = []
    for source, own in rows.groupby("source"):
        held = main[:, [column[number] for number in own["topic"]]].tocsr()
        for period, at in _join_periods(dated[dated["source"] == source]):
            unit, n_texts = resampling_units(dated.loc[at, "group"].to_numpy())
            counts = np.zeros((int(unit.max()) + 1, len(own)), dtype=np.int64)
            np.add.at(counts, unit, held[at].toarray())
            low, high = share_interval(counts, np.bincount(unit)[:, None], n_texts, seed)
            articles = counts.sum(axis=0)
            values = {"share": articles / len(at), "share_low": low, "share_high": high, "articles": articles}
            tables.append(own.assign(period=period, tier="", words="", **values))
    return pd.concat(tables) if tables else rows.iloc[:0].assign(period="", words="")


def _join_periods(articles: pd.DataFrame) -> list[tuple[str, np.ndarray]]:
    """Give the articles (by index) of one source by period, neighbours joined; none where only one is left."""
    texts = articles.groupby("period", sort=True)["group"].nunique()
    joined = join_neighbours(texts.to_numpy(), max(MIN_TEXTS_FOR_INTERVAL, -(-int(texts.sum()) // _MAX_PERIODS)))
    found = []
    for number in range(int(joined.max(initial=0)) + 1 if joined.any() else 0):
        names = texts.index[joined == number]
        name = names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"
        found.append((name, articles.index[articles["period"].isin(names)].to_numpy()))
    return found
