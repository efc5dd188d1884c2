"""Topics an analyst asks for: anchored by words, or merged, split and named as ``topics.yml`` says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from scipy import sparse

from analysis.errors import SettingsError, suggest
from analysis.settings.settings_files import TopicEdits
from analysis.topics.model.topic_fit import PLAIN, Anchors, Fit, FitData, describe_groups
from analysis.topics.model.topic_mixture import group_points


def make_anchors(seed_words: Mapping[str, Sequence[str]], terms: np.ndarray) -> Anchors | None:
    """Turn names and their words into anchors, in the order given; None when nothing is anchored.

    Raises
    ------
    SettingsError
        For a topic without words, or a word that is none of ``terms``.
    """
    if not seed_words:
        return None
    position = {str(term): i for i, term in enumerate(terms)}
    counts = np.zeros((len(seed_words), len(terms)), dtype=np.int64)
    for row, (name, words) in enumerate(seed_words.items()):
        if isinstance(words, str) or not words:
            raise SettingsError(f"seed_words: {name} must be a list of words, such as {{{name}: [siege, shelling]}}.")
        for word in (str(word).lower() for word in words):
            if word not in position:
                raise SettingsError(
                    f"seed_words: {name}: {word!r} is not in the topic vocabulary (single words in several independent "
                    f"texts, without stop words). {suggest(word, position)}".rstrip()
                )
            counts[row, position[word]] = 1
    return Anchors([str(name) for name in seed_words], sparse.csr_matrix(counts))


def edit_topics(fit: Fit, data: FitData, edits: TopicEdits, method: str) -> Fit:
    """Merge, then split, then name topics.

    Every topic is called by one of its ten words; where a word belongs to several topics, the one is meant in which it
    weighs most. All words are looked up in the topics as they were fitted.

    Returns
    -------
    Fit
        Words and weights computed anew from the new groups; most articles first.

    Raises
    ------
    SettingsError
        When a word is none of any topic's, a topic is to be both merged and split, merged with itself or named twice,
        or the topics of a plain model are to be merged or split.
    """
    if not (edits.merge or edits.split):
        return replace(fit, names=_Edit(fit, data).name(edits.names)) if edits.names else fit
    if method in PLAIN:
        raise SettingsError(f"topics.yml: topics of method={method} can be named, not merged or split.")
    edit = _Edit(fit, data)
    for words in edits.merge:
        edit.merge(words)
    for word, n_parts in edits.split.items():
        edit.split(word, n_parts)
    return describe_groups(data, edit.group, edit.name(edits.names), edit.by_hand)


class _Edit:
    """Groups of articles while they are merged and split."""

    def __init__(self, fit: Fit, data: FitData) -> None:
        self.fit, self.data = fit, data
        self.group, self.names, self.by_hand = fit.main_topic.copy(), list(fit.names), list(fit.by_hand)
        self.merged_into: dict[int, int] = {}
        self.parts_of: dict[int, list[int]] = {}

    def merge(self, words: Sequence[str]) -> None:
        topics = [self._find(word, "merge") for word in words]
        if len(set(topics)) < len(topics) or self.merged_into.keys() & set(topics):
            raise SettingsError(f"topics.yml: merge: {', '.join(words)}: the same topic is listed twice.")
        self.merged_into |= dict.fromkeys(topics, topics[0])
        self.group[np.isin(self.group, topics)] = topics[0]
        self.names[topics[0]] = next((self.names[topic] for topic in topics if self.names[topic]), "")
        self.by_hand[topics[0]] = "merged"

    def split(self, word: str, n_parts: int) -> None:
        topic = self._find(word, "split")
        if topic in self.merged_into:
            raise SettingsError(f"topics.yml: split: the topic of {word!r} is already merged.")
        rows = np.flatnonzero(self.group == topic)
        if len(rows) < n_parts:
            raise SettingsError(
                f"topics.yml: split: the topic of {word!r} has {len(rows)} texts, too few for {n_parts} parts."
            )
        texts = self.data.take(rows)
        part = group_points(texts.points, texts.tree, n_parts, steps=0)
        numbers = np.array([topic, *range(len(self.names), len(self.names) + n_parts - 1)])
        self.group[rows] = numbers[part]
        self.parts_of[topic] = numbers.tolist()
        self.by_hand[topic] = "split"
        self.names += [""] * (n_parts - 1)
        self.by_hand += ["split"] * (n_parts - 1)

    def name(self, names: Mapping[str, str]) -> list[str]:
        """Give the names of all topics; a name of a split topic goes to the part with most articles of its word."""
        named: dict[int, str] = {}
        for word, name in names.items():
            found = self._find(word, "names")
            topic = self.merged_into.get(found, found)
            has_word = self.data.counts[:, [self._column(word)]].toarray().ravel() > 0
            articles = np.bincount(self.group, has_word, len(self.names))
            parts = self.parts_of.get(topic, [topic])
            topic = parts[int(articles[parts].argmax())]
            if topic in named:
                raise SettingsError(f"topics.yml: names: {named[topic]!r} and {name!r} name the same topic.")
            named[topic] = self.names[topic] = name
        return self.names

    def _column(self, word: str) -> int:
        return int(np.searchsorted(self.data.terms, word))

    def _find(self, word: str, where: str) -> int:
        """Find the fitted topic that a word is one of the ten of."""
        words = [set(self.data.terms[topic]) for topic in self.fit.words]
        holders = [topic for topic, own in enumerate(words) if word in own]
        if not holders:
            advice = suggest(word, set().union(*words), "topic_terms.csv lists them.")
            raise SettingsError(f"topics.yml: {where}: {word!r} is not one of the ten words of any topic. {advice}")
        return max(holders, key=lambda topic: (self.fit.weights[topic, self._column(word)], -topic))
