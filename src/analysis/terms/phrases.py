"""Phrases of two to four words, found by how much their words cling together."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.counts import WordCounts, count_runs, count_terms
from analysis.statistics import MIN_TEXTS, log_dice, log_likelihood
from analysis.tables import round_significant
from analysis.terms.frequency import COLUMNS as TERM_COLUMNS
from analysis.terms.measure import AXES, measure_all
from analysis.text import is_content

LONGEST = 4
LEAST_LOG_DICE = 7.0
# Phrases are looked for among the most used words; rarer ones could not be in enough texts.
MOST_WORDS = 30_000
COLUMNS = [*TERM_COLUMNS, "log_dice", "g2"]


def phrase_table(corpus: Corpus, counts: WordCounts, seed: int = 0, most: int = 500) -> pd.DataFrame:
    """Tabulate the phrases of a corpus like its words.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    counts : WordCounts
        Its words.
    seed : int
        Of the bootstrap.
    most : int
        Phrases at most, the most used.

    Returns
    -------
    DataFrame
        One row per phrase, by count, then term: columns as `analysis.terms.term_table`, then ``log_dice`` and
        ``g2`` (`find_phrases`).
    """
    found = find_phrases(corpus, counts).head(most)
    if found.empty:
        return pd.DataFrame(columns=COLUMNS)
    table = measure_all(count_terms(corpus, list(found["term"]), AXES), counts, seed)
    cling = found.set_index("term").loc[table["term"], ["log_dice", "g2"]]
    table[["log_dice", "g2"]] = round_significant(cling.to_numpy())
    order = table.sort_values(["count", "term"], ascending=[False, True], kind="stable")
    return order[COLUMNS].reset_index(drop=True)


def find_phrases(corpus: Corpus, counts: WordCounts) -> pd.DataFrame:
    """Find phrases: neighbouring content words with logDice >= 7 in at least 5 independent texts.

    For a phrase of n words, logDice = 14 + log2(n f(phrase) / sum of f(word)): 14 when the words never stand apart, one
    less for each halving. It says how exclusively words cling together, but not how surely: beside it stands Dunning's
    G2 of the phrase's first n - 1 words and its last, against their independence in all words of the corpus. Longer
    phrases grow from shorter ones whose every neighbouring pair is a phrase. A phrase that stands inside one longer
    phrase in at least two thirds of its uses is left to that one.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    counts : WordCounts
        Its words.

    Returns
    -------
    DataFrame
        One row per phrase: ``term`` (words with blanks), ``count``, ``groups`` (independent texts), ``log_dice``,
        ``g2``; by count, then term. Empty when there is none.

    References
    ----------
    Rychlý (2008), A lexicographer-friendly association score; Dunning (1993), Computational Linguistics 19(1).
    """
    words, uses = _words_of_phrases(corpus, counts)
    known, uses_of_known = np.arange(len(words))[:, None], uses
    found = []
    for _ in range(2, LONGEST + 1):
        if not len(known):
            break
        longer = count_runs(corpus, words, known)
        grams = np.hstack([known[longer.runs[:, 0]], longer.runs[:, 1:]])
        together = log_dice(longer.uses, uses[grams].sum(axis=1), grams.shape[1])
        first, last = uses_of_known[longer.runs[:, 0]] - longer.uses, uses[longer.runs[:, 1]] - longer.uses
        surely = log_likelihood(longer.uses, first, last, counts.words - first - last - longer.uses)
        keep = (together >= LEAST_LOG_DICE) & (longer.groups >= MIN_TEXTS)
        known, uses_of_known = grams[keep], longer.uses[keep]
        found.append(
            pd.DataFrame(
                {
                    "gram": [tuple(gram) for gram in known.tolist()],
                    "count": longer.uses[keep],
                    "groups": longer.groups[keep],
                    "log_dice": together[keep],
                    "g2": surely[keep],
                }
            )
        )
    table = _drop_parts(pd.concat(found, ignore_index=True)) if found else pd.DataFrame({"gram": [], "count": []})
    table["term"] = [" ".join(words[list(gram)]) for gram in table["gram"]]
    order = table.sort_values(["count", "term"], ascending=[False, True], kind="stable")
    return order.reindex(columns=["term", "count", "groups", "log_dice", "g2"]).reset_index(drop=True)


def _words_of_phrases(corpus: Corpus, counts: WordCounts) -> tuple[np.ndarray, np.ndarray]:
    terms = counts.groups.terms
    uses = np.asarray(counts.uses.matrix.sum(axis=0)).ravel()
    groups = np.asarray(counts.groups.matrix.sum(axis=0)).ravel()
    able = np.array(
        [g >= MIN_TEXTS and is_content(str(t), corpus.language) for t, g in zip(terms, groups, strict=True)], bool
    )
    at = np.flatnonzero(able)
    at = np.sort(at[np.lexsort((at, -uses[at]))][:MOST_WORDS])
    return terms[at], uses[at]


def _drop_parts(table: pd.DataFrame) -> pd.DataFrame:
    """Drop phrases that are mostly part of one longer phrase."""
    longer: dict[tuple[int, ...], int] = {}
    for gram, count in zip(table["gram"], table["count"], strict=True):
        for part in (gram[:-1], gram[1:]):
            longer[part] = max(longer.get(part, 0), int(count))
    inside = np.array([longer.get(gram, 0) for gram in table["gram"]], dtype=np.int64)
    return table[inside * 3 < table["count"] * 2].reset_index(drop=True)
