"""The topics of a corpus: chosen, fitted, named and numbered, and every article assigned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.counts import WordCounts, count_words
from analysis.errors import SettingsError
from analysis.tables import round_significant
from analysis.topics.history.earlier_topics import TopicTables, number_topics
from analysis.topics.history.saved_topics import NO_TOPIC, SavedTopics
from analysis.topics.model.finder_choice import compare_methods
from analysis.topics.model.number_of_topics import COLUMNS as CHOICE_COLUMNS
from analysis.topics.model.number_of_topics import Choice, How, choose_n_topics
from analysis.topics.model.topic_counts import shares_in_articles
from analysis.topics.model.topic_fit import Fit, fit_once
from analysis.topics.model.topic_sample import Sample, take_sample
from analysis.topics.model.topic_words import label_topics
from analysis.topics.model.topics_by_hand import edit_topics, make_anchors

# Where the finders are compared when the number of topics is still to be chosen.
COMPARED_AT = 10
# One topic has no words that set it apart.
FEWEST = 2


@dataclass(frozen=True)
class Topics:
    """Topics, their words, and the main topic of each article.

    Attributes
    ----------
    sample : Sample
        Words and articles of the model.
    how : How
        Method, seed and anchors of the fit.
    fit : Fit or None
        The topics that are shown, in the order of ``numbers``; None when the corpus is too small for topics.
    numbers : list of int
        Number of each topic: 1 for the largest, and so on, unless an earlier report or a dropped topic says otherwise.
    labels : list of str
        Name of each topic.
    topic : ndarray of int, (n_articles,)
        Number of the main topic of each article of ``corpus.articles``; 0 for one without a word of any topic.
    share : ndarray of float, (n_articles,)
        Share of the main topic in the article, 0-1.
    choice : Choice
        How the number was chosen; an empty table when it was given.
    methods : DataFrame
        How the finders compare (`analysis.topics.model.finder_choice.compare_methods`).
    saved : SavedTopics or None
        The model for articles that come later; dropped topics are in it.
    words : list of list of str
        Words of each topic of ``saved``, dropped ones too.
    """

    sample: Sample
    how: How
    fit: Fit | None
    numbers: list[int]
    labels: list[str]
    topic: np.ndarray
    share: np.ndarray
    choice: Choice
    methods: pd.DataFrame
    saved: SavedTopics | None
    words: list[list[str]]

    @property
    def n_topics(self) -> int:
        """How many topics are shown."""
        return len(self.numbers)

    @property
    def fitted(self) -> str:
        """What was fitted, in words."""
        asked, found = self.choice.n_topics, len(self.saved.numbers) if self.saved else 0
        text = (
            f"Fitted: {len(self.sample.fitted):,} independent texts with any of {len(self.sample.terms):,} words that "
            f"stand in some texts but not in most. Method: {self.how.method}."
        )
        text += f" {asked} topics were looked for; there are {found}." if found and found != asked else ""
        made = zip(self.numbers, self.fit.by_hand, strict=True) if self.fit else ()
        told = [f"topic {number} {how}" for number, how in made if how]
        text += f" By hand: {', '.join(told)}." if told else ""
        dropped = self.saved.dropped if self.saved else []
        text += f" Not shown: topic{'s' * (len(dropped) > 1)} {', '.join(map(str, dropped))}." if dropped else ""
        return text

    def save(self, folder: Path) -> list[str]:
        """Write the model for articles that come later (`SavedTopics.save`); nothing when there are no topics."""
        return self.saved.save(folder) if self.saved else []

    @property
    def columns(self) -> np.ndarray:
        """Position of each article's topic in ``numbers``, (n_articles,); behind the last for articles without one."""
        at = np.searchsorted(self.numbers, self.topic) if self.numbers else np.zeros(len(self.topic), dtype=np.int64)
        return np.where(self.topic == NO_TOPIC, self.n_topics, at)


