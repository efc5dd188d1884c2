"""The topics of a corpus at two levels: chosen, fitted, named and numbered, and every article assigned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus
from analysis.counts import WordCounts
from analysis.errors import SettingsError
from analysis.settings.parameters import check_ranges
from analysis.tables.topic_tables import N_TOPICS
from analysis.topics.history.earlier_topics import ReportedTopics, number_key
from analysis.topics.history.saved_topics import SavedTopics
from analysis.topics.history.topic_matching import Unnumbered, number_topics
from analysis.topics.model.anchored_topics import anchor_leaves, make_anchors
from analysis.topics.model.number_of_topics import NumberChoice, choose_numbers
from analysis.topics.model.reliability import reliability
from analysis.topics.model.topic_fit import Fit, FitData, FitOptions, describe_topics, group_texts
from analysis.topics.model.topic_labels import label_topics
from analysis.topics.model.topic_levels import Leaves, drop_unreliable, join_levels, join_small, undivide
from analysis.topics.model.topic_mixture import Centres
from analysis.topics.model.topic_model import Assigned, TopicModel
from analysis.topics.model.topic_sample import Sample, take_sample
from analysis.topics.model.topic_words import count_by_topic
from analysis.topics.model.topics_by_hand import Draft, Known, edit_topics

THEME, SUBJECT = "theme", "subject"


@dataclass(frozen=True)
class Level:
    """Topics of one level, in the order of their numbers, and the topic of each article.

    Attributes
    ----------
    name : {"theme", "subject"}
    sample : Sample
        Vocabulary and articles of the model.
    numbers : list of str
        "3" of a theme, "3.2" of a subject.
    parents : list of str
        Number of the theme that a subject is part of; empty for a theme.
    labels : list of str
    fit : Fit
        Weights and words.
    stability : ndarray, (n_topics,)
        `reliability`; missing for topics made by hand.
    positions : ndarray of int, (n_articles,)
        Place of each article's topic in ``numbers``; behind the last for articles without one.
    share : ndarray of float, (n_articles,)
        How much the article belongs to it, 0-1.
    """

    name: str
    sample: Sample
    numbers: list[str]
    parents: list[str]
    labels: list[str]
    fit: Fit
    stability: np.ndarray
    positions: np.ndarray
    share: np.ndarray

    @property
    def n_topics(self) -> int:
        """How many topics there are."""
        return len(self.numbers)

    @property
    def topic(self) -> np.ndarray:
        """Number of each article's topic, (n_articles,) of str; empty for none."""
        return np.asarray(np.array([*self.numbers, ""], dtype=object)[self.positions])

    def take(self, kept: Sequence[int]) -> Level:
        """Keep some topics, in the order given; articles of the others have none."""
        place = np.full(self.n_topics + 1, len(kept))
        place[list(kept)] = np.arange(len(kept))
        positions = place[self.positions]
        return replace(
            self,
            numbers=[self.numbers[i] for i in kept],
            parents=[self.parents[i] for i in kept],
            labels=[self.labels[i] for i in kept],
            fit=self.fit.take(np.array(kept, dtype=np.int64)),
            stability=self.stability[list(kept)],
            positions=positions,
            share=np.where(positions < len(kept), self.share, 0.0),
        )


