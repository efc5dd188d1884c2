"""Words of headlines against words of the text below them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from analysis.corpus import Corpus
from analysis.counts import WordCounts, as_counted, count_terms
from analysis.counts import word_counts as axis
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL, PRIOR_SHARE, jackknife_variance, log_odds_ratio
from analysis.tables import round_significant
from analysis.tables import term_tables as tables
from analysis.terms.term_frequency import TERMS_AT_ONCE, content_words
from analysis.vocabulary import BODY, HEADLINE

LEVEL = 0.95


def headline_terms(corpus: Corpus, counts: WordCounts, top_n: int = 20, focus: Sequence[str] = ()) -> pd.DataFrame:
    """Tabulate the words that headlines use more, and those they use less, than the text.

    Log odds ratio of headlines against text with an informative prior: the words of headlines and text together, scaled
    to a tenth of the words in headlines, the smaller side; duplicates count once in it. The standard error is the
    bootstrap's over buckets of independent texts, to first order (`jackknife_variance`), and never smaller than if
    every word of the independent texts were drawn by itself. The interval is simultaneous over all m tested words by
    Bonferroni: log odds -+ q error, with q the 1 - 0.05 / (2 m) point of Student's t with one degree of freedom less
    than there are buckets.

    Parameters
    ----------
    top_n : int
        Maximum of words in each direction.
    focus : sequence of str
        Words and phrases in any capitals that are tested and shown in any case, if they occur.

    Returns
    -------
    DataFrame
        `tables.HEADLINE_TERMS`, by log_odds, largest first, then term; intervals are missing under 10 buckets. Tested
        are content words in at least 10 independent texts, and those of ``focus``. Shown in each direction are those
        whose interval does not hold 0, first those that stay furthest from it; without intervals those of the largest
        log_odds / error; then by term. Empty without headlines, text or tested words.

    References
    ----------
    Monroe, Colaresi & Quinn (2008), Fightin' Words, eqs 15 and 20; Efron & Tibshirani (1993), chapter 22.6.
    """
    # Every bucket holds both fields: a text without a headline has one without words.
    fields = (axis.TITLE, axis.BODY)
    words = np.stack([counts.uses.where(field=field).by("bucket").per_cell() for field in fields])[:, :, None]
    words_once = counts.uses.where(duplicate=axis.FIRST).by("field").per_cell()
    followed = sorted({as_counted(term) for term in focus} - {""})
    uses_of = counts.uses.by("bucket", "field", "duplicate")
    if phrases := [term for term in followed if " " in term]:
        uses_of = uses_of + count_terms(corpus, phrases, uses_of.axes)
    followed = [term for term in followed if uses_of.select([term]).sum()]
    terms = np.union1d(content_words(counts, corpus.language), np.array(followed, dtype=object))
    if not len(terms) or not words.sum(axis=(1, 2)).all():
        return tables.HEADLINE_TERMS.empty()
    sides = [uses_of.where(field=field).by("bucket") for field in fields]
    once = uses_of.where(duplicate=axis.FIRST).by("field")
    blocks = []
    for start in range(0, len(terms), TERMS_AT_ONCE):
        block = terms[start : start + TERMS_AT_ONCE]
        uses = np.stack([side.select(block).toarray() for side in sides])
        log_odds, error = _contrast(uses, words, once.select(block).toarray(), words_once)
        count = {f"{side}_count": n for side, n in zip((HEADLINE, BODY), uses.sum(axis=1), strict=True)}
        blocks.append(pd.DataFrame({"term": block, **count, "log_odds": log_odds, "error": error}))
    table = pd.concat(blocks, ignore_index=True)
    for side, total in zip((HEADLINE, BODY), words.sum(axis=(1, 2)), strict=True):
        table[f"{side}_per_million"] = 1e6 * table[f"{side}_count"] / total
    n_buckets = words.shape[1]
    known = n_buckets >= MIN_TEXTS_FOR_INTERVAL
    reach = stdtrit(n_buckets - 1, 1 - (1 - LEVEL) / (2 * len(terms))) * table["error"] if known else np.nan
    ranked = {
        "low": table["log_odds"] - reach,
        "high": table["log_odds"] + reach,
        "z": table["log_odds"] / table["error"],
        "log_odds": table["log_odds"],
    }
    table = table.assign(**{name: round_significant(values.to_numpy()) for name, values in ranked.items()})
    table["place"] = np.where(table["log_odds"] > 0, HEADLINE, BODY)
    shown = pd.concat([_clearest(table, top_n, 1), _clearest(table, top_n, -1), table[table["term"].isin(followed)]])
    shown = shown.drop_duplicates("term")
    return tables.HEADLINE_TERMS.build(shown.sort_values(["log_odds", "term"], ascending=[False, True], kind="stable"))


def _contrast(
    uses: np.ndarray, words: np.ndarray, once: np.ndarray, words_once: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Compute log odds and their grouped error.

    Parameters
    ----------
    uses, words : ndarray, (2, n_buckets, n_terms) and (2, n_buckets, 1)
        Of headlines and of the text.
    once, words_once : ndarray, (2, n_terms) and (2,)
        The same over the first article of each text.
    """
    prior_words = PRIOR_SHARE * float(words_once[0])
    prior = prior_words * once.sum(axis=0) / words_once.sum()
    (here, there), (words_here, words_there) = uses.sum(axis=1), words.sum(axis=1)
    odds = log_odds_ratio(here, words_here, there, words_there, prior, prior_words)
    alone = log_odds_ratio(once[0], words_once[:1], once[1], words_once[1:], prior, prior_words).variance
    return odds.log_odds, np.sqrt(np.maximum(jackknife_variance(uses, words, prior, prior_words), alone))


def _clearest(table: pd.DataFrame, top_n: int, sign: int) -> pd.DataFrame:
    """Keep the words that most surely lean to headlines (sign 1) or to the text (-1)."""
    nearest = (table["low"] if sign > 0 else -table["high"]).fillna(0).clip(lower=0)
    side = sign * table["log_odds"] > 0
    # What chance may have done is shown only where nothing else is known.
    shown = side & (nearest > 0) if table["low"].notna().any() else side
    ranked = table.assign(nearest=nearest, z=sign * table["z"])[shown]
    return ranked.sort_values(["nearest", "z", "term"], ascending=[False, False, True], kind="stable").head(top_n)