def fit_topics(
    corpus: Corpus,
    n_topics: int = 0,
    seed: int = 0,
    words: WordCounts | None = None,
    *,
    method: str = "auto",
    seed_words: Mapping[str, Sequence[str]] | None = None,
    drop_topics: Sequence[int] = (),
    earlier: TopicTables | None = None,
) -> Topics:
    """Find the topics of a corpus.

    One article of each group of copies is fitted: articles are grouped by one of two finders, and a topic is what its
    group counts (`fit_once`). All articles are then assigned by those counts (`shares_in_articles`).

    Parameters
    ----------
    corpus : Corpus
        Articles in play; its ``topics.yml`` is obeyed.
    n_topics : int
        0 chooses (`analysis.topics.model.number_of_topics`).
    seed : int
        Of the draws behind the choice; the fit itself has nothing random.
    words : WordCounts, optional
        The corpus' words, when they are counted already.
    method : {"auto", "mixture", "factors", "nmf", "lda"}
        *auto* takes the finder whose topics predict articles better that they have not seen (`compare_methods`).
    seed_words : mapping of str to list of str, optional
        Topics to anchor: a name, and words of the topic.
    drop_topics : sequence of int
        Numbers of topics not to show; the others keep theirs.
    earlier : TopicTables, optional
        Topics of an earlier report, whose numbers and labels go on.

    Returns
    -------
    Topics
        The same whatever the order of files and the number of cores.

    Raises
    ------
    SettingsError
        For seed words that are no words of the corpus, edits of topics that do not exist, or such numbers to drop.
    """
    sample = take_sample(corpus, words or count_words(corpus))
    anchors = make_anchors(seed_words or {}, sample.terms)
    asked = "mixture" if anchors and method == "auto" else "" if method == "auto" else method
    if anchors and asked != "mixture":
        raise SettingsError(f"seed_words: only method=mixture (or auto) takes them, not {method}.")
    methods = compare_methods(sample, n_topics or COMPARED_AT, seed, asked)
    used = asked or (str(methods.loc[methods["used"], "method"].iloc[0]) if len(methods) else "mixture")
    how = How(used, seed, anchors, corpus.engine)
    choice = choose_n_topics(sample.for_choosing, how) if not n_topics else _as_asked(n_topics, sample, how)
    if not choice.n_topics:
        nothing = np.zeros(len(corpus.articles))
        return Topics(sample, how, None, [], [], nothing.astype(np.int64), nothing, choice, methods, None, [])
    fit = fit_once(sample.for_fitting, choice.n_topics, how.method, how.seed, how.anchors)
    return _assign(corpus, sample, how, edit_topics(fit, sample.for_fitting, corpus.topic_edits), choice, methods,
                   drop_topics, earlier)  # fmt: skip


def _as_asked(n_topics: int, sample: Sample, how: How) -> Choice:
    if n_topics < FEWEST:
        raise SettingsError(f"n_topics: at least {FEWEST} topics are needed (0 chooses), not {n_topics}.")
    empty = pd.DataFrame(columns=CHOICE_COLUMNS)
    texts, terms = len(sample.fitted), len(sample.terms)
    if n_topics > min(texts, terms):
        found = f"{texts:,} {'text' if texts == 1 else 'texts'} and {terms:,} words that stand in several of them"
        return Choice(0, empty, f"Too few texts or words for {n_topics} topics: there are {found}.")
    if how.anchors and len(how.anchors.names) > n_topics:
        raise SettingsError(f"seed_words: {len(how.anchors.names)} topics are anchored, but n_topics={n_topics}.")
    return Choice(n_topics, empty, f"{n_topics} topics as asked.")


def _assign(
    corpus: Corpus, sample: Sample, how: How, fit: Fit, choice: Choice, methods: pd.DataFrame,
    drop_topics: Sequence[int], earlier: TopicTables | None,
) -> Topics:  # fmt: skip
    shares = shares_in_articles(sample.counts, fit.table)
    known = np.diff(sample.counts.indptr) > 0
    main = np.where(known, shares.argmax(axis=1), -1)
    # All articles, copies too, say which topic is the largest, as they do where shares are told; ties keep their order.
    order = np.argsort(-np.bincount(main + 1, minlength=len(fit.words) + 1)[1:], kind="stable")
    uses = np.asarray(sample.counts.sum(axis=0)).ravel()
    words = [fit.words[t] for t in order]
    named = [fit.names[t] for t in order]
    labels = [n or label for n, label in zip(named, label_topics(corpus, sample.terms, uses, words), strict=True)]
    numbers, labels = number_topics([list(map(str, sample.terms[w])) for w in words], labels, named, earlier)
    unknown = sorted(set(drop_topics) - set(numbers))
    if unknown:
        raise SettingsError(
            f"drop_topics: there is no topic {unknown[0]}; there are {', '.join(map(str, sorted(numbers)))}."
        )
    if len(set(drop_topics)) == len(numbers):
        raise SettingsError(f"drop_topics: all {len(numbers)} topics are dropped; keep at least one.")
    by_number = np.argsort(numbers, kind="stable")
    order, numbers, labels = order[by_number], [numbers[t] for t in by_number], [labels[t] for t in by_number]
    listed = [list(map(str, sample.terms[fit.words[t]])) for t in order]
    saved = SavedTopics(sample.terms, fit.table.take(order), numbers, labels, sorted(set(drop_topics)),
                        corpus.language, corpus.fingerprint)  # fmt: skip
    number_of = np.zeros(len(order) + 1, dtype=np.int64)
    number_of[order] = [NO_TOPIC if n in saved.dropped else n for n in numbers]
    topic = number_of[main]
    shown = [i for i, n in enumerate(numbers) if n not in saved.dropped]
    return Topics(
        sample, how, _take(fit, order[shown]), [numbers[i] for i in shown], [labels[i] for i in shown], topic,
        np.where(topic > 0, shares.max(axis=1), 0.0), choice, methods, saved, listed,
    )  # fmt: skip


def _take(fit: Fit, topics: np.ndarray) -> Fit:
    position = np.full(len(fit.words) + 1, -1)
    position[topics] = np.arange(len(topics))
    return replace(
        fit, main_topic=position[fit.main_topic], table=fit.table.take(topics), weights=fit.weights[topics],
        words=[fit.words[t] for t in topics], names=[fit.names[t] for t in topics],
        by_hand=[fit.by_hand[t] for t in topics],
    )  # fmt: skip


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
