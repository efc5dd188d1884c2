"""Invented sources that nothing sets apart: how texts are dealt to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from calibration_material import Material

REPRINTS = 25


@dataclass(frozen=True)
class Split:
    """A way to deal the texts of a corpus.

    Attributes
    ----------
    name : str
    weights : tuple of int
        Sizes of the sources, as parts of their sum.
    reprints : bool
        Whether one text of the first source is printed 25 times more.
    weeks : bool
        Whether all texts of a week go to one source, since events cluster.
    """

    name: str
    weights: tuple[int, ...]
    reprints: bool = False
    weeks: bool = False


SPLITS = (
    Split("2 sources", (1, 1)),
    Split("2, 1 : 9", (1, 9)),
    Split("6 sources", (1,) * 6),
    Split("6, 1 : 2 : … : 32", (1, 2, 4, 8, 16, 32)),
    Split("6, 25 reprints", (1,) * 6, reprints=True),
    Split("6, whole weeks", (1,) * 6, weeks=True),
)


def deal(weights: tuple[int, ...] | list[int], n: int, rng: np.random.Generator) -> np.ndarray:
    """Deal ``n`` things at random to sources of sizes in proportion to the weights; the source of each, (n,)."""
    bounds = np.rint(np.cumsum(weights) / np.sum(weights) * n).astype(np.int64)
    return rng.permutation(np.searchsorted(bounds, np.arange(n), side="right"))


def deal_along(score: np.ndarray, weights: tuple[int, ...] | list[int], rng: np.random.Generator) -> np.ndarray:
    """Deal things, (n,), to sources of these sizes so that those with larger scores tend to go to later ones."""
    dealt = np.sort(deal(weights, len(score), rng))
    order = np.argsort(score / max(score.std(), 1e-9) + rng.normal(size=len(score)), kind="stable")
    source = np.empty_like(dealt)
    source[order] = dealt
    return source


def split(material: Material, how: Split, rng: np.random.Generator) -> Material:
    """Deal the groups of duplicates of a corpus to sources; the smallest source comes first."""
    if how.weeks:
        first = ~pd.Series(material.group).duplicated().to_numpy()
        day = pd.to_datetime(material.corpus.articles["published"])[first]
        known, week = np.unique(day.dt.to_period("W").astype(str), return_inverse=True)
        return material.of_sources(deal(how.weights, len(known), rng)[week])
    source = deal(how.weights, material.n_groups, rng)
    dealt = material.of_sources(source)
    return dealt.reprinted(int(rng.choice(np.flatnonzero(source == 0))), REPRINTS) if how.reprints else dealt


def can_split(material: Material, how: Split) -> bool:
    """Tell whether a corpus can be dealt so: weeks need dates."""
    dated = material.corpus.articles["published"].dropna()
    return not how.weeks or (len(dated) == len(material.group) and dated.dt.to_period("W").nunique() >= 12)
