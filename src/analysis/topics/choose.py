"""How many topics: as many as stay the same when a fifth of the texts is left out, make sense, and differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.resample import round_significant
from analysis.topics.coherence import coherence, diversity, empty_windows
from analysis.topics.fit import Fit, best_match, fit_once
from analysis.topics.sample import Sample

# Almost any corpus falls into two or three halves steadily, whatever it is about: no number below five is compared.
GRID = (5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 25, 30)
DRAWS = 10
DRAWN_SHARE = 0.8
SHUFFLES = 5
# Draws need the shape of the topics, not the last digit.
DRAW_ITERATIONS = 40
COLUMNS = ["n_topics", "quality", "quality_se", "stability", "coherence", "diversity", "stability_shuffled", "chosen"]


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


def choose_n_topics(sample: Sample, seed: int) -> Choice:
    """Choose the number of topics.

    For each number of a grid, topics of ten 80 % draws of the texts are compared with those of all. quality = mean
    over draws of stability x max(coherence, 0) x diversity; the smallest number within one standard error of the best
    is chosen.

    Parameters
    ----------
    sample : Sample
        Articles and words.
    seed : int
        Of the draws.

    Returns
    -------
    Choice
        "no clear topics" when at no number the stability exceeds that of five copies of the corpus whose words are
        shuffled over the articles by two standard errors; "flat" when several neighbouring numbers do as well.
    """
    counts = sample.counts[sample.choosing]
    most = min(len(sample.choosing) // 5, len(sample.terms) // 10)
    grid = [k for k in GRID if k <= most]
    if not grid:
        reason = (
            f"Too few texts for topics: {len(sample.choosing):,} texts and {len(sample.terms):,} words that stand in "
            f"several of them; {5 * GRID[0]} and {10 * GRID[0]} are the fewest."
        )
        return Choice(0, pd.DataFrame(columns=COLUMNS), reason)
    rows = [_try(counts, k, sample, seed) for k in grid]
    table = pd.DataFrame(rows, columns=[*COLUMNS[:-1], "stability_se"])
    table[["quality", "quality_se"]] = round_significant(table[["quality", "quality_se"]].to_numpy())
    best = int(table["quality"].to_numpy().argmax())
    near = table["quality"] >= table["quality"][best] - table["quality_se"][best]
    chosen = int(table.loc[near, "n_topics"].min())
    clear = _compare_with_shuffled(table, chosen, counts, sample, seed)
    table["chosen"] = table["n_topics"] == chosen
    for column in COLUMNS[1:-1]:
        table[column] = round_significant(table[column].to_numpy())
    return Choice(chosen, table[COLUMNS], _verdict(table, near, chosen, clear), clear)


def draw_topics(counts: sparse.csr_matrix, n_topics: int, sample: Sample, seed: int) -> list[Fit]:
    """Fit topics to ten draws of 80 % of the texts; the draws depend on seed and draw only."""
    fits = []
    for draw in range(DRAWS):
        order = np.random.default_rng([seed, draw]).permutation(counts.shape[0])
        rows = np.sort(order[: int(DRAWN_SHARE * len(order))])
        fits.append(fit_once(counts[rows], n_topics, sample.windows, sample.terms, DRAW_ITERATIONS))
    return fits


def _try(counts: sparse.csr_matrix, n_topics: int, sample: Sample, seed: int) -> tuple[float, ...]:
    whole = fit_once(counts, n_topics, sample.windows, sample.terms, DRAW_ITERATIONS)
    draws = draw_topics(counts, n_topics, sample, seed)
    stability = np.array([best_match(whole.words, draw.words).mean() for draw in draws])
    sense = np.array([np.nanmean(np.append(coherence(sample.windows, draw.words), 0.0)[:-1]) for draw in draws])
    different = np.array([diversity(draw.words) for draw in draws])
    quality = stability * np.maximum(sense, 0) * different
    root = np.sqrt(DRAWS)
    errors = quality.std(ddof=1) / root, stability.std(ddof=1) / root
    return n_topics, quality.mean(), errors[0], stability.mean(), sense.mean(), different.mean(), np.nan, errors[1]


def _compare_with_shuffled(
    table: pd.DataFrame, chosen: int, counts: sparse.csr_matrix, sample: Sample, seed: int
) -> bool:
    """Fill in the stability of shuffled corpora: at the chosen number, elsewhere only when that is not enough."""
    order = sorted(table.index, key=lambda i: (table["n_topics"][i] != chosen, table["n_topics"][i]))
    for i in order:
        shuffled = max(
            _shuffled_stability(counts, int(table["n_topics"][i]), sample, [seed, s]) for s in range(SHUFFLES)
        )
        table.loc[i, "stability_shuffled"] = shuffled
        if table["stability"][i] - 2 * table["stability_se"][i] > shuffled:
            return True
    return False


def _shuffled_stability(counts: sparse.csr_matrix, n_topics: int, sample: Sample, seed: list[int]) -> float:
    """Deal the words out to the articles anew, and see how stable "topics" of that are over one draw."""
    generator = np.random.default_rng([7, *seed])
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    rows, columns = np.repeat(rows, counts.data), np.repeat(counts.indices, counts.data)
    mixed = sparse.csr_matrix(
        (np.ones(len(rows), np.int64), (rows, generator.permutation(columns))), shape=counts.shape
    )
    # Shuffled words keep no company: without windows, words are chosen by weight alone.
    alone = empty_windows(len(sample.terms))
    drawn = np.sort(generator.permutation(counts.shape[0])[: int(DRAWN_SHARE * counts.shape[0])])
    whole = fit_once(mixed, n_topics, alone, sample.terms, DRAW_ITERATIONS)
    draw = fit_once(mixed[drawn], n_topics, alone, sample.terms, DRAW_ITERATIONS)
    return float(best_match(whole.words, draw.words).mean())


def _verdict(table: pd.DataFrame, near: pd.Series, chosen: int, clear: bool) -> str:
    if not clear:
        return "No clear topics: at no number are they steadier than in the same words shuffled over the articles."
    run = []
    for k, good in zip(table["n_topics"], near, strict=True):
        if k >= chosen and not good:
            break
        if k >= chosen:
            run.append(int(k))
    if len(run) > 2:
        return f"Flat: any number from {run[0]} to {run[-1]} does about as well; the smallest, {chosen}, is taken."
    return f"{chosen} topics: the smallest number within one standard error of the best."
