"""The articles and the sentences that show a topic best."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus
from analysis.counts import choose_texts, cut_line, read_articles
from analysis.tables.term_tables import LINE_OF, SENTENCES
from analysis.tables.topic_tables import REPRESENTATIVE_ARTICLES
from analysis.text import as_counted, split_sentences, term_pattern, tokens
from analysis.topics.corpus_topics import Level, Topics, all_topics
from analysis.topics.results.topic_examples import choose_examples
from analysis.vocabulary import NO_TOPIC


@kept
def representative_articles(corpus: Corpus, topics: Topics, n: int = 3) -> pd.DataFrame:
    """Quote the ``n`` articles that show each subject, and each theme without subjects, best (`choose_examples`).

    Returns
    -------
    DataFrame
        `tables.REPRESENTATIVE_ARTICLES`, each with its sentence with most of the topic's words.
    """
    examples = {number: rows for level in topics.levels for number, rows in choose_examples(corpus, level, n).items()}
    listed = all_topics(topics)
    finest = listed[~listed["topic"].isin(listed["parent"])]
    rows = [
        (at, number, label)
        for number, label in zip(finest["topic"], finest["label"], strict=True)
        for at in examples.get(number, [])
    ]
    table = corpus.articles[["article_id", "source", "published", "title", "url"]].iloc[[at for at, *_ in rows]]
    table = table.assign(topic=[number for _, number, _ in rows], label=[label for *_, label in rows])
    sentences = [sentence for sentence, _ in _best_sentences(corpus, topics, table)]
    return REPRESENTATIVE_ARTICLES.build(table.assign(sentence=sentences))


@kept
def topic_sentences(corpus: Corpus, topics: Topics, table: pd.DataFrame, lines: int = 3) -> pd.DataFrame:
    """Quote what is behind each row of a table of topics, in at most so many lines.

    Parameters
    ----------
    table : DataFrame
        ``topic, label``, and ``source`` where rows are of one.

    Returns
    -------
    DataFrame
        `tables.SENTENCES`, the keyword the heaviest word of the topic in the sentence with most of its words, rows in
        the order of the table; with ``topic_of, label_of`` and, where the table has it, ``source_of``, which name the
        row a line belongs to. One line for each independent text, those with most of the topic first,
        of different days where there are enough.
    """
    keys = [key for key in ("topic", "label", "source") if key in table]
    ranked = pd.concat([_rank_articles(corpus, level) for level in topics.levels]).reset_index(names="position")
    within = [key for key in keys if key != "label"]
    rows = table.loc[table["topic"] != NO_TOPIC, keys].drop_duplicates()
    rows = rows.assign(**{f"{key}_of": rows[key] for key in keys})[[*within, *(f"{key}_of" for key in keys)]]
    sentences = SENTENCES.extended("topic_sentences", [LINE_OF[key] for key in keys])
    picked = rows.merge(choose_texts(ranked, lines, within), on=within)
    if picked.empty:
        return sentences.empty()
    cut = [
        _cut_around(sentence, words, corpus.language)
        for sentence, words in _best_sentences(corpus, topics, picked.set_index("position"))
    ]
    return sentences.build(pd.concat([picked, pd.DataFrame(cut)], axis=1))


def _rank_articles(corpus: Corpus, level: Level) -> pd.DataFrame:
    """Order the articles that have a topic: by topic, then those with most of its words, then by its share."""
    columns = ["article_id", "source", "published", "title", "path", "group", "first_of_group"]
    table = corpus.articles[columns].assign(topic=level.topic, share=level.share, n_words=0)
    for topic, words in zip(level.numbers, level.fit.words, strict=True):
        mine = level.topic == topic
        n_words = np.asarray((level.sample.counts[:, words] > 0).sum(axis=1)).ravel()
        table.loc[mine, "n_words"] = np.minimum(n_words[mine], (len(words) + 1) // 2)
    order = table.sort_values(
        ["topic", "n_words", "share", "group"], ascending=[True, False, False, True], kind="stable"
    )
    return order[order["topic"].isin(level.numbers)]


def _best_sentences(corpus: Corpus, topics: Topics, articles: pd.DataFrame) -> list[tuple[str, list[str]]]:
    """Find in each article the sentence with most words of its topic; with these words."""
    words_of = {
        number: list(topics.sample.terms[words])
        for level in topics.levels
        for number, words in zip(level.numbers, level.fit.words, strict=True)
    }
    texts = read_articles(corpus, articles.index)["text"].to_dict()
    at_topic = [(texts[at], words_of[topic]) for at, topic in zip(articles.index, articles["topic"], strict=True)]
    return [(_best_sentence(text, words, corpus.language), words) for text, words in at_topic]


def _best_sentence(text: str, words: Sequence[str], language: str) -> str:
    """Find the sentence with most of the words, the shortest of several."""
    wanted = frozenset(words)
    sentences = split_sentences(text, language)
    return max(sentences, key=lambda s: (len(wanted & set(tokens(s, language))), -len(s)), default="")


def _cut_around(sentence: str, words: Sequence[str], language: str) -> dict[str, str]:
    """Cut a sentence around its heaviest word; one without a word is kept whole, to be cut at its end."""
    for word in words:
        if match := term_pattern(as_counted(word, language), language).search(sentence):
            return {"term": word, **cut_line(sentence, *match.span())}
    return {"term": "", **cut_line(sentence, 0, 0)}