@dataclass(frozen=True)
class Topics:
    """Themes, and the subjects within them.

    Attributes
    ----------
    sample : Sample
        Vocabulary and articles of the model.
    options : FitOptions
        Method and seed of the fit.
    choice : NumberChoice
        How many topics were looked for, and why.
    themes, subjects : Level
        Nested: every article of a subject is of its theme.
    assigned : Assigned or None
        The three strongest themes of each article, by place in ``found``.
    saved : SavedTopics or None
        What assigns articles that come later; None when the corpus is too small for topics.
    found : tuple of Level
        Both levels with all topics, those not shown too.
    dropped : list of str
        Numbers of topics that are not shown.
    """

    sample: Sample
    options: FitOptions
    choice: NumberChoice
    themes: Level
    subjects: Level
    found: tuple[Level, Level]
    dropped: list[str]
    assigned: Assigned | None = None
    saved: SavedTopics | None = None

    @property
    def levels(self) -> tuple[Level, Level]:
        """Themes and subjects."""
        return self.themes, self.subjects

    @property
    def n_topics(self) -> int:
        """How many topics are shown, at both levels."""
        return self.themes.n_topics + self.subjects.n_topics

    @property
    def finest(self) -> np.ndarray:
        """The subject of each article, or its theme where it has none, (n_articles,) from 1; 0 for no topic."""
        theme, subject = self.themes, self.subjects
        own = np.where(theme.positions < theme.n_topics, theme.positions + 1, 0)
        return np.where(subject.positions < subject.n_topics, theme.n_topics + subject.positions + 1, own)

    def save(self, folder: Path) -> list[str]:
        """Write the model for articles that come later (`SavedTopics.save`); nothing when there are no topics."""
        return self.saved.save(folder) if self.saved else []


@kept
def fit_topics(
    corpus: Corpus,
    counts: WordCounts,
    *,
    n_topics: int = 0,
    n_subjects: int = 0,
    method: str = "mixture",
    seed_words: Mapping[str, str | Sequence[str]] | None = None,
    drop_topics: int | str | Sequence[int | str] = (),
    earlier: ReportedTopics | None = None,
    seed: int = 0,
) -> Topics:
    """Find the topics of a corpus: themes, and subjects within them.

    One article of each group of duplicates is fitted. Texts are grouped twice, into few and into many groups, and each
    of the many goes with all its texts to the theme that most of them are of (`join_levels`). All articles are then
    assigned by their place among the groups (`TopicModel.assign`).
    A theme to which no subject falls keeps its own texts.

    Parameters
    ----------
    corpus : Corpus
        Edited as its ``topics.yml`` says.
    counts : WordCounts
        Its words.
    n_topics, n_subjects : int
        Themes, and subjects in all of them together, more than themes, up to 200; 0 chooses (`choose_numbers`).
    method : {"mixture", "nmf", "lda"}
        How texts are grouped.
    seed_words : mapping of str to str or list of str, optional
        Themes to anchor beside the others: a name, and one to five words (`anchor_leaves`).
    drop_topics : int, str or sequence of them
        Numbers of topics not to show; the others keep theirs.
    earlier : ReportedTopics, optional
        Topics of an earlier report, whose numbers and labels go on.
    seed : int
        Of the halves behind the choice; the fit itself has nothing random.

    Returns
    -------
    Topics
        The same whatever the order of files and the number of cores.

    Raises
    ------
    SettingsError
        For values out of range, seed words outside the vocabulary, and topics to edit or drop that do not exist.
    """
    dropped = [drop_topics] if isinstance(drop_topics, (int, str)) else list(drop_topics)
    given = {"n_topics": n_topics, "n_subjects": n_subjects, "method": method, "drop_topics": dropped}
    check_ranges({**given, "seed": seed})
    sample = take_sample(corpus, counts)
    anchors = make_anchors(seed_words or {}, sample.terms)
    options = FitOptions(method, seed, corpus.engine)
    choice = choose_numbers(sample.for_choosing, options, n_topics, n_subjects)
    if not choice.themes:
        return _nothing(corpus, sample, options, choice)
    data = sample.for_fitting
    draft = _fit_levels(sample, choice, options, n_topics, n_subjects)
    if anchors:
        draft = _anchor(corpus, sample, draft, anchors)
    if not n_subjects:
        stability = np.array([known.stability for known in draft.of_leaves])
        draft = replace(draft, leaves=drop_unreliable(draft.leaves, stability))
    draft = replace(draft, leaves=undivide(draft.leaves))
    if corpus.topic_edits:
        draft = edit_topics(draft, _describe(data, draft.leaves), data, corpus.topic_edits)
    topics = _assign_articles(corpus, sample, options, choice, draft, earlier)
    return _without(topics, [str(number) for number in dropped])


def no_topics(corpus: Corpus, counts: WordCounts) -> Topics:
    """Give an answer without topics, for a corpus in which there is nothing to compare."""
    choice = NumberChoice(0, 0, N_TOPICS.empty(), "No topics were looked for.")
    return _nothing(corpus, take_sample(corpus, counts), FitOptions(), choice)


