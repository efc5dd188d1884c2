"""The topics of a corpus: chosen, fitted, named and numbered, and every article assigned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.counts import WordCounts
from analysis.errors import SettingsError
from analysis.settings.parameters import check_ranges
from analysis.tables.topic_tables import ARTICLE_TOPICS, N_TOPICS, TOPIC_METHODS, TOPIC_NUMBERS, TOPIC_WORDS
from analysis.topics.history.earlier_topics import ReportedTopics
from analysis.topics.history.saved_topics import SavedTopics
from analysis.topics.history.topic_matching import number_topics
from analysis.topics.model.finder_choice import compare_methods
from analysis.topics.model.number_of_topics import NumberChoice, choose_n_topics
from analysis.topics.model.topic_counts import MIN_WORDS, main_topics
from analysis.topics.model.topic_fit import Fit, FitOptions, fit_once
from analysis.topics.model.topic_sample import Sample, take_sample
from analysis.topics.model.topic_words import label_topics
from analysis.topics.model.topics_by_hand import edit_topics, make_anchors
from analysis.vocabulary import NO_TOPIC
from analysis.wording import percent, plural

# Number of topics at which methods are compared while the number is still to be chosen.
COMPARED_AT = 10


@dataclass(frozen=True)
class Topics:
    """Topics, their words, and the main topic of each article.

    Attributes
    ----------
    sample : Sample
        Vocabulary and articles of the model.
    options : FitOptions
        Method, seed and anchors of the fit.
    choice : NumberChoice
        How many topics were looked for, and why.
    methods : DataFrame
        How the finders compare (`compare_methods`).
    topic : ndarray of int, (n_articles,)
        Number of the main topic of each article of ``corpus.articles``; 0 for one of under 20 words, or without a word
        of any topic.
    share : ndarray of float, (n_articles,)
        Share of the main topic in the article, 0-1.
    fit : Fit or None
        The topics that are shown, in the order of ``numbers``; None when the corpus is too small for topics.
    numbers : list of int
        Number of each topic: 1 for the largest, and so on, unless an earlier report or a dropped topic says otherwise.
    labels : list of str
        Label of each topic.
    saved : SavedTopics or None
        The model for articles that come later; dropped topics are in it.
    words : list of list of str
        Words of each topic of ``saved``, dropped ones too.
    """

    sample: Sample
    options: FitOptions
    choice: NumberChoice
    methods: pd.DataFrame
    topic: np.ndarray
    share: np.ndarray
    fit: Fit | None = None
    numbers: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    saved: SavedTopics | None = None
    words: list[list[str]] = field(default_factory=list)

    @property
    def n_topics(self) -> int:
        """How many topics are shown."""
        return len(self.numbers)

    @property
    def fitted(self) -> str:
        """What was fitted, in words."""
        requested, found = self.choice.number, len(self.saved.numbers) if self.saved else 0
        by_hand = zip(self.numbers, self.fit.by_hand, strict=True) if self.fit else ()
        made = [f"topic {number} {how}" for number, how in by_hand if how]
        dropped = [str(number) for number in self.saved.dropped] if self.saved else []
        without = int((self.topic == NO_TOPIC).sum()) if found and not dropped else 0
        parts = [
            f"Fitted on {plural(len(self.sample.fitted), 'independent text')}.",
            f"Vocabulary: {plural(len(self.sample.terms), 'word')} in several but not most texts.",
            f"Method: {self.options.method}.",
            f"Requested {requested} topics, found {found}." if found and found != requested else "",
            f"By hand: {', '.join(made)}." if made else "",
            f"Without a topic, as they have under {MIN_WORDS} words or none of these: {plural(without, 'article')} "
            f"({percent(without / len(self.topic))})."
            if without
            else "",
            f"Not shown: {'topic' if len(dropped) == 1 else 'topics'} {', '.join(dropped)}." if dropped else "",
        ]
        return " ".join(part for part in parts if part)

    @property
    def positions(self) -> np.ndarray:
        """Position of each article's topic in ``numbers``, (n_articles,); behind the last for articles without one."""
        at = np.searchsorted(self.numbers, self.topic) if self.numbers else np.zeros(len(self.topic), dtype=np.int64)
        return np.where(self.topic == NO_TOPIC, self.n_topics, at)

    def save(self, folder: Path) -> list[str]:
        """Write the model for articles that come later (`SavedTopics.save`); nothing when there are no topics."""
        return self.saved.save(folder) if self.saved else []


