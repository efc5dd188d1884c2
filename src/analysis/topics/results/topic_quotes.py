"""The articles and the sentences that show a topic best."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.counts import as_counted, choose_texts, cut_line, read_articles, term_pattern
from analysis.tables.term_tables import SENTENCES
from analysis.text import split_sentences, tokens
from analysis.topics.corpus_topics import Topics

COLUMNS = ["topic", "label", "source", "published", "title", "sentence", "share", "article_id"]
NARROWED = ["topic", "label", "source", "period"]


def representative_articles(corpus: Corpus, topics: Topics, n: int = 3) -> pd.DataFrame:
    """Quote the articles that are most about each topic, one of each group of copies.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    topics : Topics
        Of the same corpus.
    n : int
        Articles a topic.

    Returns
    -------
    DataFrame
        One row per topic x article, largest share first: ``topic, label, source, published, title, sentence`` (the
        one with most of the topic's words), ``share, article_id``. Of the articles with the larger half of the
        topic's words, so that an article about nothing else but one of them does not stand for all.
    """
    ranked = _ranked(corpus, topics)
    picked = ranked[ranked["first_of_group"]].groupby("topic", sort=True).head(n)
    picked = picked.assign(label=picked["topic"].map(dict(zip(topics.numbers, topics.labels, strict=True))))
    texts, words = read_articles(corpus, picked.index)["text"].to_dict(), _words(topics)
    picked["sentence"] = [_telling(texts[i], words[t]) for i, t in zip(picked.index, picked["topic"], strict=True)]
    ordered = picked.sort_values(["topic", "share", "group"], ascending=[True, False, True], kind="stable")
    return ordered[COLUMNS].reset_index(drop=True)


def topic_sentences(corpus: Corpus, topics: Topics, table: pd.DataFrame, lines: int = 3) -> pd.DataFrame:
    """Quote what stands behind each row of a table of topics.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    topics : Topics
        Of the same corpus.
    table : DataFrame
        ``topic, label``, and what narrows it, if it has such a column: ``source``, ``period``.
    lines : int
        At most so many for each row.

    Returns
    -------
    DataFrame
        As `analysis.counts.concordance`, the keyword the heaviest word of the topic in its most telling sentence, rows
        in the order of the table; with ``topic_of, label_of`` and, where the table has it, ``source_of, period_of``,
        which tell the row a line belongs to. One line for each independent text, those with most of the topic first,
        of different days where there are enough.
    """
    keys = [column for column in NARROWED if column in table]
    ranked, rows = _ranked(corpus, topics), []
    for rank, row in enumerate(table[keys].drop_duplicates().to_dict("records")):
        mine = ranked
        for key in [key for key in keys if key != "label"]:
            mine = mine[mine[key] == row[key]]
        rows.append(choose_texts(mine, lines).assign(rank=rank, **{f"{key}_of": row[key] for key in keys}))
    told = [f"{key}_of" for key in keys]
    picked = pd.concat([ranked.head(0).assign(rank=0, **dict.fromkeys(told, "")), *rows])
    texts, words = read_articles(corpus, picked.index)["text"].to_dict(), _words(topics)
    cut = [_line(_telling(texts[i], words[t]), words[t]) for i, t in zip(picked.index, picked["topic"], strict=True)]
    where = pd.DataFrame(cut, columns=SENTENCES.names[:4], index=picked.index)
    return pd.concat([picked, where], axis=1)[[*SENTENCES.names, *told]].reset_index(drop=True)


def _ranked(corpus: Corpus, topics: Topics) -> pd.DataFrame:
    """Order the articles that have a topic: by topic, then those with most of its words, then by its share."""
    columns = ["article_id", "source", "period", "published", "title", "path", "group", "first_of_group"]
    table = corpus.articles[columns].assign(topic=topics.topic, share=topics.share, full=0)
    words = topics.fit.words if topics.fit else []
    for topic, chosen in zip(topics.numbers, words, strict=True):
        mine = topics.topic == topic
        held = np.asarray((topics.sample.counts[:, chosen] > 0).sum(axis=1)).ravel()
        table.loc[mine, "full"] = np.minimum(held[mine], (len(chosen) + 1) // 2)
    order = table.sort_values(["topic", "full", "share", "group"], ascending=[True, False, False, True], kind="stable")
    return order[order["topic"].isin(topics.numbers)]


def _words(topics: Topics) -> dict[int, list[str]]:
    chosen = topics.fit.words if topics.fit else []
    return {t: list(topics.sample.terms[words]) for t, words in zip(topics.numbers, chosen, strict=True)}


def _telling(text: str, words: list[str]) -> str:
    """Find the sentence with most of the words, the shortest of several."""
    wanted, sentences = frozenset(words), split_sentences(text)
    return max(sentences, key=lambda s: (len(wanted & set(tokens(s))), -len(s)), default="")


def _line(sentence: str, words: list[str]) -> dict[str, str]:
    """Cut a sentence around its heaviest word; one without a word stands whole, to be cut at its end."""
    for word in words:
        if match := term_pattern(as_counted(word)).search(sentence):
            return {"term": word, **cut_line(sentence, *match.span())}
    return {"term": "", **cut_line(sentence, 0, 0)}
