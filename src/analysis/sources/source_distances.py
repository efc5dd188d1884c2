"""How far apart the sources are in their words, beyond what chance makes of sources of their size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus
from analysis.counts import GroupCounts, add_shown
from analysis.sources.comparison import Comparison
from analysis.statistics.distributions import jensen_shannon_parts
from analysis.statistics.excess_divergence import divergence_excess
from analysis.statistics.group_sums import sum_uses, two_sources
from analysis.statistics.permutation import name_tiers
from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL
from analysis.tables import round_significant
from analysis.tables import source_tables as tables
from analysis.tables.findings import Finding, Picture
from analysis.vocabulary import OTHER_SOURCES
from analysis.wording import listed, plural

# Pairs of more sources, and more words, would take minutes, and rare words add noise: of sources those with most
# independent texts, of words those most used.
MAX_SOURCES, MAX_WORDS = 40, 2000
_MEASURES = ["divergence", "excess", "excess_low", "excess_high", "p"]
_WORDS, _PAIRS = 3, 5  # named on either side; in the picture of a finding


@kept
def source_distances(corpus: Corpus, comparison: Comparison, seed: int = 0) -> pd.DataFrame:
    """Measure the `distances` of the sources in their tested words, and name the words that make them.

    Words are those used most, 2,000 at most, without phrases and house marks. ``words`` and ``other_words`` are the
    three that add most to the divergence (`jensen_shannon_parts`) of those that either source uses more.

    Returns
    -------
    DataFrame
        `tables.SOURCE_DISTANCES`; empty where `distances` is.
    """
    at = _most_used(comparison)
    rows, terms = comparison.rows.all_text.take(at), comparison.terms[at]
    pairs = distances(rows, comparison.names, seed)
    if pairs.empty:
        return tables.SOURCE_DISTANCES.empty()
    uses, _ = sum_uses(rows, rows.source, comparison.n_sources)
    share = dict(zip(comparison.names, uses / np.maximum(uses.sum(axis=1, keepdims=True), 1), strict=True))
    found = []
    for one, other in zip(pairs["source"], pairs["other"], strict=True):
        parts = jensen_shannon_parts(share[one], share[other])
        # Of equal parts the first in the alphabet.
        order = np.argsort(-round_significant(parts), kind="stable")
        order = order[parts[order] > 0]
        more = share[one][order] > share[other][order]
        found.append((terms[order[more][:_WORDS]], terms[order[~more][:_WORDS]]))
    words = pd.DataFrame(found, columns=["words", "other_words"], index=pairs.index)
    return tables.SOURCE_DISTANCES.build(pairs.join(words.apply(lambda column: _as_written(corpus, column))))


def distances(rows: GroupCounts, names: list[str], seed: int = 0) -> pd.DataFrame:
    """Measure the distance of every two sources.

    ``excess``, its interval and ``p`` are those of `divergence_excess`; ``q`` and ``tier`` judge all pairs together
    (`name_tiers`). Compared are the 40 sources with most independent texts, at least 10; of equal ones the first. There
    is no row for fewer than two, or when nothing is counted. ``seed`` is that of the shuffles.
    """
    texts = np.bincount(rows.source, minlength=len(names))
    largest = np.argsort(-texts, kind="stable")[:MAX_SOURCES]
    able = sorted(s for s in largest if texts[s] >= MIN_TEXTS_FOR_INTERVAL)
    # As floats, or every product would turn them into floats again.
    rows = replace(rows, counts=rows.counts.astype(float))
    found = []
    for one, other in combinations(able, 2) if rows.counts.shape[1] else ():
        pair = two_sources(rows, one, other)
        found.append((names[one], names[other], len(np.unique(pair.group)), *divergence_excess(pair, seed)))
    table = pd.DataFrame(found, columns=["source", "other", "independent_texts", *_MEASURES])
    tier, q = name_tiers(table["p"].to_numpy(dtype=float))
    return table.assign(tier=tier, q=q)


def distance_findings(distances: pd.DataFrame, two: pd.DataFrame) -> Iterator[Finding]:
    """Name the two sources that are furthest apart in their words, where there are others to compare them with.

    Parameters
    ----------
    two : DataFrame
        From `pair_terms`, of any two: the words of the two furthest apart are named when three can be told from chance.
    """
    pairs, apart = _apart(distances)
    for row in apart.head(1).to_dict("records") if len(pairs) > 1 else []:
        both = f"{row['source']} and {row['other']}"
        tested = two[(two["source"] == row["source"]) & (two["other"] == row["other"])]
        more = tested["more"].astype(bool)
        sides = [(row["source"], tested[more]), (row["other"], tested[~more])] if len(tested) >= _WORDS else []
        named = [(name, [f"“{word}”" for word in side["shown"].head(_WORDS)]) for name, side in sides if len(side)]
        words = [f"{name} has more {listed(some)}" for name, some in named]
        nearest = apart.assign(
            pair=apart["source"] + " and " + apart["other"], size=(apart["excess"] / row["excess"]).round(2)
        )
        # Without words that make it, the distance is a number: not for the index page.
        strength = max(row["excess_low"], 0.0) * np.sqrt(row["independent_texts"]) if words else np.nan
        yield Finding(
            "distance",
            both,
            f"{both} are furthest apart in their words{': ' if words else ', by many small differences'}"
            f"{', '.join(words)}.",
            f"{row['tier']} · {len(apart)} of {plural(len(pairs), 'pair')} of sources differ beyond chance · "
            f"bars: distance as a share of the largest · {plural(row['independent_texts'], 'independent text')}",
            row["tier"],
            float(round_significant(np.array([strength]))[0]),
            "source_distances",
            Picture.of("bars", "share", nearest.head(_PAIRS), "pair", "size", [both]),
        )


def furthest_pair(distances: pd.DataFrame) -> list[str]:
    """Name the two sources that are furthest apart, of those that differ beyond chance; none where none does."""
    _, apart = _apart(distances)
    return apart[["source", "other"]].iloc[0].tolist() if len(apart) else []


def _apart(distances: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the pairs of two single sources, and those that differ beyond chance, the furthest apart first."""
    pairs = distances[(distances["source"] != OTHER_SOURCES) & (distances["other"] != OTHER_SOURCES)]
    return pairs, pairs[pairs["tier"] != ""].sort_values("excess", ascending=False, kind="stable")


def _as_written(corpus: Corpus, words: pd.Series) -> pd.Series:
    """List the words of each row as they are written in running text."""
    each = add_shown(corpus, words.explode().dropna().drop_duplicates().to_frame("term"))
    shown = dict(zip(each["term"], each["shown"], strict=True))
    return words.map(lambda row: ", ".join(shown[word] for word in row))


def _most_used(comparison: Comparison) -> np.ndarray:
    """Give the numbers of the words that are used most, of equal ones the first, in order."""
    tested = ~comparison.phrase
    tested[comparison.marks["term"]] = False
    words = np.flatnonzero(tested)
    uses = np.asarray(comparison.rows.all_text.counts.sum(axis=0)).ravel()[words]
    return np.sort(words[np.argsort(-uses, kind="stable")[:MAX_WORDS]])