def _nothing(corpus: Corpus, sample: Sample, options: FitOptions, choice: NumberChoice) -> Topics:
    n_articles, n_terms = len(corpus.articles), len(sample.terms)
    fit = Fit(np.zeros((0, n_terms)), [])
    none, share = np.zeros(n_articles, dtype=np.int64), np.zeros(n_articles)
    themes, subjects = (Level(name, sample, [], [], [], fit, np.zeros(0), none, share) for name in (THEME, SUBJECT))
    return Topics(sample, options, choice, themes, subjects, (themes, subjects), [])


def _fit_levels(sample: Sample, choice: NumberChoice, options: FitOptions, n_topics: int, n_subjects: int) -> Draft:
    """Group the texts at both levels, and say how reliable each theme and each leaf is."""
    data = sample.for_fitting
    themes = group_texts(data.placed, choice.themes, options)
    if not n_topics:
        themes = join_small(data.points, themes)
    themes = np.unique(themes, return_inverse=True)[1]
    subjects = group_texts(data.placed, choice.subjects, options) if choice.subjects else None
    if subjects is not None:
        subjects = np.unique(subjects, return_inverse=True)[1]
    leaves = join_levels(themes, subjects)
    # The halves are of the texts that the numbers were chosen on: some of those fitted, or, by the slower methods, of
    # those that were drawn for choosing.
    chosen = np.searchsorted(sample.fitted, sample.choosing[: len(choice.halves[0].seen)])
    of_themes = reliability(leaves.themes[chosen], choice.themes, choice.halves)
    of_leaves = reliability(leaves.group[chosen], choice.subjects or choice.themes, choice.halves)
    of_themes = np.pad(of_themes, (0, leaves.n_themes - len(of_themes)))
    of_leaves = np.pad(of_leaves, (0, len(leaves.theme) - len(of_leaves)))
    return Draft(leaves, [Known(stability) for stability in of_themes], [Known(stability) for stability in of_leaves])


def _anchor(corpus: Corpus, sample: Sample, draft: Draft, anchors: Mapping[str, Sequence[int]]) -> Draft:
    """Make themes of anchors; the others are numbered as if there were none, those without a place come last."""
    data = sample.for_fitting
    main = _model(data, draft.leaves).assign(sample.counts, corpus.articles["words"].to_numpy()).themes[:, 0]
    articles = np.bincount(main[main >= 0], minlength=draft.leaves.n_themes)
    leaves, names, were_themes, were_leaves = anchor_leaves(data.counts, data.points, draft.leaves, anchors)
    of_leaves = [*draft.of_leaves, Known(0.0)]
    return Draft(
        leaves,
        [Known(name=name) if name else draft.of_themes[was] for name, was in zip(names, were_themes, strict=True)],
        [of_leaves[was] for was in were_leaves],
        np.append(articles, -1)[were_themes],
    )


def _model(data: FitData, leaves: Leaves) -> TopicModel:
    return TopicModel(data.space, Centres.of_groups(data.points, leaves.group, len(leaves.theme)), leaves.theme)


def _describe(data: FitData, leaves: Leaves) -> tuple[Fit, Fit]:
    """Find the words of the themes, and of the subjects, within their themes."""
    by_leaf = count_by_topic(data.counts, leaves.group, len(leaves.theme))
    by_theme = by_leaf.join(leaves.theme, leaves.n_themes)
    shown = np.flatnonzero(leaves.is_subject)
    return describe_topics(data, by_theme), describe_topics(data, by_leaf, by_theme.uses[leaves.theme]).take(shown)


