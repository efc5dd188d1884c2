"""Which words and phrases set each source apart from all others, how much, and how surely."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.sources.comparison import Comparison
from analysis.sources.effects import compare_rates, leaves_one, measure_effects, strength_of
from analysis.sources.robustness import STYLE, agreeing_settings, within_topics
from analysis.statistics.group_sums import sum_uses
from analysis.statistics.house_marks import TAG
from analysis.statistics.resampling import MIN_TEXTS, MIN_TEXTS_FOR_INTERVAL
from analysis.statistics.score_test import WHOLE, Texts, score_texts
from analysis.tables import source_tables as tables
from analysis.vocabulary import CLEAR, OTHER_SOURCES

# A word that a phrase holds in so large a part of its uses is left to the phrase.
_PART_OF_PHRASE = 2 / 3
# A house mark is listed with a source that has it in so many times the share of texts.
_MIN_TIMES = 2
# What holds in fewer of the robustness checks is not told.
MIN_SETTINGS = 0.5
# A source avoids what in each other source with ten texts so many of them hold, and so many times the share of its own;
# at most so many terms are shown.
_COMMON, _TIMES_LESS, _MAX_AVOIDED = 0.1, 3, 3
# A found difference is there in own sentences too where a test of its own says so.
_SURVIVES = 0.05


def term_differences(comparison: Comparison) -> pd.DataFrame:
    """Tabulate every clear or likely difference, terms a source uses less among them: `tables.TERM_DIFFERENCES`."""
    test, cells = comparison.test, comparison.found
    source, term = cells
    level, more = comparison.level, test.direction[cells] > 0
    effects = measure_effects(comparison.rows.all_text, cells, level)
    told = test.agree[cells] & leaves_one(effects, more)
    table = effects.assign(
        source=np.array(comparison.names, dtype=object)[source],
        term=comparison.terms[term],
        more=more,
        per_million=1e6 * effects["count"] / effects["words"],
        per_million_others=1e6 * effects["count_others"] / effects["words_others"],
        ratio_told=told,
        tier=comparison.tier[cells],
        q=comparison.q[cells],
        survives=_in_own_sentences(comparison, cells),
        **within_topics(comparison, cells, effects, more),
        **agreeing_settings(comparison, cells),
        **compare_rates(effects),
        strength=np.where(told, strength_of(effects, more), 0.0),
    )
    keys = [table["term"].astype(str), -table["count"], table["q"], -table["strength"], table["tier"] != CLEAR]
    order = np.lexsort((*keys, ~more, source))
    return tables.TERM_DIFFERENCES.build(table.iloc[order])


def distinctive_terms(differences: pd.DataFrame, top_n: int = 5) -> pd.DataFrame:
    """Choose the terms that set each source apart most: `tables.DISTINCTIVE_TERMS`.

    Parameters
    ----------
    differences : DataFrame
        From `term_differences`; of those that a source uses more, the first of each source are taken.
    top_n : int
        Terms of each source that tell how it writes (style), and as many others. A word that a phrase holds in two
        thirds of its uses in the source is left to the phrase; one in more of its texts whose rates do not surely
        differ is left out.
    """
    more = differences[differences["more"] & differences["ratio_told"]]
    own = [rows[left_to_phrases(rows["term"], rows["count"])] for _, rows in more.groupby("source", sort=False)]
    shown = [rows[rows.groupby(rows["within_topics"] == STYLE).cumcount() < top_n] for rows in own]
    return tables.DISTINCTIVE_TERMS.build(pd.concat(shown) if shown else more)


def avoided_terms(comparison: Comparison, differences: pd.DataFrame) -> pd.DataFrame:
    """Choose the terms that a source hardly uses and all others do, as a house that never writes "Sen.".

    Parameters
    ----------
    differences : DataFrame
        From `term_differences`. Taken are clear ones within the same topics that hold in at least half of the
        robustness checks, of terms that in the others together, and in each with ten texts, are in a tenth of the texts
        and in three times the source's share: the first three of each source, none of "other sources". Empty for two
        sources: what one avoids is what the other uses more.
    """
    clear = (differences["tier"] == CLEAR) & (differences["within_topics"] == STYLE) & differences["ratio_told"]
    less = differences[clear & ~differences["more"] & (differences["settings"] >= MIN_SETTINGS)]
    less = less[(less["source"] != OTHER_SOURCES) & (comparison.n_sources > 2)]
    least = (_TIMES_LESS * less["texts"] / less["all_texts"].clip(lower=1)).clip(lower=_COMMON)
    # Few are so common in all others together; only of these is each source looked at.
    common = less["texts_others"] >= least * less["all_texts_others"]
    less, least = less[common], least[common]
    use = use_by_source(comparison, less.drop_duplicates("term").sort_values("term"))
    use = use[use["all_texts"] >= MIN_TEXTS_FOR_INTERVAL]
    fewest = [
        use["share"][(use["term"] == term) & (use["source"] != source)].min()
        for term, source in zip(less["term"], less["source"], strict=True)
    ]
    less = less[np.array(fewest, dtype=float) >= least]
    own = [rows[left_to_phrases(rows["term"], rows["texts_others"])] for _, rows in less.groupby("source", sort=False)]
    return pd.concat([rows.head(_MAX_AVOIDED) for rows in own]) if own else less


def source_terms(comparison: Comparison, distinctive: pd.DataFrame, limit: int = 24) -> pd.DataFrame:
    """Tabulate, in all sources, the terms that set one of them apart and differ in another too: `tables.SOURCE_TERMS`.

    Parameters
    ----------
    distinctive : DataFrame
        From `distinctive_terms`; the ``limit`` strongest of its terms are taken.
    """
    _, term = comparison.positions(distinctive)
    several = (comparison.tier[:, term] != "").sum(axis=0) > 1
    if comparison.n_sources < 3:
        several[:] = False
    strongest = distinctive[several].sort_values("strength", ascending=False, kind="stable")
    return use_by_source(comparison, strongest.drop_duplicates("term").head(limit).sort_index())


def use_by_source(comparison: Comparison, terms: pd.DataFrame) -> pd.DataFrame:
    """Tabulate some of the tested terms, as ``term`` and ``shown``, in all sources: `tables.SOURCE_TERMS`.

    The error of a rate r = uses / words is the root of the sum, over texts, of (uses - r words)^2, over all words.
    """
    n, at = comparison.n_sources, np.searchsorted(comparison.terms, terms["term"].to_numpy(dtype=object))
    cells, rows = (np.tile(np.arange(n), len(at)), np.repeat(at, n)), comparison.rows.all_text
    effects = measure_effects(rows, cells, comparison.level)
    own, long = rows.take(at), rows.words.astype(float)
    squares, crossed = (
        sum_uses(replace(own, counts=sparse.csr_matrix(counts)), own.source, n)[0].T.ravel()
        for counts in (own.counts.power(2), sparse.diags_array(long) @ own.counts)
    )
    rate = effects["count"].to_numpy(dtype=float) / effects["words"].clip(lower=1).to_numpy(dtype=float)
    long_squares = np.tile(np.bincount(own.source, long**2, minlength=n), len(at))
    error = np.sqrt(np.maximum(squares - 2 * rate * crossed + rate**2 * long_squares, 0))
    reach = np.where(effects["texts"] >= MIN_TEXTS, 1.96 * error / effects["words"].clip(lower=1), np.nan)
    return tables.SOURCE_TERMS.build(
        effects.assign(
            source=np.tile(comparison.names, len(at)),
            term=comparison.terms[cells[1]],
            shown=np.repeat(terms["shown" if "shown" in terms else "term"].to_numpy(dtype=object), n),
            share=effects["texts"] / effects["all_texts"].clip(lower=1),
            per_million=1e6 * rate,
            per_million_low=1e6 * np.maximum(rate - reach, 0),
            per_million_high=1e6 * (rate + reach),
            more=comparison.test.direction[cells] > 0,
            tier=comparison.tier[cells],
        )
    )


def house_marks(comparison: Comparison) -> pd.DataFrame:
    """Tabulate the terms that name or format a source rather than report: `tables.HOUSE_MARKS`.

    Each with the sources that have it in at least five texts, and in at least twice the share that the others have;
    without party and state behind a name, which tell of whom a source writes.
    """
    source, term = (comparison.marks[column].to_numpy() for column in ("source", "term"))
    effects = measure_effects(comparison.rows.all_text, (source, term), comparison.level)
    table = effects.assign(
        source=np.array(comparison.names, dtype=object)[source],
        term=comparison.terms[term],
        why=comparison.marks["why"],
    )
    share, others = (table[f"texts{end}"] / table[f"all_texts{end}"].clip(lower=1) for end in ("", "_others"))
    used = table[(table["texts"] >= MIN_TEXTS) & (share >= _MIN_TIMES * others) & (table["why"] != TAG)]
    at = {name: i for i, name in enumerate(comparison.names)}
    order = np.lexsort((used["term"].astype(str), -used["texts"], used["source"].map(at)))
    return tables.HOUSE_MARKS.build(used.iloc[order])


def _in_own_sentences(comparison: Comparison, cells: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Tell which differences are there in what each source wrote itself, whose rows are independent of each other."""
    own = comparison.rows.own
    terms, column = np.unique(cells[1], return_inverse=True)
    ones = np.full(len(own.source), WHOLE, dtype=np.int64)
    weights = sparse.csr_matrix((ones, own.source, np.arange(len(ones) + 1)), shape=(len(ones), comparison.n_sources))
    texts = Texts(own.counts[:, terms], own.words, weights)
    test = score_texts(texts, (cells[0], column))
    return np.asarray((test.direction == comparison.test.direction[cells]) & (test.p <= _SURVIVES))


def left_to_phrases(terms: pd.Series, counts: pd.Series) -> np.ndarray:
    """Tell which terms stay when words are left to the phrases that hold them in most of their uses."""
    uses = dict(zip(terms, counts, strict=True))
    parts = {
        word
        for phrase, n in uses.items()
        if " " in phrase
        for word in phrase.split(" ")
        if n >= _PART_OF_PHRASE * uses.get(word, np.inf)
    }
    return ~terms.isin(parts).to_numpy(dtype=bool)
