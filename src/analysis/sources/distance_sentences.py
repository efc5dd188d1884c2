"""The sentences behind a distance: the words that make it, where they are used."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.counts import LINE_COLUMNS, term_sentences
from analysis.sources.compare import Comparison
from analysis.sources.permute import sum_uses
from analysis.statistics import jensen_shannon_parts
from analysis.tables import round_significant


def distance_sentences(
    corpus: Corpus, comparison: Comparison | None, distances: pd.DataFrame, lines: int = 3
) -> pd.DataFrame:
    """Quote, for every two sources, the words that add most to their divergence, each where it is used more.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    comparison : Comparison or None
        From `compare_sources`.
    distances : DataFrame
        From `source_distances`.
    lines : int
        Words, and sentences, for each pair.

    Returns
    -------
    DataFrame
        As `analysis.counts.concordance`, pairs in the order of ``distances``, the word of the largest part first; with
        ``source_of, other_of``, the pair a line belongs to. Nothing for a source with itself.
    """
    keys = ["source_of", "other_of"]
    pairs = distances[distances["source"] != distances["other"]]
    if comparison is None or pairs.empty:
        return pd.DataFrame(columns=[*LINE_COLUMNS, *keys])
    words = comparison.tested & ~comparison.phrase
    rows, terms = comparison.views.all_text.take(words), comparison.terms[words]
    uses, _ = sum_uses(rows, rows.source, comparison.n_sources)
    share = uses / np.maximum(uses.sum(axis=1, keepdims=True), 1)
    wanted = []
    for first, second in zip(pairs["source"], pairs["other"], strict=True):
        a, b = share[comparison.names.index(first)], share[comparison.names.index(second)]
        parts = jensen_shannon_parts(a, b)
        for at in np.lexsort((terms.astype(str), -round_significant(parts)))[:lines]:
            wanted.append((first, second, terms[at], first if a[at] > b[at] else second))
    table = pd.DataFrame(wanted, columns=[*keys, "term", "source"])
    quoted = term_sentences(corpus, table[["term", "source"]], lines=lines).rename(columns={"source_of": "used_by"})
    told = table.rename(columns={"source": "used_by"}).assign(word=np.arange(len(table)))
    told = told.merge(quoted, on=["term", "used_by"], how="inner")
    # Each sentence of a pair is of another article, where the words allow.
    new = ~told.duplicated([*keys, "article_id"])
    chosen = told[new].drop_duplicates("word")
    return chosen[[*LINE_COLUMNS, *keys]].reset_index(drop=True)
