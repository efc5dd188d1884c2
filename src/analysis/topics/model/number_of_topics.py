"""How many topics: few themes that stand apart, and within them as many subjects as are found again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analysis.tables.topic_tables import N_TOPICS
from analysis.topics.model.reliability import (
    Half,
    cut_in_halves,
    group_halves,
    reliability,
    shuffle_words,
)
from analysis.topics.model.topic_fit import PLAIN, FitData, FitOptions, group_texts
from analysis.topics.model.topic_mixture import Centres
from analysis.topics.model.topic_model import MIN_WORDS
from analysis.vocabulary import MIN_MODERATE, MIN_RELIABLE
from analysis.wording import plural

GRID = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 25, 30, 35, 40, 50, 60, 80, 100)
MAX_THEMES = 12
# Texts and words for each topic, and for how many topics they must do: with fewer, nothing is steady.
TEXTS_A_TOPIC, TERMS_A_TOPIC, MIN_ROOM = 5, 10, 5
# A topic of fewer independent texts is none.
MIN_TEXTS = 10
# Topics stand apart from this separation on ("reasonable structure" of a silhouette begins at .5). Below it, no number
# stands out, and the largest is taken whose quality is not less than this share of the best, if all topics are
# reliable.
STANDS_APART, NEARLY_AS_GOOD = 0.49, 0.75
# Subjects: as many as there can be while over half of them are reliable, and this share of the texts is in such; a few
# more are not worth a larger number.
MOST_TEXTS, NEARLY_AS_MANY = 2 / 3, 0.95
# Words of so many texts are shuffled, those of few texts again and again, but not more often than so: of few texts,
# what comes back by chance differs most.
SHUFFLED_TEXTS, MAX_SHUFFLES = 1_000, 10
# Texts that the slower methods choose on.
SLOW_TEXTS = 2_000


@dataclass(frozen=True)
class NumberChoice:
    """How many themes and subjects, and how reliable topics of shuffled words would be.

    Attributes
    ----------
    themes, subjects : int
        Numbers of groups to fit; 0 themes when the corpus is too small for topics, 0 subjects when no finer level is
        reliable.
    table : DataFrame
        `tables.N_TOPICS`: every number tried.
    verdict : str
        In words.
    chance : float
        Largest reliability of a topic no larger than these, at these numbers, when the words are shuffled over the
        articles.
    halves : list of Half
        Topics of halves of the texts, at these numbers.
    """

    themes: int
    subjects: int
    table: pd.DataFrame
    verdict: str
    chance: float = 0.0
    halves: list[Half] = field(default_factory=list)


def choose_numbers(data: FitData, options: FitOptions, n_topics: int = 0, n_subjects: int = 0) -> NumberChoice:
    """Choose the number of themes and of subjects, unless they are given.

    For each number of a grid, topics are fitted to all texts and to halves of them (`cut_in_halves`). *Themes*: the
    number with the largest quality = reliability x separation, both means over texts; where no number stands apart, the
    largest, up to 12, whose quality is at least three quarters of the best and whose topics are all reliable (at least
    .5). *Subjects*: the number with most reliable topics, in ten texts or more, among those at which over half of the
    topics are reliable, and two thirds of the texts are in such; the smallest with nearly (95 %) as many. From two
    numbers over 12 in a row on at which these do not hold, no larger ones are tried.

    Returns
    -------
    NumberChoice
        Of equal numbers the smaller.
    """
    n_texts, n_terms = data.counts.shape
    room = min(n_texts // TEXTS_A_TOPIC, n_terms // TERMS_A_TOPIC)
    if not n_topics and room < MIN_ROOM:
        why = f"{plural(n_terms, 'word')} in several but not most texts, in {plural(n_texts, 'independent text')}"
        why += f" of {MIN_WORDS} words or more"
        needed = f"{TERMS_A_TOPIC * MIN_ROOM:,} words in {TEXTS_A_TOPIC * MIN_ROOM:,} texts"
        return NumberChoice(0, 0, N_TOPICS.empty(), f"Too few texts for topics: {why}; at least {needed} are needed.")
    if max(n_topics, n_subjects) > min(n_texts, n_terms):
        why = f"{plural(n_texts, 'text')} and {plural(n_terms, 'word')} in several of them"
        most = max(n_topics, n_subjects)
        return NumberChoice(0, 0, N_TOPICS.empty(), f"Too few texts or words for {most} topics: {why}.")
    if options.method in PLAIN:
        # They take minutes for all numbers on 8,000 texts.
        data = data.take(np.arange(min(n_texts, SLOW_TEXTS)))
    room = max(min(room, n_texts // MIN_TEXTS), MIN_ROOM)
    given = {k for k in (n_topics, n_subjects) if k}
    grid = sorted(given if n_topics and n_subjects else given | {k for k in GRID if k <= min(room, n_texts, n_terms)})
    placed = cut_in_halves(data, options)
    halves = [Half(half.seen, {}) for half in placed]
    rows: list[dict[str, Any]] = []
    largest: dict[int, int] = {}
    for number in grid:
        if number in given or not _is_past_subjects(rows):
            group, found = group_texts(data.placed, number, options), group_halves(placed, number, options)
            rows.append(_measure(data, number, group, found))
            largest[number] = int(np.bincount(group).max())
            halves = [Half(half.seen, half.groups | new.groups) for half, new in zip(halves, found, strict=True)]
    table = N_TOPICS.build(rows)
    themes, why = n_topics, "as requested"
    if not n_topics:
        themes, why = _choose_themes(table[table["n_topics"] < n_subjects] if n_subjects else table)
    if not themes:
        why = f"No clear topics: at no number are there two of {MIN_TEXTS} independent texts or more."
        return NumberChoice(0, 0, table, why)
    subjects = n_subjects or _choose_subjects(table, themes)
    chosen = table["n_topics"].map({subjects: "subjects"} | {themes: "themes"}).fillna("")
    chance = _reliability_of_shuffled(data, {k: largest[k] for k in (themes, subjects or themes)}, options)
    return NumberChoice(
        themes,
        subjects,
        table.assign(chosen=chosen),
        _verdict(table, (themes, subjects), why, chance, given=bool(n_subjects), n_texts=data.counts.shape[0]),
        chance,
        [Half(half.seen, {k: half.groups[k] for k in (themes, subjects) if k in half.groups}) for half in halves],
    )


def _is_past_subjects(rows: list[dict[str, Any]]) -> bool:
    """Tell whether the last two numbers, more than there can be themes, were both too many."""
    last = [row for row in rows if row["n_topics"] > MAX_THEMES][-2:]
    return len(last) > 1 and not any(
        2 * row["reliable"] > row["topics"] and row["reliable_share"] >= MOST_TEXTS for row in last
    )


def _measure(data: FitData, number: int, group: np.ndarray, halves: Sequence[Half]) -> dict[str, Any]:
    sizes = np.bincount(group, minlength=number)
    found = np.zeros(number)
    found[: group.max() + 1] = reliability(group, number, halves)
    reliable = (found >= MIN_RELIABLE) & (sizes >= MIN_TEXTS)
    separate = separation(data.points, group, number)
    mean = float((found * sizes).sum() / sizes.sum())
    return {
        "n_topics": number,
        "topics": int((sizes >= MIN_TEXTS).sum()),
        "reliable": int(reliable.sum()),
        "reliable_share": sizes[reliable].sum() / sizes.sum(),
        "reliability": mean,
        "separation": separate,
        "quality": max(mean, 0.0) * max(separate, 0.0),
        "chosen": "",
    }


def separation(points: np.ndarray, group: np.ndarray, number: int) -> float:
    """Measure how far topics are apart: the mean simplified silhouette.

    s = (b - a) / max(a, b), a = 1 - cosine of a text with its own topic, b the same with the nearest other topic.

    Returns
    -------
    float
        -1 to 1; 0 for a single topic.

    References
    ----------
    Rousseeuw (1987), Silhouettes; Hruschka, Campello & de Castro (2006) for distances to centres.
    """
    centres = Centres.of_groups(points, group, number)
    similar = centres.similarities(points)
    similar[:, centres.sizes == 0] = -np.inf
    at = np.arange(len(group))
    own = 1 - similar[at, group]
    similar[at, group] = -np.inf
    other = 1 - similar.max(axis=1)
    known = np.isfinite(other)
    if not known.any():
        return 0.0
    return float(np.mean((other - own)[known] / np.maximum(np.maximum(own, other)[known], 1e-9)))


def _choose_themes(table: pd.DataFrame) -> tuple[int, str]:
    """Give the number of themes, and why; 0 where no number has two topics of ten texts."""
    few = table[(table["n_topics"] <= MAX_THEMES) & (table["topics"] > 1)]
    if few.empty:
        return 0, ""
    quality = few["quality"].to_numpy()
    best, why = int(quality.argmax()), "the number at which they are most reliable and furthest apart"
    if few["separation"].iloc[best] < STANDS_APART:
        all_reliable = (few["reliable"] == few["topics"]).to_numpy()
        good = np.flatnonzero((quality >= NEARLY_AS_GOOD * quality[best]) & all_reliable)
        if len(good) and good[-1] > best:
            best = int(good[-1])
            why = "no number stands out; the largest of those nearly as good whose topics all return"
    return int(few["n_topics"].iloc[best]), why


def _choose_subjects(table: pd.DataFrame, themes: int) -> int:
    most = table[(2 * table["reliable"] > table["topics"]) & (table["reliable_share"] >= MOST_TEXTS)]
    most = most[(most["n_topics"] > themes) & (most["reliable"] > themes)]
    most = most[most["reliable"] >= NEARLY_AS_MANY * most["reliable"].max()]
    return int(most["n_topics"].iloc[0]) if len(most) else 0


def _reliability_of_shuffled(data: FitData, largest: Mapping[int, int], options: FitOptions) -> float:
    """Give the best reliability, at some numbers, of topics when the words are shuffled.

    They have ten texts or more, and no more than the ``largest`` topic of the words as they are, by number: of many
    texts, shuffled words make two or three topics of nearly all, which come back and say nothing of smaller ones. Few
    texts are shuffled several times: how much comes back by chance varies.
    """
    best = 0.0
    for copy in range(min(max(SHUFFLED_TEXTS // data.counts.shape[0], 1), MAX_SHUFFLES)):
        mixed = shuffle_words(data, [7, options.seed, copy])
        placed = cut_in_halves(mixed, options, splits=1)
        for number, most in largest.items():
            group = group_texts(mixed.placed, number, options)
            sizes = np.bincount(group)
            found = reliability(group, number, group_halves(placed, number, options))
            best = max(best, float(found[(sizes >= MIN_TEXTS) & (sizes <= most)].max(initial=0.0)))
    return best


def _verdict(
    table: pd.DataFrame, numbers: tuple[int, int], why: str, chance: float, *, given: bool, n_texts: int
) -> str:
    theme, finer = (table[table["n_topics"] == number] for number in numbers)
    parts = []
    if not (theme["reliability"] > max(chance, MIN_MODERATE / 2)).any():
        parts.append("No clear topics: topics of one half of the texts do not sort the other half.")
    parts.append(f"Looked for: {numbers[0]} themes ({why})")
    if numbers[1]:
        how = "as requested" if given else "the finest level at which most are found again"
        parts.append(f"and {numbers[1]} subjects ({how}; {finer['reliable'].sum()} are reliable).")
    else:
        parts.append("and no subjects, as no finer level is reliable.")
    parts.append(f"Chosen on {plural(n_texts, 'independent text')}.")
    return " ".join(parts)