def fit_topics(
    corpus: Corpus,
    counts: WordCounts,
    *,
    n_topics: int = 0,
    method: str = "auto",
    seed_words: Mapping[str, Sequence[str]] | None = None,
    drop_topics: Sequence[int] = (),
    earlier: ReportedTopics | None = None,
    seed: int = 0,
) -> Topics:
    """Find the topics of a corpus.

    One article of each group of duplicates is fitted: articles are grouped by one of two finders, and a topic is what
    its group counts (`fit_once`). All articles are then assigned by those counts (`shares_in_articles`).

    Parameters
    ----------
    corpus : Corpus
        Edited as its ``topics.yml`` says.
    counts : WordCounts
        Its words.
    n_topics : int
        2 to 200; 0 chooses (`choose_n_topics`).
    method : {"auto", "mixture", "factors", "nmf", "lda"}
        *auto* takes the finder whose topics better predict articles that they have not seen (`compare_methods`).
    seed_words : mapping of str to list of str, optional
        Topics to anchor: a name, and words of the topic.
    drop_topics : sequence of int
        Numbers of topics not to show; the others keep theirs.
    earlier : ReportedTopics, optional
        Topics of an earlier report, whose numbers and labels go on.
    seed : int
        Of the draws behind the choice; the fit itself has nothing random.

    Returns
    -------
    Topics
        The same whatever the order of files and the number of cores.

    Raises
    ------
    SettingsError
        For values out of range, seed words outside the vocabulary, and topics to edit or drop that do not exist.
    """
    check_ranges({"n_topics": n_topics, "method": method, "drop_topics": list(drop_topics), "seed": seed})
    sample = take_sample(corpus, counts)
    anchors = make_anchors(seed_words or {}, sample.terms)
    if anchors and method not in ("auto", "mixture"):
        raise SettingsError(f"seed_words works with method=mixture or auto only, not {method}.")
    requested = "mixture" if anchors else "" if method == "auto" else method
    methods = compare_methods(sample, n_topics or COMPARED_AT, seed, requested)
    used = requested or next(iter(methods.loc[methods["used"], "method"]), "mixture")
    options = FitOptions(used, seed, anchors, corpus.engine)
    choice = _given_number(n_topics, sample, options) if n_topics else choose_n_topics(sample.for_choosing, options)
    n_articles = len(corpus.articles)
    nothing = Topics(
        sample, options, choice, methods, topic=np.zeros(n_articles, dtype=np.int64), share=np.zeros(n_articles)
    )
    if not choice.number:
        return nothing
    fit = fit_once(sample.for_fitting, choice.number, options)
    fit = edit_topics(fit, sample.for_fitting, corpus.topic_edits, used)
    return _assign_articles(corpus, nothing, fit, set(drop_topics), earlier)


def no_topics(corpus: Corpus, counts: WordCounts) -> Topics:
    """Give an answer without topics, for a corpus in which there is nothing to compare."""
    n_articles = len(corpus.articles)
    choice = NumberChoice(0, N_TOPICS.empty(), "No topics were looked for.")
    nobody, nothing = np.zeros(n_articles, dtype=np.int64), np.zeros(n_articles)
    return Topics(take_sample(corpus, counts), FitOptions("mixture", 0), choice, TOPIC_METHODS.empty(), nobody, nothing)


def _given_number(n_topics: int, sample: Sample, options: FitOptions) -> NumberChoice:
    n_texts, n_terms = len(sample.fitted), len(sample.terms)
    if n_topics > min(n_texts, n_terms):
        found = f"{plural(n_texts, 'text')} and {plural(n_terms, 'word')} in several of them"
        return NumberChoice(0, N_TOPICS.empty(), f"Too few texts or words for {n_topics} topics: {found}.")
    if options.anchors and len(options.anchors.names) > n_topics:
        raise SettingsError(f"seed_words anchors {len(options.anchors.names)} topics, more than n_topics={n_topics}.")
    return NumberChoice(n_topics, N_TOPICS.empty(), f"{n_topics} topics as requested.")


