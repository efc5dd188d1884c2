"""The company a word keeps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.counts import WordCounts, as_counted, count_neighbours
from analysis.statistics import MIN_TEXTS, log_dice, log_likelihood
from analysis.tables import round_significant
from analysis.text import is_content

# What chance exceeds once in a hundred words (chi squared, one degree of freedom).
LEAST_G2 = 6.63
COLUMNS = ["term", "collocate", "together", "independent_texts", "log_dice", "g2"]


def collocates(corpus: Corpus, counts: WordCounts, terms: Sequence[str], most: int = 30) -> pd.DataFrame:
    """Tabulate the content words within five words on either side of each of some terms.

    With f the uses of the term, g those of the collocate and h those of the collocate near the term,
    logDice = 14 + log2(2 min(h, f) / (f + g)): 14 when neither stands without the other. G2 tests h against the share
    that stands near the term of all words outside it.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    counts : WordCounts
        Its words.
    terms : sequence of str
        Words, or phrases with blanks, in any capitals; names that would turn into stop words (IS, US, WHO) are meant
        when they are in capitals.
    most : int
        Collocates of each at most.

    Returns
    -------
    DataFrame
        One row per term (in the order given) x collocate, by log_dice, largest first, then collocate: ``term`` (as
        given), ``collocate``, ``together`` (uses of the collocate near the term, each once), ``independent_texts`` that
        hold one, at least 5, ``log_dice, g2``. Only words that stand near the term more than chance would have it
        (``g2`` at least 6.63) are shown; in a corpus of fewer than 50 articles all. Stop words and the words of the
        term's own uses count as words of the distance, but are no collocates; no window reaches into another text.
        Empty when the term, or enough company, is nowhere.

    References
    ----------
    Rychlý (2008), A lexicographer-friendly association score; Dunning (1993), Computational Linguistics 19(1).
    """
    tables = [_collocates_of(corpus, counts, term, most) for term in terms]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=COLUMNS)


def _collocates_of(corpus: Corpus, counts: WordCounts, term: str, most: int) -> pd.DataFrame:
    found = count_neighbours(corpus, as_counted(term))
    words = found.near.terms
    near, texts, inside = (
        np.asarray(part.select(words).sum(axis=0)).ravel() for part in (found.near, found.groups, found.inside)
    )
    least = MIN_TEXTS if counts.n_articles >= 10 * MIN_TEXTS else 1
    shown = np.flatnonzero(
        [n >= least and is_content(str(word), corpus.language) for word, n in zip(words, texts, strict=True)]
    )
    together = near[shown]
    uses = np.asarray(counts.uses.select(words[shown]).sum(axis=0)).ravel()
    away = uses - inside[shown] - together
    others = near.sum() - together
    elsewhere = counts.words - int(found.inside.matrix.sum()) - together - others - away
    table = pd.DataFrame(
        {
            "term": term,
            "collocate": words[shown],
            "together": together,
            "independent_texts": texts[shown],
            "log_dice": round_significant(log_dice(np.minimum(together, found.uses), uses + found.uses)),
            "g2": round_significant(log_likelihood(together, others, away, elsewhere)),
        },
        columns=COLUMNS,
    )
    if least > 1:
        # Near by chance alone is no company.
        expected = (together + others) * (together + away) / max(counts.words - int(found.inside.matrix.sum()), 1)
        table = table.loc[(table["g2"].to_numpy() >= LEAST_G2) & (together > expected)]
    order = table.sort_values(["log_dice", "collocate"], ascending=[False, True], kind="stable")
    return order.head(most).reset_index(drop=True)
