"""Words planted among the words of real or invented texts: how often the product finds them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from calibration_kinds import test_terms
from calibration_material import Material
from scipy import sparse

from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL
from analysis.statistics.score_test import WHOLE, Texts


@dataclass(frozen=True)
class Cell:
    """A word planted in texts dealt at random.

    Attributes
    ----------
    sizes : tuple of int
        Texts of each source; the word is planted for the first.
    elsewhere, here : float
        Share of the texts of the others, and of the first, that get the word.
    least : float
        How often it should be found.
    uses_elsewhere, uses_here : float
        Mean of its uses in a text that gets it: 1, and more by Poisson's law.
    """

    name: str
    sizes: tuple[int, ...]
    elsewhere: float
    here: float
    least: float
    uses_elsewhere: float = 1.5
    uses_here: float = 1.5


# Words planted at once: sources that differ do so in many words, and each makes the others easier to tell.
MANY = 20
CELLS = (
    Cell("6 sources of 50 texts, in 10% → 50% of texts", (50,) * 6, 0.1, 0.5, 0.95),
    Cell("6 sources of 100 texts, in 5% → 25% of texts", (100,) * 6, 0.05, 0.25, 0.85),
    Cell("6 sources of 20 texts, in 30% → 90% of texts", (20,) * 6, 0.3, 0.9, 0.65),
    Cell("a source of 20 texts among 820, in 30% → 90% of texts", (20, *(160,) * 5), 0.3, 0.9, 0.6),
    Cell("6 sources of 50 texts, in 70% of texts, 2 → 6 uses", (50,) * 6, 0.7, 0.7, 0.55, 2, 6),
    Cell("6 sources of 50 texts, in 50% of texts, 2 → 6 uses", (50,) * 6, 0.5, 0.5, 0.55, 2, 6),
)


def plant(material: Material, cell: Cell, n_words: int, rng: np.random.Generator) -> Texts:
    """Take texts at random, deal them to sources, and plant words, which are the last terms."""
    chosen = rng.choice(material.n_groups, size=sum(cell.sizes), replace=False)
    source = np.repeat(np.arange(len(cell.sizes)), cell.sizes)
    first = (source == 0)[:, None]
    held = rng.random((len(source), n_words)) < np.where(first, cell.here, cell.elsewhere)
    more = np.where(first, cell.uses_here, cell.uses_elsewhere) - 1
    planted = held * (1 + rng.poisson(more, size=held.shape))
    uses = material.texts.uses[chosen]
    tested = np.asarray((uses > 0).sum(axis=0)).ravel() >= MIN_TEXTS_FOR_INTERVAL
    weight = np.full(len(source), WHOLE)
    return Texts(
        uses=sparse.hstack([uses[:, tested], sparse.csr_matrix(planted)], format="csr"),
        words=material.texts.words[chosen] + planted.sum(axis=1),
        weights=sparse.csr_matrix((weight, (np.arange(len(source)), source))),
    )


def find_planted(material: Material, cell: Cell, n_words: int, rng: np.random.Generator) -> tuple[float, int, int]:
    """Give the share of planted words that are found in their source, and count all claims and those of other words."""
    found = test_terms(plant(material, cell, n_words, rng)) != ""
    planted = found[:, -n_words:]
    return float(planted[0].mean()), int(found.sum()), int(found.sum() - planted.sum())
