"""Topics merged, split and named by hand, as ``topics.yml`` says."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from scipy import sparse

from analysis.errors import SettingsError
from analysis.settings.topics_file import TopicEdits
from analysis.topics.model.topic_fit import PLAIN, Anchors, Fit, Material, describe_groups
from analysis.topics.model.topic_mixture import group_points


def edit_topics(fit: Fit, material: Material, edits: TopicEdits) -> Fit:
    """Merge, then split, then name topics.

    Parameters
    ----------
    fit : Fit
        Fitted topics.
    material : Material
        What they were fitted to.
    edits : TopicEdits
        What to change. Every topic is called by one of its ten words; where a word stands for several topics, the one
        is meant in which it weighs most. All words are looked up in the topics as they were fitted.

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
    if not edits:
        return fit
    if fit.method in PLAIN and (edits.merge or edits.split):
        raise SettingsError(f"topics.yml: topics of method={fit.method} can be named, not merged or split.")
    group, names = fit.main_topic.copy(), list(fit.names)
    by_hand = list(fit.by_hand)
    root = list(range(len(names)))
    parts_of: dict[int, list[int]] = {}
    merged: set[int] = set()
    for words in edits.merge:
        topics = [_find(word, fit, material, "merge") for word in words]
        if len(set(topics)) < len(topics) or merged & set(topics):
            raise SettingsError(f"topics.yml: merge: {', '.join(words)}: the same topic is called twice.")
        merged |= set(topics)
        group[np.isin(group, topics)] = topics[0]
        names[topics[0]] = next((names[t] for t in topics if names[t]), "")
        by_hand[topics[0]] = "merged"
        for topic in topics:
            root[topic] = topics[0]
    for word, parts in edits.split.items():
        topic = _find(word, fit, material, "split")
        if topic in merged:
            raise SettingsError(f"topics.yml: split: the topic of {word!r} is merged already.")
        rows = np.flatnonzero(group == topic)
        if len(rows) < parts:
            raise SettingsError(f"topics.yml: split: the topic of {word!r} has {len(rows)} texts, too few for {parts}.")
        part = material.rows(rows)
        inside = group_points(part.points, part.tree, parts, steps=0)
        group[rows] = np.where(inside == 0, topic, len(names) - 1 + inside)
        parts_of[topic] = [topic, *range(len(names), len(names) + parts - 1)]
        names += [""] * (parts - 1)
        by_hand[topic] = "split"
        by_hand += ["split"] * (parts - 1)
    named: dict[int, str] = {}
    for word, name in edits.names.items():
        topic = root[_find(word, fit, material, "names")]
        # A name goes to the part that holds its word in most articles.
        held = np.bincount(group, material.counts[:, [_column(word, material)]].toarray().ravel() > 0, len(names))
        topic = max(parts_of.get(topic, [topic]), key=lambda t, held=held: (held[t], -t))  # type: ignore[misc]
        if topic in named:
            raise SettingsError(f"topics.yml: names: {named[topic]!r} and {name!r} are names of one topic.")
        named[topic] = names[topic] = name
    if not (edits.merge or edits.split):
        return replace(fit, names=names)
    return describe_groups(material, group, fit.method, names, by_hand=by_hand)


def _column(word: str, material: Material) -> int:
    return int(np.searchsorted(material.terms, word))


def _find(word: str, fit: Fit, material: Material, where: str) -> int:
    held = [topic for topic, words in enumerate(fit.words) if word in material.terms[words]]
    if not held:
        known = sorted({str(term) for words in fit.words for term in material.terms[words]})
        near = difflib.get_close_matches(word, known, n=1)
        advice = f"did you mean {near[0]!r}?" if near else "topic_terms.csv lists them."
        raise SettingsError(f"topics.yml: {where}: {word!r} is none of the ten words of any topic; {advice}")
    column = _column(word, material)
    return max(held, key=lambda topic: (fit.weights[topic, column], -topic))


def make_anchors(seed_words: Mapping[str, Sequence[str]], terms: np.ndarray) -> Anchors | None:
    """Turn names and words into anchors.

    Parameters
    ----------
    seed_words : mapping of str to sequence of str
        For each topic its words, at least one.
    terms : ndarray of str, (n_terms,)
        Sorted: the words topics are made of.

    Returns
    -------
    Anchors or None
        In the order given; None when nothing is anchored.

    Raises
    ------
    SettingsError
        For a topic without words, or a word that is none of the terms.
    """
    if not seed_words:
        return None
    position = {str(term): i for i, term in enumerate(terms)}
    rows, columns = [], []
    for row, (name, words) in enumerate(seed_words.items()):
        if isinstance(words, str) or not words:
            raise SettingsError(
                f"seed_words: {name}: a list of words is needed, such as {{{name}: [siege, shelling]}}."
            )
        for word in dict.fromkeys(str(word).lower() for word in words):
            if word not in position:
                near = difflib.get_close_matches(word, list(position), n=1)
                advice = f"; did you mean {near[0]!r}?" if near else "."
                raise SettingsError(
                    f"seed_words: {name}: {word!r} is no word topics are made of (single words of enough independent "
                    f"texts, and no stop words){advice}"
                )
            rows.append(row)
            columns.append(position[word])
    ones = np.ones(len(rows), dtype=np.int64)
    shape = (len(seed_words), len(terms))
    return Anchors([str(name) for name in seed_words], sparse.csr_matrix((ones, (rows, columns)), shape=shape))
