"""Which words occur near a word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus
from analysis.counts import WordCounts, count_neighbours
from analysis.settings.given_values import as_list
from analysis.statistics.association import log_dice, log_likelihood
from analysis.statistics.house_marks import house_form
from analysis.tables import round_significant
from analysis.tables import term_tables as tables
from analysis.terms.term_frequency import min_texts
from analysis.text import as_counted, is_reporting

# What chance exceeds once in a hundred words (chi squared, one degree of freedom).
MIN_G2 = 6.63


@kept
def collocates(corpus: Corpus, counts: WordCounts, terms: str | Sequence[str], limit: int = 30) -> pd.DataFrame:
    """Tabulate the content words within five words on either side of each of some terms.

    With f the uses of the term, g those of the collocate and h those of the collocate near the term,
    logDice = 14 + log2(2 min(h, f) / (f + g)): 14 when neither occurs without the other. G2 tests h against the share
    near the term of all words outside it.

    Parameters
    ----------
    terms : str or sequence of str
        Words, or phrases with blanks, in any capitals; names that would turn into stop words (IS, US, WHO) must be in
        capitals.
    limit : int
        Maximum of collocates of each.

    Returns
    -------
    DataFrame
        `tables.COLLOCATES`, terms as given, then by log_dice, largest first, then collocate. Only words in at least 5
        independent texts that are near the term more often than by chance (G2 of at least 6.63); in a corpus of fewer
        than 50 articles all. Stop words, words that report speech, forms of address and the words of the term's own
        uses count for the distance, but are not collocates; no window reaches into another text. Empty when no text
        holds the term, or enough near it.

    References
    ----------
    Rychlý (2008), A lexicographer-friendly association score; Dunning (1993), Computational Linguistics 19(1).
    """
    found = [_collocates_of(corpus, counts, term).head(limit) for term in as_list("terms", terms)]
    return tables.COLLOCATES.build(pd.concat([tables.COLLOCATES.empty(), *found]))


def _collocates_of(corpus: Corpus, counts: WordCounts, term: str) -> pd.DataFrame:
    found = count_neighbours(corpus, as_counted(term, corpus.language))
    words = found.near.terms
    near, texts, inside = (part.per_term(words) for part in (found.near, found.groups, found.inside))
    least = min_texts(counts.n_articles)
    content = [n >= least and _is_about(word, counts, corpus.language) for word, n in zip(words, texts, strict=True)]
    shown = np.flatnonzero(content)
    together = near[shown]
    uses = counts.uses.per_term(words[shown])
    away = uses - inside[shown] - together
    others = near.sum() - together
    outside = counts.words - int(found.inside.matrix.sum())
    table = pd.DataFrame(
        {
            "term": term,
            "collocate": words[shown],
            "together": together,
            "independent_texts": texts[shown],
            "log_dice": round_significant(log_dice(np.minimum(together, found.uses), uses + found.uses)),
            "g2": round_significant(log_likelihood(together, others, away, outside - together - others - away)),
        }
    )
    if least > 1:
        expected = (together + others) * (together + away) / max(outside, 1)
        table = table.loc[(table["g2"].to_numpy() >= MIN_G2) & (together > expected)]
    return table.sort_values(["log_dice", "collocate"], ascending=[False, True], kind="stable")


def _is_about(word: str, counts: WordCounts, language: str) -> bool:
    return counts.is_content(word, language) and not is_reporting(word, language) and not house_form(word)
