"""Subject or style: sources that prefer subjects, with words planted for them whatever the subject."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from calibration_material import Material

from analysis.sources import compare_sources, term_differences

# How many times its share elsewhere the subject that a source prefers has.
PREFERENCE = 4.0
# Of each source: words in so large a share of its texts, and of the others'.
STYLE_WORDS, STYLE_HERE, STYLE_ELSEWHERE = 10, 0.3, 0.1
STYLE = "style"


@dataclass(frozen=True)
class StyleTold:
    """Words planted and how many of them were called style, other differences found and how many of them were."""

    planted: int
    planted_style: int
    others: int
    others_style: int


def prefer_subjects(material: Material, n_sources: int, rng: np.random.Generator) -> np.ndarray:
    """Deal the groups to sources of which each prefers one label, (n_groups,): they differ in nothing else."""
    first = ~pd.Series(material.group).duplicated().to_numpy()
    known, label = np.unique(material.corpus.articles["label"].to_numpy()[first].astype(str), return_inverse=True)
    weight = np.ones((len(known), n_sources))
    weight[np.arange(n_sources) % len(known), np.arange(n_sources)] = PREFERENCE
    up_to = np.cumsum(weight, axis=1) / weight.sum(axis=1, keepdims=True)
    return np.asarray((rng.random((len(label), 1)) >= up_to[label]).sum(axis=1))


def subject_or_style(material: Material, n_sources: int, folder: Path, rng: np.random.Generator) -> StyleTold:
    """Tell which differences are style, of sources that prefer subjects; the topics are those the product found.

    The planted words are style. All other differences are of subjects, or false.
    """
    source = prefer_subjects(material, n_sources, rng)
    owner = np.repeat(np.arange(n_sources), STYLE_WORDS)
    words = [f"qx{chr(97 + number)}{chr(97 + word)}" for number in range(n_sources) for word in range(STYLE_WORDS)]
    here = source[:, None] == owner
    held = rng.random(here.shape) < np.where(here, STYLE_HERE, STYLE_ELSEWHERE)
    written = material.of_sources(source).with_planted_words(folder, words, held * (1 + rng.poisson(0.5, held.shape)))
    comparison = compare_sources(written.corpus, written.counts, topic=material.topics.finest)
    table = term_differences(comparison)
    owners = {word: comparison.names[number] for word, number in zip(words, owner, strict=True)}
    planted, style = table["term"].isin(words), table["within_topics"] == STYLE
    own = table["term"].map(owners) == table["source"]
    return StyleTold(len(words), int((own & style).sum()), int((~planted).sum()), int((~planted & style).sum()))


def can_prefer(material: Material) -> bool:
    """Tell whether a corpus has labels to prefer, and topics."""
    return material.corpus.articles["label"].nunique() > 1 and material.topics.n_topics > 1
