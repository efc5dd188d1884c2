"""Topics merged, split and named by hand, as ``topics.yml`` says."""

from __future__ import annotations

import difflib

import numpy as np

from analysis.errors import SettingsError
from analysis.settings.topics_file import TopicEdits
from analysis.topics.fit import Fit, Material, describe_groups
from analysis.topics.mixture import group_points


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
        When a word is none of any topic's, or a topic is to be both merged and split, or merged with itself.
    """
    if not edits:
        return fit
    group, names = fit.main_topic.copy(), list(fit.names)
    merged: set[int] = set()
    for words in edits.merge:
        topics = [_find(word, fit, material, "merge") for word in words]
        if len(set(topics)) < len(topics) or merged & set(topics):
            raise SettingsError(f"topics.yml: merge: {', '.join(words)}: the same topic is called twice.")
        merged |= set(topics)
        group[np.isin(group, topics)] = topics[0]
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
        names += [""] * (parts - 1)
    for word, name in edits.names.items():
        names[_find(word, fit, material, "names")] = name
    return describe_groups(material, group, fit.method, names)


def _find(word: str, fit: Fit, material: Material, where: str) -> int:
    held = [topic for topic, words in enumerate(fit.words) if word in material.terms[words]]
    if not held:
        known = sorted({str(term) for words in fit.words for term in material.terms[words]})
        near = difflib.get_close_matches(word, known, n=1)
        advice = f"did you mean {near[0]!r}?" if near else "topic_terms.csv lists them."
        raise SettingsError(f"topics.yml: {where}: {word!r} is none of the ten words of any topic; {advice}")
    column = int(np.searchsorted(material.terms, word))
    return max(held, key=lambda topic: (fit.weights[topic, column], -topic))