def _assign_articles(
    corpus: Corpus,
    sample: Sample,
    options: FitOptions,
    choice: NumberChoice,
    draft: Draft,
    earlier: ReportedTopics | None,
) -> Topics:
    data, leaves = sample.for_fitting, draft.leaves
    shown = np.flatnonzero(leaves.is_subject)
    fits, model = _describe(data, leaves), _model(data, leaves)
    assigned = model.assign(sample.counts, corpus.articles["words"].to_numpy())
    # All articles, duplicates too, say which topic is the largest, as in the tables; ties keep their order.
    theme, leaf = assigned.themes[:, 0], assigned.leaf
    place = np.full(len(leaves.theme) + 1, len(shown))
    place[shown] = np.arange(len(shown))
    positions = (np.where(theme < 0, leaves.n_themes, theme), place[leaf])
    levels = [(fit.words, position) for fit, position in zip(fits, positions, strict=True)]
    of_levels = label_topics(corpus, sample.terms, sample.counts, levels)
    known = draft.of_themes, [draft.of_leaves[leaf] for leaf in shown]
    unnumbered = []
    for fit, position, of_level, own in zip(fits, positions, of_levels, known, strict=True):
        words = [sample.terms[of_topic].tolist() for of_topic in fit.words]
        order = np.argsort(-np.bincount(position, minlength=len(own))[: len(own)], kind="stable").tolist()
        unnumbered.append(Unnumbered(words, of_level, [one.name for one in own], order))
    if draft.rank is not None:
        unnumbered[0] = replace(unnumbered[0], order=np.argsort(-draft.rank, kind="stable").tolist())
    numbers, labels = number_topics(unnumbered[0], unnumbered[1], leaves.theme[shown].tolist(), earlier)
    parents = [""] * leaves.n_themes, [number.split(".")[0] for number in numbers[1]]
    shares = assigned.theme_shares[:, 0], np.where(positions[1] < len(shown), assigned.leaf_share, 0.0)
    found = []
    for at, name in enumerate((THEME, SUBJECT)):
        stability = np.array([one.stability for one in known[at]])
        level = Level(
            name, sample, numbers[at], parents[at], labels[at], fits[at], stability, positions[at], shares[at]
        )
        found.append(level.take(sorted(range(level.n_topics), key=lambda i: number_key(level.numbers[i]))))
    themes, subjects = found
    by_number = sorted(range(leaves.n_themes), key=lambda theme: number_key(numbers[0][theme]))
    rank = np.append(np.argsort(by_number), -1)
    assigned = replace(assigned, themes=rank[assigned.themes])
    of_leaves = [numbers[0][theme] for theme in leaves.theme]
    for at, leaf_at in enumerate(shown):
        of_leaves[leaf_at] = numbers[1][at]
    of_numbers = dict(zip(themes.numbers + subjects.numbers, themes.labels + subjects.labels, strict=True))
    saved = SavedTopics(sample.terms, model, numbers[0], of_leaves, of_numbers, [], corpus.language, corpus.fingerprint)
    return Topics(sample, options, choice, themes, subjects, (themes, subjects), [], assigned, saved)


def _without(topics: Topics, dropped: list[str]) -> Topics:
    """Leave out topics, and the subjects of themes left out."""
    known = [*topics.themes.numbers, *topics.subjects.numbers]
    unknown = [number for number in dropped if number not in known]
    if unknown:
        raise SettingsError(f"drop_topics: there is no topic {unknown[0]}; there are {', '.join(known)}.")
    if topics.n_topics and set(topics.themes.numbers) <= set(dropped):
        raise SettingsError(f"drop_topics: all {topics.themes.n_topics} themes are dropped; keep at least one.")
    hidden = set(dropped)
    themes, subjects = (
        level.take([at for at in range(level.n_topics) if hidden.isdisjoint((level.numbers[at], level.parents[at]))])
        for level in topics.levels
    )
    saved = replace(topics.saved, dropped=dropped) if topics.saved else None
    return replace(topics, themes=themes, subjects=subjects, dropped=dropped, saved=saved)


def all_topics(topics: Topics) -> pd.DataFrame:
    """List the topics of both levels, each theme before its subjects: ``level, topic, parent, label, place``."""
    rows = [
        (level.name, number, parent, label, place)
        for level in topics.levels
        for place, (number, parent, label) in enumerate(zip(level.numbers, level.parents, level.labels, strict=True))
    ]
    rows.sort(key=lambda row: number_key(row[1]))
    return pd.DataFrame(rows, columns=["level", "topic", "parent", "label", "place"])
