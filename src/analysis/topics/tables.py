"""Topics as tables: their words, the main topic of each article, and the numbers given so far."""

from __future__ import annotations

import pandas as pd

from analysis.corpus import Corpus
from analysis.tables import round_significant
from analysis.topics.changes import TopicTables
from analysis.topics.model import Topics


def topic_terms(topics: Topics) -> pd.DataFrame:
    """Tabulate the words of each topic.

    Returns
    -------
    DataFrame
        One row per topic x rank (at most 10): ``topic, label, rank, term, weight`` (thousandths of a nat: the word's
        part of the divergence of the topic from the corpus; of a plain model, thousandths of the component), by topic
        and rank.
    """
    rows = []
    if topics.fit is not None:
        weights = round_significant(1000 * topics.fit.weights)
        for at, words in enumerate(topics.fit.words):
            for rank, word in enumerate(words, 1):
                rows.append((topics.numbers[at], topics.labels[at], rank, topics.sample.terms[word], weights[at, word]))
    return pd.DataFrame(rows, columns=["topic", "label", "rank", "term", "weight"])


def article_topics(corpus: Corpus, topics: Topics) -> pd.DataFrame:
    """Tabulate the main topic of each article.

    Returns
    -------
    DataFrame
        One row per article, by article_id: ``article_id, topic`` (0: none), ``share`` (0-1).
    """
    table = pd.DataFrame({"article_id": corpus.articles["article_id"], "topic": topics.topic, "share": topics.share})
    return table.sort_values("article_id").reset_index(drop=True)


def topic_numbers(topics: Topics, earlier: TopicTables | None = None) -> pd.DataFrame:
    """List the numbers given to topics, so that a later report gives none of them to another topic.

    Parameters
    ----------
    topics : Topics
        Of this report.
    earlier : TopicTables, optional
        Of an earlier one: what it knew and is gone stays listed.

    Returns
    -------
    DataFrame
        One row per number, rising: ``topic, label, state`` (*shown*, *dropped*, *gone*), ``words`` (with blanks).
    """
    columns = ["topic", "label", "state", "words"]
    now = []
    if topics.saved:
        saved = topics.saved
        states = ["dropped" if n in saved.dropped else "shown" for n in saved.numbers]
        now = list(zip(saved.numbers, saved.labels, states, map(" ".join, topics.words), strict=True))
    known = earlier.known if earlier else {}
    held = {row[0] for row in now}
    gone = [(n, label, "gone", " ".join(words)) for n, (label, words) in known.items() if n not in held]
    return pd.DataFrame(sorted([*now, *gone]), columns=columns)
