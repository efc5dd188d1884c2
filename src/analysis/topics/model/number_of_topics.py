"""How many topics: as many as stay the same when a fifth of the texts is left out, make sense, differ and fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.counts import WindowCounts, windows_of_ids
from analysis.errors import SettingsError
from analysis.tables import round_significant
from analysis.tables.topic_tables import N_TOPICS
from analysis.topics.model.article_space import word_vectors
from analysis.topics.model.topic_counts import MIN_WORDS
from analysis.topics.model.topic_fit import PLAIN, FitData, FitOptions, fit_once
from analysis.topics.model.topic_words import are_loose, best_overlap, diversity, mean_coherence
from analysis.wording import listed, plural

GRID = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 25, 30)
# Texts and words for each topic, and for how many topics they must do: with fewer, nothing is steady.
TEXTS_A_TOPIC, TERMS_A_TOPIC, MIN_ROOM = 5, 10, 5
DRAWS = 10
DRAWN_SHARE = 0.8
SHUFFLES = 5
# Texts that the slower methods are drawn from.
SLOW_TEXTS = 2_000
_TEXTS_AT_ONCE = 500


@dataclass(frozen=True)
class DrawnTopics:
    """Topics of some of the texts.

    Attributes
    ----------
    words : list of ndarray of int
        Positions of each topic's words.
    unity : float
        Share of the texts that hold two or more of the words of their topic.
    """

    words: list[np.ndarray]
    unity: float


@dataclass(frozen=True)
class NumberChoice:
    """How many topics to look for, why, and in words how clear it is.

    Attributes
    ----------
    number : int
        0 when the corpus is too small for topics.
    table : DataFrame
        `tables.N_TOPICS`; empty when the number was given.
    verdict : str
        One sentence.
    clear : bool
        Whether topics are more stable than in shuffled words; a number that was given is not tested.
    """

    number: int
    table: pd.DataFrame
    verdict: str
    clear: bool = True


def choose_n_topics(data: FitData, options: FitOptions) -> NumberChoice:
    """Choose the number of topics.

    For each number of a grid, topics of ten 80 % draws of the texts are compared with those of all. quality = mean
    over draws of stability^2 x max(coherence, 0) x diversity x unity; the smallest number within one standard error of
    the best is chosen. Coherence and unity grow with the number, as smaller groups share more words; stability counts
    twice against that.

    Returns
    -------
    NumberChoice
        "No clear topics" when at no number the stability exceeds that of five copies of the corpus whose words are
        shuffled over the articles by two standard errors; "no clear optimum" when several numbers perform similarly.
    """
    n_texts, n_terms = data.counts.shape
    n_anchors = len(options.anchors.names) if options.anchors else 0
    least = max(GRID[0], n_anchors + 2 if n_anchors else 0)
    if least > GRID[-1]:
        raise SettingsError(f"seed_words: for {n_anchors} anchored topics set n_topics; at most {GRID[-1]} are chosen.")
    room, needed_room = min(n_texts // TEXTS_A_TOPIC, n_terms // TERMS_A_TOPIC), max(least, MIN_ROOM)
    if room < needed_room:
        found = f"{plural(n_terms, 'word')} in several but not most texts, in {plural(n_texts, 'independent text')}"
        found += f" of {MIN_WORDS} words or more"
        needed = f"{TERMS_A_TOPIC * needed_room:,} words in {TEXTS_A_TOPIC * needed_room:,} texts"
        return NumberChoice(0, N_TOPICS.empty(), f"Too few texts for topics: {found}; at least {needed} are needed.")
    grid = [k for k in GRID if least <= k <= room]
    # Other methods than the mixture would take minutes for all numbers on 8,000 texts.
    data = data if options.method == "mixture" else first_texts(data)
    whole, *draws = topics_of_draws(data, grid, options)
    measures = pd.DataFrame([_measure(whole[k], [draw[k] for draw in draws], data) for k in grid])
    table = N_TOPICS.build(measures.assign(n_topics=grid, stability_shuffled=np.nan, chosen=False))
    best = table.iloc[int(table["quality"].to_numpy().argmax())]
    near = (table["quality"] >= best["quality"] - best["quality_se"]).to_numpy()
    chosen = grid[int(near.argmax())]
    bound = (table["stability"] - 2 * table["stability_se"]).to_numpy()
    table["stability_shuffled"] = _stability_shuffled(grid, chosen, bound, data, options)
    clear = bool((bound > table["stability_shuffled"]).any())
    table["chosen"] = (table["n_topics"] == chosen) & clear
    row = table.set_index("n_topics").loc[chosen]
    verdict = (
        f"{_verdict(grid, near, chosen, clear)} Chosen on {plural(data.counts.shape[0], 'independent text')}. "
        f"Stability there is {row['stability']:.2f}, and {row['stability_shuffled']:.2f} when the same words are "
        "shuffled."
    )
    return NumberChoice(chosen, table, verdict, clear)


def topics_of_draws(data: FitData, numbers: Sequence[int], options: FitOptions) -> list[dict[int, DrawnTopics]]:
    """Fit topics to all texts and to ten draws of 80 % of them; the draws depend on seed and draw only.

    Returns
    -------
    list of dict
        Of all, then of each draw: topics by their number.
    """
    # Plain models of one number, too, would take minutes on 8,000 texts.
    data = first_texts(data) if options.method in PLAIN else data
    job = partial(_topics_of_draw, data=data, numbers=numbers, options=options)
    return options.engine.map(job, range(-1, DRAWS), "fitting topics of draws")


def first_texts(data: FitData) -> FitData:
    """Take the first 2,000 texts."""
    return data.take(np.arange(min(data.counts.shape[0], SLOW_TEXTS)))


def _topics_of_draw(draw: int, data: FitData, numbers: Sequence[int], options: FitOptions) -> dict[int, DrawnTopics]:
    part = data.take(drawn_rows(data.counts.shape[0], [options.seed, draw])) if draw >= 0 else data
    fits = {k: fit_once(part, min(k, *part.counts.shape), options) for k in numbers}
    loose = {k: are_loose(part.counts, fit.main_topic, fit.words) for k, fit in fits.items()}
    return {k: DrawnTopics(fit.words, 1 - float(loose[k].mean())) for k, fit in fits.items()}


def drawn_rows(n_articles: int, seed: Sequence[int]) -> np.ndarray:
    """Draw four fifths of the rows without replacement, sorted."""
    order = np.random.default_rng(list(seed)).permutation(n_articles)
    return np.sort(order[: int(DRAWN_SHARE * n_articles)])


def _measure(whole: DrawnTopics, draws: list[DrawnTopics], data: FitData) -> dict[str, float]:
    stability = np.array([best_overlap(whole.words, draw.words).mean() for draw in draws])
    coherent = np.array([mean_coherence(data.windows, draw.words) for draw in draws])
    different = np.array([diversity(draw.words) for draw in draws])
    united = np.array([draw.unity for draw in draws])
    measures = {
        "quality": stability**2 * np.maximum(coherent, 0) * different * united,
        "stability": stability,
        "coherence": coherent,
        "diversity": different,
        "unity": united,
    }
    means = {name: values.mean() for name, values in measures.items()}
    errors = {f"{name}_se": values.std(ddof=1) / np.sqrt(len(draws)) for name, values in measures.items()}
    return {**means, **errors}


def _stability_shuffled(
    grid: list[int], chosen: int, bound: np.ndarray, data: FitData, options: FitOptions
) -> np.ndarray:
    """Give the largest stability of shuffled copies: at the chosen number, elsewhere only when that is not enough."""
    at = grid.index(chosen)
    found = np.full(len(grid), np.nan)
    found[at] = _stability_of_copies([chosen], data, options)[0]
    return found if bound[at] > found[at] else _stability_of_copies(grid, data, options)


def _stability_of_copies(numbers: list[int], data: FitData, options: FitOptions) -> np.ndarray:
    job = partial(_stability_of_copy, data=data, numbers=numbers, options=options)
    copies = options.engine.map(job, range(SHUFFLES), "fitting topics of shuffled words")
    return round_significant(np.max(copies, axis=0))


def _stability_of_copy(copy: int, data: FitData, numbers: list[int], options: FitOptions) -> list[float]:
    """Distribute the words over the articles anew, and see how stable "topics" of that are over one draw."""
    mixed = shuffle_words(data, [7, options.seed, copy], with_vectors=options.method == "mixture")
    drawn = mixed.take(drawn_rows(mixed.counts.shape[0], [8, options.seed, copy]))
    fits = [[fit_once(part, k, options).words for k in numbers] for part in (mixed, drawn)]
    return [float(best_overlap(whole, part).mean()) for whole, part in zip(*fits, strict=True)]


def shuffle_words(data: FitData, seed: Sequence[int], *, with_vectors: bool = True) -> FitData:
    """Shuffle words over articles: every article as long as before, every word as frequent; windows are counted anew.

    Only the mixture needs vectors of words, which take most of the time; without them, those of ``data`` stay.
    """
    counts = data.counts
    starts = np.concatenate([[0], np.cumsum(np.asarray(counts.sum(axis=1)).ravel())])
    words = np.random.default_rng(list(seed)).permutation(np.repeat(counts.indices, counts.data))
    mixed = sparse.csr_matrix((np.ones(len(words), np.int64), words.copy(), starts), shape=counts.shape)
    mixed.sum_duplicates()
    windows = WindowCounts(sparse.csr_matrix((counts.shape[1],) * 2, dtype=np.int64), 0)
    for first in range(0, counts.shape[0], _TEXTS_AT_ONCE):
        bounds = starts[first : first + _TEXTS_AT_ONCE + 1]
        windows = windows + windows_of_ids(words[bounds[0] : bounds[-1]], bounds - bounds[0], counts.shape[1])
    vectors = word_vectors(windows) if with_vectors else data.vectors
    return FitData(mixed, windows, vectors, data.terms)


def _verdict(grid: Sequence[int], near: np.ndarray, chosen: int, clear: bool) -> str:
    if not clear:
        return (
            "No clear topics: at no number are they more stable than in the same words shuffled over the articles. "
            f"Treat the {chosen} topics below as arbitrary."
        )
    edge = " No smaller number was tried." if chosen == grid[0] else ""
    if near.sum() > 1:
        similar = listed(_runs(grid, near))
        return f"No clear optimum: {similar} topics perform similarly; the smallest number, {chosen}, is used.{edge}"
    return f"{chosen} topics: the smallest number within one standard error of the best.{edge}"


def _runs(numbers: Sequence[int], good: np.ndarray) -> list[str]:
    """Write the good ones of some numbers as runs: "5 to 7", "10", "14 to 20"."""
    run = np.cumsum(~good)[good]
    found = [np.array(numbers)[good][run == one] for one in np.unique(run)]
    return [f"{part[0]} to {part[-1]}" if len(part) > 1 else str(part[0]) for part in found]
