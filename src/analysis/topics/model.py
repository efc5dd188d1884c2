"""The topics of a corpus: chosen, fitted, and every article assigned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.counts import WordCounts, count_words
from analysis.resample import round_significant
from analysis.topics.choose import COLUMNS as CHOICE_COLUMNS
from analysis.topics.choose import Choice, choose_n_topics
from analysis.topics.factors import assign_factors, tfidf
from analysis.topics.fit import Fit, fit_once
from analysis.topics.sample import Sample, take_sample

NO_TOPIC = 0


@dataclass(frozen=True)
class Topics:
    """Topics, their words, and the main topic of each article.

    Attributes
    ----------
    n_topics : int
        Number of topics: at most what was chosen or asked for; 0 when the corpus is too small for any.
    sample : Sample
        Words and articles of the model.
    fit : Fit or None
        The model; topic 1 is its number 0.
    topic : ndarray of int, (n_articles,)
        Main topic of each article of ``corpus.articles``, from 1; 0 for an article without a word of any.
    share : ndarray of float, (n_articles,)
        Share of the main topic among the article's topics, 0-1.
    choice : Choice
        How the number was chosen; an empty table when it was given.
    """

    n_topics: int
    sample: Sample
    fit: Fit | None
    topic: np.ndarray
    share: np.ndarray
    choice: Choice

    @property
    def labels(self) -> list[str]:
        """First three words of each topic, as its name."""
        words = self.fit.words if self.fit else []
        return [", ".join(self.sample.terms[w[:3]]) for w in words]


def fit_topics(corpus: Corpus, n_topics: int = 0, seed: int = 0, words: WordCounts | None = None) -> Topics:
    """Find the topics of a corpus.

    Non-negative matrix factorisation of sublinear tf-idf from an exact start, fitted on one article of each group of
    copies; all articles are assigned. The ten words of a topic are those that tell most about it and keep each
    other's company (`analysis.topics.words`).

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    n_topics : int
        0 chooses (`analysis.topics.choose`).
    seed : int
        Of the draws behind the choice; the fit itself has nothing random.
    words : WordCounts, optional
        The corpus' words, when they are counted already.

    Returns
    -------
    Topics
        The same whatever the order of files and the number of cores.
    """
    sample = take_sample(corpus, words or count_words(corpus))
    if n_topics:
        most = min(len(sample.fitted), len(sample.terms)) - 1
        too_many = n_topics > most
        reason = f"{n_topics} topics as asked." if not too_many else f"Too few texts or words for {n_topics} topics."
        choice = Choice(0 if too_many else n_topics, pd.DataFrame(columns=CHOICE_COLUMNS), reason)
    else:
        choice = choose_n_topics(sample, seed)
    if not choice.n_topics:
        nothing = np.zeros(len(corpus.articles))
        return Topics(0, sample, None, nothing.astype(np.int64), nothing, choice)
    fitted = sample.counts[sample.fitted]
    fit = fit_once(fitted, choice.n_topics, sample.windows, sample.terms)
    articles_with = np.bincount(fitted.indices, minlength=len(sample.terms))
    weights = assign_factors(tfidf(sample.counts, articles_with, fitted.shape[0]), fit.factors)
    total = weights.sum(axis=1)
    shares = round_significant(weights / np.where(total > 0, total, 1.0)[:, None])
    topic = np.where(total > 0, shares.argmax(axis=1) + 1, NO_TOPIC)
    fit, topic = _largest_first(fit, topic)
    return Topics(len(fit.words), sample, fit, topic, np.where(total > 0, shares.max(axis=1), 0.0), choice)


def _largest_first(fit: Fit, topic: np.ndarray) -> tuple[Fit, np.ndarray]:
    """Order the topics by all their articles, copies too, as their shares are told; ties keep their order."""
    order = np.argsort(-np.bincount(topic, minlength=len(fit.words) + 1)[1:], kind="stable")
    position = np.argsort(order)
    ordered = Fit(fit.factors[order], position[fit.main_topic], fit.weights[order], [fit.words[t] for t in order])
    return ordered, np.where(topic > 0, position[topic - 1] + 1, NO_TOPIC)


def topic_terms(topics: Topics) -> pd.DataFrame:
    """Tabulate the words of each topic.

    Returns
    -------
    DataFrame
        One row per topic x rank (at most 10): ``topic, label, rank, term, weight`` (thousandths of a nat: the word's
        part of the divergence of the topic from the corpus), by topic and rank.
    """
    rows = []
    weights = round_significant(1000 * topics.fit.weights) if topics.fit else np.zeros((0, 0))
    for number, words in enumerate(topics.fit.words if topics.fit else []):
        for rank, word in enumerate(words, 1):
            weight = weights[number, word]
            rows.append((number + 1, topics.labels[number], rank, topics.sample.terms[word], weight))
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
