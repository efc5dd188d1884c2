"""Families of names as terms: how often one thing is named, whatever it is called."""

from __future__ import annotations

import pandas as pd

from analysis.corpus import Corpus
from analysis.counts import WordCounts, count_families
from analysis.terms.frequency import COLUMNS
from analysis.terms.measure import AXES, measure_all


def family_table(corpus: Corpus, counts: WordCounts, seed: int = 0) -> pd.DataFrame:
    """Tabulate the families of names like words: each family is one term, counted under all its variants.

    Parameters
    ----------
    corpus : Corpus
        Articles in play; ``name_families`` comes from ``names.yml``.
    counts : WordCounts
        Its words.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row per family with variants, by count, then term: columns as `analysis.terms.term_table`; ``term`` is the
        family, ``count`` its mentions, however many words each has. A family that nowhere occurs stays, with 0. Empty
        without families.
    """
    if not corpus.name_families:
        return pd.DataFrame(columns=COLUMNS)
    table = measure_all(count_families(corpus, AXES), counts, seed)
    order = table.sort_values(["count", "term"], ascending=[False, True], kind="stable")
    return order[COLUMNS].reset_index(drop=True)
