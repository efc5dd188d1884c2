"""What a clear difference depends on: the view of the text, sixteen settings, one source, the most copied stories."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd

from analysis.sources.comparison import ALL_TEXT, FEWER_PERMUTATIONS, ONE_EACH, Comparison
from analysis.statistics import MIN_TEXTS
from analysis.statistics.group_sums import select_rows
from analysis.statistics.grouped_keyness import contrast_with, critical_values, largest_by_chance
from analysis.tables import source_tables as tables

# The stricter of the two numbers of texts a term must be in.
_MANY_TEXTS = 20
SETTINGS = 16
# Numbers of the source and of the term of each finding.
Positions = tuple[np.ndarray, np.ndarray]


def survival_table(comparison: Comparison, findings: pd.DataFrame) -> pd.DataFrame:
    """Tabulate the log odds of each clear difference in three views of the text.

    Parameters
    ----------
    comparison : Comparison
    findings : DataFrame
        From `analysis.sources.distinctive_terms`; rows with ``low > 0`` are followed.

    Returns
    -------
    DataFrame
        `tables.SURVIVAL`; views: all text, one article of each group of duplicates, a source's own sentences.
    """
    clear = findings[findings["low"] > 0]
    at = comparison.positions(clear)
    views = [
        clear[["source", "term", "survives"]].assign(
            text=view, log_odds=contrast.log_odds[at], low=contrast.low[at], high=contrast.high[at]
        )
        for view, contrast in comparison.contrasts.items()
    ]
    # A stable sort by the row of the finding keeps the views in order.
    return tables.SURVIVAL.build(pd.concat(views).sort_index(kind="stable"))


def robustness_table(comparison: Comparison, findings: pd.DataFrame) -> pd.DataFrame:
    """Tabulate in how many settings each clear difference holds, and what it needs.

    The 16 settings: with and without stop list; terms in at least 5 and 20 independent texts; with and without phrases;
    all articles and one of each group of duplicates. A difference holds where the term is tested and its simultaneous
    interval is above 0; without phrases, a phrase holds where one of its words does.

    Parameters
    ----------
    comparison : Comparison
    findings : DataFrame
        From `analysis.sources.distinctive_terms`; rows with ``low > 0`` are followed.

    Returns
    -------
    DataFrame
        `tables.ROBUSTNESS`. Of several sources without which a difference is not clear, ``needs`` is the one with most
        articles.
    """
    clear = findings[findings["low"] > 0]
    if clear.empty:
        return tables.ROBUSTNESS.empty()
    at = comparison.positions(clear)
    copied = np.isin(comparison.rows[ALL_TEXT].group, comparison.copied)
    return tables.ROBUSTNESS.build(
        clear[["source", "term"]].assign(
            holds=_count_settings(comparison, at),
            settings=SETTINGS,
            needs=_needed_source(comparison, at),
            without_copied=_low_without(comparison, at, copied) > 0,
        )
    )


def _count_settings(comparison: Comparison, at: Positions) -> np.ndarray:
    source, term = at
    words_of = [_words_of(comparison, t) for t in term]
    choices = list(product((True, False), (MIN_TEXTS, _MANY_TEXTS), (True, False)))
    families = np.array(
        [
            (comparison.content | (not stop_list)) & (comparison.texts >= min_texts) & (~comparison.phrase | phrases)
            for stop_list, min_texts, phrases in choices
        ]
    )
    shuffles = replace(comparison.shuffles, number=FEWER_PERMUTATIONS)
    held = np.zeros(len(term), dtype=np.int64)
    for view in (ALL_TEXT, ONE_EACH):
        chance = largest_by_chance(comparison.rows[view], comparison.n_sources, families, shuffles)
        for (_, _, phrases), family, value in zip(choices, families, critical_values(chance), strict=True):
            low = (comparison.contrasts[view].low_at(value) > 0) & family
            held += [
                bool(low[s, words].any() if comparison.phrase[t] and not phrases else low[s, t])
                for s, t, words in zip(source, term, words_of, strict=True)
            ]
    return held


def _words_of(comparison: Comparison, term: int) -> np.ndarray:
    """Give the numbers of the words of a phrase, as far as they are terms."""
    return np.flatnonzero(np.isin(comparison.terms, str(comparison.terms[term]).split(" ")))


def _needed_source(comparison: Comparison, at: Positions) -> np.ndarray:
    source, _ = at
    needed = np.full(len(source), "", dtype=object)
    # Without one of two sources there is nothing to compare.
    for other in reversed(range(comparison.n_sources)) if comparison.n_sources > 2 else ():
        low = _low_without(comparison, at, comparison.rows[ALL_TEXT].source == other)
        needed[(source != other) & (low <= 0)] = comparison.names[other]
    return needed


def _low_without(comparison: Comparison, at: Positions, left_out: np.ndarray) -> np.ndarray:
    """Give the lower end of the interval of each finding without some rows, with the shuffles of all."""
    source, term = at
    terms, column = np.unique(term, return_inverse=True)
    rows = select_rows(comparison.rows[ALL_TEXT].take(terms), ~left_out)
    low = contrast_with(rows, comparison.n_sources, comparison.contrasts[ALL_TEXT].chance).low
    return np.asarray(low[source, column])
