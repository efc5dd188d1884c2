"""Phrases of two to four words, found by how exclusively their words occur together."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus
from analysis.counts import WordCounts, count_runs, count_terms, write_run
from analysis.statistics.association import log_dice, log_likelihood
from analysis.statistics.resampling import MIN_TEXTS
from analysis.tables import term_tables as tables
from analysis.terms.term_frequency import AXES, content_words, measure_all

MAX_LENGTH = 4
MIN_LOG_DICE = 7.0
# Phrases are looked for among the most used words; rarer ones could not be in enough texts.
MAX_WORDS = 30_000


@kept
def phrase_table(corpus: Corpus, counts: WordCounts, seed: int = 0, limit: int = 500) -> pd.DataFrame:
    """Tabulate the most used phrases of a corpus like its words: `tables.PHRASES`, by count, then term."""
    found = find_phrases(corpus, counts).head(limit)
    if found.empty:
        return tables.PHRASES.empty()
    table = measure_all(count_terms(corpus, list(found["term"]), AXES), counts, seed)
    table = table.merge(found[["term", "log_dice", "g2"]], on="term")
    return tables.PHRASES.build(table.sort_values(["count", "term"], ascending=[False, True], kind="stable"))


@kept
def find_phrases(corpus: Corpus, counts: WordCounts) -> pd.DataFrame:
    """Find phrases: neighbouring content words with logDice >= 7 in at least 5 independent texts.

    Connecting words (`analysis.text.connecting_words`) may be between them: "forces de l'ordre" has two words.
    For a phrase of n words, logDice = 14 + log2(n f(phrase) / sum of f(word)): 14 when the words only occur together,
    one less for each halving. It measures how exclusively words occur together, but not how surely: for that there is
    Dunning's G2 of the phrase's first n - 1 words and its last, against their independence in all words of the corpus.
    Longer phrases grow from shorter ones whose every neighbouring pair is a phrase. A phrase that is inside one longer
    phrase in at least two thirds of its uses is left to that one.

    Returns
    -------
    DataFrame
        One row per phrase: ``term`` (words with blanks), ``count``, ``groups`` (independent texts), ``log_dice``,
        ``g2``; by count, then term. Empty when there is none.

    References
    ----------
    Rychlý (2008), A lexicographer-friendly association score; Dunning (1993), Computational Linguistics 19(1).
    """
    words = content_words(counts, corpus.language, MIN_TEXTS)
    uses = counts.uses.per_term(words)
    most_used = np.sort(np.argsort(-uses, kind="stable")[:MAX_WORDS])
    words, uses = words[most_used], uses[most_used]
    known, uses_of_known = np.arange(len(words))[:, None], uses
    found = []
    for _ in range(2, MAX_LENGTH + 1):
        if not len(known):
            break
        longer = _find_longer(corpus, counts, words, uses, known, uses_of_known)
        found.append(longer)
        known = np.array(list(longer["gram"]), dtype=np.int64).reshape(-1, known.shape[1] + 1)
        uses_of_known = longer["count"].to_numpy()
    every = pd.concat(found, ignore_index=True) if found else pd.DataFrame({"gram": [], "count": []})
    table = _drop_parts(every, len(words))
    table["term"] = [write_run(gram, words, corpus.language) for gram in table["gram"]]
    order = table.sort_values(["count", "term"], ascending=[False, True], kind="stable")
    return order.reindex(columns=["term", "count", "groups", "log_dice", "g2"]).reset_index(drop=True)


def _find_longer(
    corpus: Corpus,
    counts: WordCounts,
    words: np.ndarray,
    uses: np.ndarray,
    known: np.ndarray,
    uses_of_known: np.ndarray,
) -> pd.DataFrame:
    """Find the phrases one word longer than known ones: ``gram, count, groups, log_dice, g2``."""

    def of_words(runs: np.ndarray) -> np.ndarray:
        return np.asarray(uses[known[runs[:, 0]] % len(words)].sum(axis=1) + uses[runs[:, 1] % len(words)])

    n_words = known.shape[1] + 1
    # logDice solved for the uses of the phrase.
    longer = count_runs(corpus, words, known, lambda runs: of_words(runs) * 2 ** (MIN_LOG_DICE - 14) / n_words)
    grams = np.hstack([known[longer.runs[:, 0]], longer.runs[:, 1:]])
    together = log_dice(longer.uses, of_words(longer.runs), n_words)
    first, last = uses_of_known[longer.runs[:, 0]] - longer.uses, uses[longer.runs[:, 1] % len(words)] - longer.uses
    surely = log_likelihood(longer.uses, first, last, counts.words - first - last - longer.uses)
    keep = (together >= MIN_LOG_DICE) & (longer.groups >= MIN_TEXTS)
    return pd.DataFrame(
        {
            "gram": [tuple(gram) for gram in grams[keep].tolist()],
            "count": longer.uses[keep],
            "groups": longer.groups[keep],
            "log_dice": together[keep],
            "g2": surely[keep],
        }
    )


def _drop_parts(table: pd.DataFrame, n_words: int) -> pd.DataFrame:
    """Drop phrases that are mostly part of one longer phrase."""
    longer: dict[tuple[int, ...], int] = {}
    for gram, count in zip(table["gram"], table["count"], strict=True):
        # A phrase begins without what connects its first word to another.
        for part in (gram[:-1], (gram[1] % n_words, *gram[2:])):
            longer[part] = max(longer.get(part, 0), int(count))
    inside = np.array([longer.get(gram, 0) for gram in table["gram"]], dtype=np.int64)
    return table[inside * 3 < table["count"] * 2].reset_index(drop=True)
