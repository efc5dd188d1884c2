"""Themes and subjects merged, split and named as ``topics.yml`` says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.errors import SettingsError, suggest
from analysis.settings.settings_files import TopicEdits
from analysis.topics.model.topic_fit import Fit, FitData
from analysis.topics.model.topic_levels import Leaves
from analysis.topics.model.topic_mixture import group_points

# A topic by its level, 0 for themes and 1 for leaves, and its place there.
Topic = tuple[int, int]
_THEMES, _LEAVES = 0, 1


@dataclass(frozen=True)
class Known:
    """What is known of a topic: its `reliability`, missing if made by hand, and the name given to it, if any."""

    stability: float = np.nan
    name: str = ""


@dataclass(frozen=True)
class Draft:
    """Topics before articles are assigned and numbers given: groups of texts, and what is known of them.

    Attributes
    ----------
    leaves : Leaves
    of_themes, of_leaves : list of Known
    rank : ndarray or None
        Themes are numbered from the largest of these on; None: from that with most articles on.
    """

    leaves: Leaves
    of_themes: list[Known]
    of_leaves: list[Known]
    rank: np.ndarray | None = None


def edit_topics(draft: Draft, fits: tuple[Fit, Fit], data: FitData, edits: TopicEdits) -> Draft:
    """Merge, then split, then name topics.

    Every topic is called by one of its ten words, which is looked up among the themes (the first of ``fits``), and then
    among the subjects; where it belongs to several, the one is meant in which it weighs most. All words are looked up
    in the topics as they were fitted. Merged themes keep their subjects; the parts of a split theme have none.

    Raises
    ------
    SettingsError
        When a word is none of any topic's, topics of different kinds or subjects of different themes are to be merged,
        or a topic is to be both merged and split, merged with itself or named twice.
    """
    edit = _Edit(draft, fits, data)
    for words in edits.merge:
        edit.merge(words)
    for word, n_parts in edits.split.items():
        edit.split(word, n_parts)
    edit.name(edits.names)
    return edit.result(None if edits.merge or edits.split else draft.rank)


class _Edit:
    """Groups of texts while they are merged and split."""

    def __init__(self, draft: Draft, fits: tuple[Fit, Fit], data: FitData) -> None:
        leaves = draft.leaves
        self.fits, self.data = fits, data
        # Place of each topic that has words, by level.
        self.places = (list(range(leaves.n_themes)), np.flatnonzero(leaves.is_subject).tolist())
        self.group, self.theme, self.is_subject = leaves.group.copy(), leaves.theme.tolist(), leaves.is_subject.tolist()
        self.known = list(draft.of_themes), list(draft.of_leaves)
        self.merged_into: dict[Topic, Topic] = {}
        self.parts_of: dict[Topic, list[Topic]] = {}

    def merge(self, words: Sequence[str]) -> None:
        topics = [self._find(word, "merge") for word in words]
        said = f"topics.yml: merge: {', '.join(words)}:"
        if len(set(topics)) < len(topics) or self.merged_into.keys() & set(topics):
            raise SettingsError(f"{said} the same topic is listed twice.")
        (level, into), places = topics[0], [place for _, place in topics]
        if {level for level, _ in topics} == {_THEMES}:
            self.theme = [into if theme in places else theme for theme in self.theme]
        elif {level for level, _ in topics} == {_LEAVES} and len({self.theme[leaf] for leaf in places}) == 1:
            self.group[np.isin(self.group, places)] = into
        else:
            raise SettingsError(f"{said} only themes can be merged with each other, and subjects of the same theme.")
        self.merged_into |= dict.fromkeys(topics, topics[0])
        name = next((known.name for place in places if (known := self.known[level][place]).name), "")
        self.known[level][into] = Known(name=name)

    def split(self, word: str, n_parts: int) -> None:
        topic = level, place = self._find(word, "split")
        if topic in self.merged_into:
            raise SettingsError(f"topics.yml: split: the topic of {word!r} is already merged.")
        rows = np.flatnonzero((np.array(self.theme)[self.group] if level == _THEMES else self.group) == place)
        if len(rows) < n_parts:
            raise SettingsError(
                f"topics.yml: split: the topic of {word!r} has {len(rows)} texts, too few for {n_parts} parts."
            )
        texts = self.data.take(rows).placed
        part = group_points(texts.points, texts.tree, n_parts, steps=0)
        if level == _THEMES:
            own = [place, *(self._add_theme() for _ in range(n_parts - 1))]
            leaves = [self._add_leaf(theme, is_subject=False) for theme in own]
        else:
            own = leaves = [place, *(self._add_leaf(self.theme[place], is_subject=True) for _ in range(n_parts - 1))]
        self.group[rows] = np.array(leaves)[part]
        self.known[level][place] = Known(name=self.known[level][place].name)
        self.parts_of[topic] = [(level, one) for one in own]

    def name(self, names: Mapping[str, str]) -> None:
        """Name topics; a name of a split topic goes to the part with most texts of its word."""
        named: dict[Topic, str] = {}
        for word, name in names.items():
            found = self._find(word, "names")
            topic = self.merged_into.get(found, found)
            leaves = self.group[self.data.counts[:, [self._column(word)]].toarray().ravel() > 0]
            groups = (np.array(self.theme)[leaves], leaves)
            level, place = max(
                self.parts_of.get(topic, [topic]), key=lambda part: ((groups[part[0]] == part[1]).sum(), -part[1])
            )
            if (level, place) in named:
                raise SettingsError(f"topics.yml: names: {named[level, place]!r} and {name!r} name the same topic.")
            named[level, place] = name
            self.known[level][place] = replace(self.known[level][place], name=name)

    def result(self, rank: np.ndarray | None) -> Draft:
        """Leave out what has no text any more."""
        used, group = np.unique(self.group, return_inverse=True)
        themes, theme = np.unique(np.array(self.theme)[used], return_inverse=True)
        of_themes, of_leaves = (
            [known[at] for at in kept] for known, kept in zip(self.known, (themes, used), strict=True)
        )
        return Draft(Leaves(group, theme, np.array(self.is_subject)[used]), of_themes, of_leaves, rank)

    def _add_theme(self) -> int:
        self.known[_THEMES].append(Known())
        return len(self.known[_THEMES]) - 1

    def _add_leaf(self, theme: int, *, is_subject: bool) -> int:
        self.theme.append(theme)
        self.is_subject.append(is_subject)
        self.known[_LEAVES].append(Known())
        return len(self.theme) - 1

    def _column(self, word: str) -> int:
        return int(np.searchsorted(self.data.terms, word.lower()))

    def _find(self, word: str, where: str) -> Topic:
        """Find the fitted topic that a word is one of the ten of."""
        words = [[set(self.data.terms[own]) for own in fit.words] for fit in self.fits]
        for level, of_topics in enumerate(words):
            holders = [at for at, own in enumerate(of_topics) if word.lower() in own]
            if holders:
                weights = self.fits[level].weights[:, self._column(word)]
                return level, self.places[level][max(holders, key=lambda at: (weights[at], -at))]
        advice = suggest(word, set().union(*words[0], *words[1]), "topic_terms.csv lists them.")
        raise SettingsError(f"topics.yml: {where}: {word!r} is not one of the ten words of any topic. {advice}")
