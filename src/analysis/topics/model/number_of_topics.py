"""How many topics: as many as stay the same when a fifth of the texts is left out, make sense, and differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.counts import WindowCounts, windows_of_ids
from analysis.engine import Engine
from analysis.errors import SettingsError
from analysis.tables import round_significant
from analysis.topics.model.article_space import word_vectors
from analysis.topics.model.topic_fit import PLAIN, Anchors, Material, best_match, fit_once
from analysis.topics.model.topic_words import diversity, mean_coherence

# Almost any corpus falls into two or three halves steadily, whatever it is about: no number below five is compared.
GRID = (5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 25, 30)
DRAWS = 10
DRAWN_SHARE = 0.8
SHUFFLES = 5
# Texts that the slower methods are drawn from.
SLOW_TEXTS = 2_000
COLUMNS = [
    "n_topics", "quality", "quality_se", "stability", "stability_se", "coherence", "coherence_se", "diversity",
    "diversity_se", "stability_shuffled", "chosen",
]  # fmt: skip
# The words of every topic of one fit, by the number of topics.
Words = dict[int, list[np.ndarray]]


@dataclass(frozen=True)
class Choice:
    """Which number of topics, why, and in words how clear it is.

    Attributes
    ----------
    n_topics : int
        The choice; 0 when the corpus is too small for topics.
    table : DataFrame
        One row per number tried, in rising order; columns `COLUMNS`.
    verdict : str
        One sentence.
    clear : bool
        Whether topics are steadier than in shuffled words; a number that was asked for is not tested.
    """

    n_topics: int
    table: pd.DataFrame
    verdict: str
    clear: bool = True


@dataclass(frozen=True)
class How:
    """How topics are fitted in all the draws of one choice: method, seed of plain models, anchored topics."""

    method: str
    seed: int
    anchors: Anchors | None = None
    engine: Engine = field(default_factory=Engine)


def choose_n_topics(material: Material, how: How) -> Choice:
    """Choose the number of topics.

    For each number of a grid, topics of ten 80 % draws of the texts are compared with those of all. quality = mean
    over draws of stability x max(coherence, 0) x diversity; the smallest number within one standard error of the best
    is chosen.

    Parameters
    ----------
    material : Material
        Articles and words.
    how : How
        Method and seed of the draws.

    Returns
    -------
    Choice
        "no clear topics" when at no number the stability exceeds that of five copies of the corpus whose words are
        shuffled over the articles by two standard errors; "flat" when several neighbouring numbers do as well.
    """
    n_articles, n_terms = material.counts.shape
    if how.anchors and len(how.anchors.names) + 2 > GRID[-1]:
        raise SettingsError(
            f"seed_words: {len(how.anchors.names)} topics are anchored: give n_topics, chosen only up to {GRID[-1]}."
        )
    least = max(GRID[0], len(how.anchors.names) + 2 if how.anchors else 0)
    grid = [k for k in GRID if least <= k <= min(n_articles // 5, n_terms // 10)]
    if not grid:
        found = (
            f"{n_articles:,} independent {'text' if n_articles == 1 else 'texts'} and {n_terms:,} words that stand in"
        )
        reason = f"Too few texts for topics: {found} several of them; {5 * least} and {10 * least} are the fewest."
        return Choice(0, pd.DataFrame(columns=COLUMNS), reason)
    # Other methods than the mixture would take minutes for all numbers on 8,000 texts.
    material = material if how.method == "mixture" else first_texts(material)
    n_used = material.counts.shape[0]
    whole, *draws = words_of_draws(material, grid, how)
    table = pd.DataFrame([_measure(k, whole, draws, material) for k in grid], columns=COLUMNS[:-2])
    table[COLUMNS[1:-2]] = round_significant(table[COLUMNS[1:-2]].to_numpy())
    best = int(table["quality"].to_numpy().argmax())
    near = table["quality"] >= table["quality"][best] - table["quality_se"][best]
    chosen = int(table.loc[near, "n_topics"].min())
    table["stability_shuffled"] = _shuffled(table, chosen, material, how)
    clear = bool((table["stability"] - 2 * table["stability_se"] > table["stability_shuffled"]).any())
    table["chosen"] = (table["n_topics"] == chosen) & clear
    row = table.set_index("n_topics").loc[chosen]
    told = (
        f"{_verdict(table, near, chosen, clear)} Chosen on {n_used:,} independent texts. Stability there is "
        f"{row['stability']:.2f}, and {row['stability_shuffled']:.2f} when the same words are shuffled."
    )
    return Choice(chosen, table, told, clear)


def words_of_draws(material: Material, numbers: Sequence[int], how: How) -> list[Words]:
    """Fit topics to all texts and to ten draws of 80 % of them; the draws depend on seed and draw only.

    Returns
    -------
    list of dict
        Of all, then of each draw: the words of each topic, by the number of topics.
    """
    # Plain models of one number, too, would take minutes on 8,000 texts.
    material = first_texts(material) if how.method in PLAIN else material
    return how.engine.map(
        partial(_words_of_draw, material=material, numbers=numbers, how=how), range(-1, DRAWS), "fitting topics"
    )


def first_texts(material: Material) -> Material:
    """Take the first 2,000 texts."""
    return material.rows(np.arange(min(material.counts.shape[0], SLOW_TEXTS)))


def _words_of_draw(draw: int, material: Material, numbers: Sequence[int], how: How) -> Words:
    part = material.rows(drawn_rows(material.counts.shape[0], [how.seed, draw])) if draw >= 0 else material
    most = min(part.counts.shape)
    return {k: fit_once(part, min(k, most), how.method, how.seed, how.anchors).words for k in numbers}


def drawn_rows(n_articles: int, seed: Sequence[int]) -> np.ndarray:
    """Draw four fifths of the rows without replacement, sorted."""
    order = np.random.default_rng(list(seed)).permutation(n_articles)
    return np.sort(order[: int(DRAWN_SHARE * n_articles)])


def _measure(n_topics: int, whole: Words, draws: list[Words], material: Material) -> tuple[float, ...]:
    stability = np.array([best_match(whole[n_topics], draw[n_topics]).mean() for draw in draws])
    sense = np.array([mean_coherence(material.windows, draw[n_topics]) for draw in draws])
    different = np.array([diversity(draw[n_topics]) for draw in draws])
    columns = (stability * np.maximum(sense, 0) * different, stability, sense, different)
    told = [(column.mean(), column.std(ddof=1) / np.sqrt(len(draws))) for column in columns]
    return n_topics, *[value for pair in told for value in pair]


def _shuffled(table: pd.DataFrame, chosen: int, material: Material, how: How) -> np.ndarray:
    """Give the largest stability of shuffled copies: at the chosen number, elsewhere only when that is not enough."""
    found = np.full(len(table), np.nan)
    n, bound = table["n_topics"], (table["stability"] - 2 * table["stability_se"]).to_numpy()
    at = int(np.flatnonzero(n == chosen)[0])
    found[at] = _stability_of_shuffled([chosen], material, how)[0]
    if bound[at] <= found[at]:
        found = _stability_of_shuffled(list(n), material, how)
    return round_significant(found)


def _stability_of_shuffled(numbers: list[int], material: Material, how: How) -> np.ndarray:
    job = partial(_stability_of_copy, material=material, numbers=numbers, how=how)
    return np.asarray(np.max(how.engine.map(job, range(SHUFFLES), "fitting topics of shuffled words"), axis=0))


def _stability_of_copy(copy: int, material: Material, numbers: list[int], how: How) -> list[float]:
    """Deal the words out to the articles anew, and see how stable "topics" of that are over one draw."""
    mixed = shuffle_words(material, [7, how.seed, copy], how.method == "mixture")
    drawn = mixed.rows(drawn_rows(mixed.counts.shape[0], [8, how.seed, copy]))
    both = [[fit_once(part, k, how.method, how.seed, how.anchors).words for k in numbers] for part in (mixed, drawn)]
    return [float(best_match(whole, part).mean()) for whole, part in zip(*both, strict=True)]


def _verdict(table: pd.DataFrame, near: pd.Series, chosen: int, clear: bool) -> str:
    if not clear:
        return (
            "No clear topics: at no number are they steadier than in the same words shuffled over the articles. "
            f"Those below, {chosen}, are no finding."
        )
    edge = " No smaller number was tried." if chosen == table["n_topics"].iloc[0] else ""
    if near.sum() > 1:
        runs = _runs([int(k) for k in table["n_topics"]], list(near))
        return f"Flat: {runs} topics do about as well; the smallest number, {chosen}, is taken.{edge}"
    return f"{chosen} topics: the smallest number within one standard error of the best.{edge}"


def _runs(numbers: Sequence[int], good: Sequence[bool]) -> str:
    """Write the good ones of some numbers as runs: "5 to 7, 10 and 14 to 20"."""
    runs: list[list[int]] = []
    for i, k in enumerate(numbers):
        if good[i] and i and good[i - 1]:
            runs[-1].append(k)
        elif good[i]:
            runs.append([k])
    told = [f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else told[0]


_TEXTS_AT_ONCE = 500


def shuffle_words(material: Material, seed: Sequence[int], with_vectors: bool = True) -> Material:
    """Shuffle words over articles.

    Parameters
    ----------
    material : Material
        Articles and words.
    seed : sequence of int
        Same seed, same shuffle.
    with_vectors : bool
        Whether words get vectors, which only the mixture needs and which take most of the time; else those of the
        material stay.

    Returns
    -------
    Material
        Every article as long as before and every word as frequent, in random order; company is counted anew.
    """
    counts = material.counts
    starts = np.concatenate([[0], np.cumsum(np.asarray(counts.sum(axis=1)).ravel())])
    words = np.random.default_rng(list(seed)).permutation(np.repeat(counts.indices, counts.data))
    mixed = sparse.csr_matrix((np.ones(len(words), np.int64), words.copy(), starts), shape=counts.shape)
    mixed.sum_duplicates()
    windows = WindowCounts(sparse.csr_matrix((counts.shape[1],) * 2, dtype=np.int64), 0)
    for first in range(0, counts.shape[0], _TEXTS_AT_ONCE):
        bounds = starts[first : first + _TEXTS_AT_ONCE + 1]
        windows = windows + windows_of_ids(words[bounds[0] : bounds[-1]], bounds - bounds[0], counts.shape[1])
    vectors = word_vectors(windows) if with_vectors else material.vectors
    return Material(mixed, windows, vectors, material.terms)
