"""Would another reasonable choice say the same: sixteen settings, and what is left without a source or a story."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from analysis.counts import GroupCounts
from analysis.sources.comparison import ALL_TEXT, FEWER_PERMUTATIONS, ONE_EACH, Comparison
from analysis.statistics import MIN_TEXTS
from analysis.statistics.grouped_keyness import contrast_with, critical_values, largest_by_chance
from analysis.tables import round_significant

MANY_GROUPS = 20
SETTINGS = 16
COLUMNS = ["source", "term", "holds", "settings", "needs", "without_copied"]


def robustness_table(comparison: Comparison | None, findings: pd.DataFrame) -> pd.DataFrame:
    """Tabulate in how many settings each finding holds, and what it needs.

    Parameters
    ----------
    comparison : Comparison or None
        From `compare_sources`.
    findings : DataFrame
        Rows of `distinctive_terms`; those with ``low > 0`` are followed.

    Returns
    -------
    DataFrame
        One row per finding, in their order: ``source, term``; ``holds``, the number of ``settings`` (16: with and
        without stop list; terms in at least 5 and 20 independent texts; with and without phrases; all articles and one
        of each group of copies) in which the term is tested and its simultaneous interval lies above 0 - without
        phrases, a phrase holds where one of its words does; ``needs``, the source without which it is no longer clear
        (the first of several, most articles first; empty for none); ``without_copied``, whether it is still clear
        without the three most copied stories. Empty when nothing is clear.
    """
    clear = findings[findings["low"] > 0]
    if comparison is None or clear.empty:
        return pd.DataFrame(columns=COLUMNS)
    at = positions(comparison, clear)
    table = clear[["source", "term"]].assign(holds=_settings(comparison, at), settings=SETTINGS)
    table["needs"] = _needs(comparison, at)
    table["without_copied"] = (
        _low_without(comparison, at, np.isin(comparison.views.all_text.group, comparison.copied)) > 0
    )
    return table.reset_index(drop=True)


def _settings(comparison: Comparison, at: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    source, term = at
    words_of = [_words(comparison, t) for t in term]
    choices = list(product((True, False), (MIN_TEXTS, MANY_GROUPS), (True, False)))
    families = np.array([
        (comparison.content | (not stop_list)) & (comparison.texts >= least) & (~comparison.phrase | phrases)
        for stop_list, least, phrases in choices
    ])  # fmt: skip
    held = np.zeros(len(term), dtype=np.int64)
    for view in (ALL_TEXT, ONE_EACH):
        rows, known = comparison.rows(view), comparison.contrasts[view]
        chance = largest_by_chance(
            rows, comparison.n_sources, families, comparison.seed, FEWER_PERMUTATIONS, comparison.engine
        )
        for (_, _, phrases), family, value in zip(choices, families, critical_values(chance), strict=True):
            low = (known.low_at(value) > 0) & family
            held += [
                bool(low[s, words].any() if comparison.phrase[t] and not phrases else low[s, t])
                for s, t, words in zip(source, term, words_of, strict=True)
            ]
    return held


def _words(comparison: Comparison, term: int) -> np.ndarray:
    words = str(comparison.terms[term]).split(" ")
    at = np.searchsorted(comparison.terms, np.array(words, dtype=object))
    at = np.minimum(at, len(comparison.terms) - 1)
    return at[[comparison.terms[i] == word for i, word in zip(at, words, strict=True)]]


def _needs(comparison: Comparison, at: tuple[np.ndarray, np.ndarray]) -> list[str]:
    source, _ = at
    needs = [""] * len(source)
    if comparison.n_sources < 3:
        # Without one of two sources there is nothing to compare.
        return needs
    for other in reversed(range(comparison.n_sources)):
        low = _low_without(comparison, at, comparison.views.all_text.source == other)
        needs = [
            comparison.names[other] if s != other and end <= 0 else known
            for s, end, known in zip(source, low, needs, strict=True)
        ]
    return needs


def _low_without(comparison: Comparison, at: tuple[np.ndarray, np.ndarray], left_out: np.ndarray) -> np.ndarray:
    """Give the lower end of each finding without some rows, with the shuffles of all."""
    source, term = at
    terms, column = np.unique(term, return_inverse=True)
    rows = comparison.views.all_text.take(terms)
    fewer = GroupCounts(rows.group[~left_out], rows.source[~left_out], rows.counts[~left_out], rows.words[~left_out])
    low = contrast_with(fewer, comparison.n_sources, comparison.contrasts[ALL_TEXT].chance).low
    return np.asarray(low[source, column])


_VIEW_COLUMNS = ["source", "term", "text", "log_odds", "low", "high", "survives"]


def survival_table(comparison: Comparison | None, findings: pd.DataFrame) -> pd.DataFrame:
    """Tabulate log odds in the three views.

    Parameters
    ----------
    comparison : Comparison or None
        From `compare_sources`.
    findings : DataFrame
        Rows of `distinctive_terms`; those with ``low > 0`` are followed.

    Returns
    -------
    DataFrame
        One row per finding x view, in the order of the findings: ``source, term``; ``text`` (*all*, *one copy each*,
        *own* sentences); ``log_odds`` with its simultaneous interval ``low, high`` in that view;
        ``survives``, of the finding: ``low > 0`` in the last. Empty when nothing is clear.
    """
    clear = findings[findings["low"] > 0]
    if comparison is None or clear.empty:
        return pd.DataFrame(columns=_VIEW_COLUMNS)
    at, blocks = positions(comparison, clear), []
    for order, (view, contrast) in enumerate(comparison.contrasts.items()):
        block = clear[["source", "term", "survives"]].assign(text=view, finding=np.arange(len(clear)), view=order)
        for column in ("log_odds", "low", "high"):
            block[column] = round_significant(getattr(contrast, column)[at])
        blocks.append(block)
    table = pd.concat(blocks).sort_values(["finding", "view"], kind="stable")
    return table[_VIEW_COLUMNS].reset_index(drop=True)


def positions(comparison: Comparison, findings: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Give the numbers of the source and of the term of each row."""
    source = {name: i for i, name in enumerate(comparison.names)}
    return (
        np.array([source[name] for name in findings["source"]], dtype=np.int64),
        np.searchsorted(comparison.terms, findings["term"].to_numpy(dtype=object)),
    )