def _assign_articles(
    corpus: Corpus, nothing: Topics, fit: Fit, drop_topics: set[int], earlier: ReportedTopics | None
) -> Topics:
    sample = nothing.sample
    main, share = main_topics(sample.counts, corpus.articles["words"].to_numpy(), fit.counts)
    # All articles, duplicates too, say which topic is the largest, as in the tables; ties keep their order.
    order = np.argsort(-np.bincount(main + 1, minlength=len(fit.words) + 1)[1:], kind="stable")
    positions = [fit.words[topic] for topic in order]
    words = [[str(term) for term in sample.terms[topic]] for topic in positions]
    names = [fit.names[topic] for topic in order]
    found = label_topics(corpus, sample.terms, np.asarray(sample.counts.sum(axis=0)).ravel(), positions)
    labels = [name or label for name, label in zip(names, found, strict=True)]
    numbers, labels = number_topics(words, labels, names, earlier)
    _check_dropped(drop_topics, numbers)
    by_number = np.argsort(numbers, kind="stable")
    saved = SavedTopics(
        terms=sample.terms,
        counts=fit.counts.take(order[by_number]),
        numbers=[numbers[topic] for topic in by_number],
        labels=[labels[topic] for topic in by_number],
        dropped=sorted(drop_topics),
        language=corpus.language,
        corpus=corpus.fingerprint,
    )
    shown = [topic for topic in by_number if numbers[topic] not in drop_topics]
    # The last entry is for articles without a topic, whose main topic is -1.
    number_of = np.full(len(order) + 1, NO_TOPIC, dtype=np.int64)
    number_of[order[shown]] = [numbers[topic] for topic in shown]
    topic = number_of[main]
    return replace(
        nothing,
        fit=fit.take(order[shown]),
        numbers=[numbers[topic] for topic in shown],
        labels=[labels[topic] for topic in shown],
        topic=topic,
        share=np.where(topic != NO_TOPIC, share, 0.0),
        saved=saved,
        words=[words[topic] for topic in by_number],
    )


def _check_dropped(drop_topics: set[int], numbers: Sequence[int]) -> None:
    unknown = sorted(drop_topics - set(numbers))
    if unknown:
        known = ", ".join(map(str, sorted(numbers)))
        raise SettingsError(f"drop_topics: there is no topic {unknown[0]}; there are {known}.")
    if len(drop_topics) == len(numbers):
        raise SettingsError(f"drop_topics: all {len(numbers)} topics are dropped; keep at least one.")


def topic_terms(topics: Topics) -> pd.DataFrame:
    """Tabulate the words of each topic (`tables.TOPIC_WORDS`)."""
    if topics.fit is None:
        return TOPIC_WORDS.empty()
    shown = zip(topics.numbers, topics.labels, topics.fit.words, topics.fit.weights, strict=True)
    return TOPIC_WORDS.build(
        (number, label, rank, topics.sample.terms[word], 1000 * weights[word])
        for number, label, words, weights in shown
        for rank, word in enumerate(words, 1)
    )


def article_topics(corpus: Corpus, topics: Topics) -> pd.DataFrame:
    """Tabulate the main topic of each article (`tables.ARTICLE_TOPICS`)."""
    table = pd.DataFrame({"article_id": corpus.articles["article_id"], "topic": topics.topic, "share": topics.share})
    return ARTICLE_TOPICS.build(table.sort_values("article_id"))


def topic_numbers(topics: Topics, earlier: ReportedTopics | None = None) -> pd.DataFrame:
    """List the numbers given to topics, so that no later report reuses one (`tables.TOPIC_NUMBERS`).

    What an earlier report knew and is gone stays listed.
    """
    known = earlier.known if earlier else {}
    rows = {number: (number, label, "gone", " ".join(words)) for number, (label, words) in known.items()}
    if saved := topics.saved:
        for number, label, words in zip(saved.numbers, saved.labels, topics.words, strict=True):
            rows[number] = (number, label, "dropped" if number in saved.dropped else "shown", " ".join(words))
    return TOPIC_NUMBERS.build([rows[number] for number in sorted(rows)])
