"""Two levels: subjects joined into themes, so that each text of a subject is of its theme."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.topics.model.number_of_topics import MIN_TEXTS
from analysis.topics.model.topic_mixture import Centres
from analysis.vocabulary import MIN_RELIABLE

# A lone subject that fills half of its theme is that theme.
MAX_SHARE_OF_THEME = 0.5


@dataclass(frozen=True)
class Leaves:
    """The finest groups of texts, and the theme of each.

    Attributes
    ----------
    group : ndarray of int, (n_texts,)
        Leaf of each text, from 0; -1 for none.
    theme : ndarray of int, (n_leaves,)
        Theme of each leaf, from 0.
    is_subject : ndarray of bool, (n_leaves,)
        Whether a leaf is shown as a subject; the others are the rest of a theme, or all of one that is not divided.
    """

    group: np.ndarray
    theme: np.ndarray
    is_subject: np.ndarray

    @property
    def n_themes(self) -> int:
        """Number of themes, those without texts too."""
        return int(self.theme.max(initial=-1)) + 1

    @property
    def themes(self) -> np.ndarray:
        """Theme of each text, (n_texts,); -1 for none."""
        return np.where(self.group >= 0, self.theme[self.group], -1)


def join_levels(themes: np.ndarray, subjects: np.ndarray | None) -> Leaves:
    """Give each subject, with all its texts, to the theme that most of them are of; of equal ones the first.

    Parameters
    ----------
    themes, subjects : ndarray of int, (n_texts,)
        Theme and subject of each text, fitted apart; without subjects, no theme is divided.

    Returns
    -------
    Leaves
        A theme to which no subject falls keeps its texts, and is not divided.

    Examples
    --------
    >>> leaves = join_levels(np.array([0, 0, 0, 1, 1]), np.array([0, 0, 1, 1, 1]))
    >>> leaves.themes.tolist(), leaves.theme.tolist()
    ([0, 0, 1, 1, 1], [0, 1])
    """
    n_themes = int(themes.max()) + 1
    if subjects is None:
        return Leaves(themes, np.arange(n_themes), np.zeros(n_themes, dtype=bool))
    cells = np.bincount(subjects * n_themes + themes, minlength=(int(subjects.max()) + 1) * n_themes)
    parent = cells.reshape(-1, n_themes).argmax(axis=1)
    alone = np.setdiff1d(np.unique(themes), parent[np.unique(subjects)])
    group = subjects.copy()
    for new, theme in enumerate(alone, len(parent)):
        group[themes == theme] = new
    is_subject = np.arange(len(parent) + len(alone)) < len(parent)
    return Leaves(group, np.concatenate([parent, alone]), is_subject)


def drop_unreliable(leaves: Leaves, reliable: np.ndarray) -> Leaves:
    """Keep the subjects of ten texts or more whose `reliability`, of each leaf, is enough.

    Texts of the others are of their theme alone.
    """
    sizes = np.bincount(leaves.group[leaves.group >= 0], minlength=len(leaves.theme))
    return replace(leaves, is_subject=leaves.is_subject & (sizes >= MIN_TEXTS) & (reliable >= MIN_RELIABLE))


def undivide(leaves: Leaves) -> Leaves:
    """Divide no theme that has a single subject which makes over half of it."""
    sizes = np.bincount(leaves.group[leaves.group >= 0], minlength=len(leaves.theme))
    keep = leaves.is_subject.copy()
    for theme in range(leaves.n_themes):
        own = np.flatnonzero(keep & (leaves.theme == theme) & (sizes > 0))
        if len(own) == 1 and sizes[own[0]] > MAX_SHARE_OF_THEME * sizes[leaves.theme == theme].sum():
            keep[own] = False
    return replace(leaves, is_subject=keep)


def join_small(points: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Join the groups of fewer than ten texts to one of small stories, or to the nearest other if that has fewer too.

    Examples
    --------
    >>> joined = join_small(np.eye(3)[[0] * 12 + [1] * 6 + [2] * 5], np.array([0] * 12 + [1] * 6 + [2] * 5))
    >>> np.bincount(joined).tolist()
    [12, 11]
    """
    sizes = np.bincount(group)
    small = (sizes < MIN_TEXTS)[group]
    if not small.any() or small.all():
        return group
    if small.sum() >= MIN_TEXTS:
        return np.where(small, group[small].min(), group)
    nearest = Centres.of_groups(points, np.where(small, -1, group), len(sizes)).shares(points).argmax(axis=1)
    return np.where(small, nearest, group)
