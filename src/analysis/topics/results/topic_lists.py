"""Topics as plain tables: their words, the topics of each article, and the numbers given so far."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.tables.topic_tables import ARTICLE_TOPICS, TOPIC_NUMBERS, TOPIC_TERMS, TOPIC_WORDS
from analysis.topics.corpus_topics import Topics
from analysis.topics.history.earlier_topics import ReportedTopics, number_key
from analysis.wording import clean_label, headline, one_line


def topic_terms(topics: Topics) -> pd.DataFrame:
    """Tabulate the words of each topic (`tables.TOPIC_TERMS`)."""
    rows = [
        (level.name, number, rank, level.sample.terms[word], 1000 * level.fit.weights[place, word])
        for level in topics.levels
        for place, number in enumerate(level.numbers)
        for rank, word in enumerate(level.fit.words[place], 1)
    ]
    return TOPIC_TERMS.build(sorted(rows, key=lambda row: (number_key(row[1]), row[2])))


def topic_words(topics: Topics, card: pd.DataFrame, examples: pd.DataFrame) -> pd.DataFrame:
    """Tabulate what each topic is: words, size, verdict, and two articles that show it (`tables.TOPIC_WORDS`).

    Parameters
    ----------
    card, examples : DataFrame
        From `topic_card` and `representative_articles`.
    """
    by_topic = topic_terms(topics).groupby("topic")["term"].agg(" ".join)
    titles = quoted_titles(examples)
    best = [[*titles[examples["topic"] == number][:2], "", ""] for number in card["topic"]]
    article, second = ([titles[place] for titles in best] for place in (0, 1))
    words = card["topic"].map(by_topic).fillna("")
    return TOPIC_WORDS.build(card.assign(words=words, article=article, second_article=second))


def quoted_titles(articles: pd.DataFrame) -> pd.Series:
    """Write title and source of articles: "“Gates stay shut”, The Wire"; titles alone where all are of one source.

    In place of a title that is missing stands the sentence that shows the topic, if there is one.
    """
    several = articles["source"].nunique() > 1
    named = [
        headline(title if one_line(title) else sentence) + several * f", {clean_label(source)}"
        for title, sentence, source in zip(articles["title"], articles["sentence"], articles["source"], strict=True)
    ]
    return pd.Series(named, index=articles.index, dtype=object)


def article_topics(corpus: Corpus, topics: Topics) -> pd.DataFrame:
    """Tabulate the main theme and the subject of each article (`tables.ARTICLE_TOPICS`)."""
    theme, subject = topics.themes, topics.subjects
    table = corpus.articles[["article_id", "source", "published", "title"]].assign(
        topic=theme.topic,
        share=np.where(theme.topic == "", np.nan, theme.share),
        subject=subject.topic,
        subject_share=np.where(subject.topic == "", np.nan, subject.share),
        label=np.array([*theme.labels, ""], dtype=object)[theme.positions],
        subject_label=np.array([*subject.labels, ""], dtype=object)[subject.positions],
    )
    return ARTICLE_TOPICS.build(table.sort_values("article_id"))


def topic_numbers(topics: Topics, earlier: ReportedTopics | None = None) -> pd.DataFrame:
    """List the numbers given to topics, so that no later report reuses one (`tables.TOPIC_NUMBERS`).

    What an earlier report knew and is gone stays listed.
    """
    known = earlier.known if earlier else {}
    rows = {
        str(number): ("subject" if "." in str(number) else "theme", str(number), label, "gone", " ".join(words))
        for number, (label, words) in known.items()
    }
    shown = {number for level in topics.levels for number in level.numbers}
    for level in topics.found:
        for number, label, words in zip(level.numbers, level.labels, level.fit.words, strict=True):
            state = "shown" if number in shown else "dropped"
            rows[number] = (level.name, number, label, state, " ".join(level.sample.terms[words]))
    return TOPIC_NUMBERS.build([rows[number] for number in sorted(rows, key=number_key)])
