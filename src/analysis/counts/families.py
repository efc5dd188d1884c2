"""Families of names counted like terms: every mention of a variant is a use of the family."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from analysis.corpus import Corpus
from analysis.counts.mentions import find_names
from analysis.counts.table import Counts, gather


def count_families(corpus: Corpus, axes: tuple[str, ...]) -> Counts:
    """Count the mentions of the name families in cells, as `analysis.counts.count_terms` counts terms.

    Parameters
    ----------
    corpus : Corpus
        Articles in play; ``name_families`` has at least one.
    axes : tuple of str
        Among ``article, source, period, bucket, group``, as in `analysis.corpus.Shard`.

    Returns
    -------
    Counts
        Mentions (`find_names`) in title and text together; its terms are the families, sorted.
    """
    mentions = find_names(corpus)
    cells = np.column_stack([np.concatenate([getattr(shard, axis) for shard in corpus.shards]) for axis in axes])
    article = np.concatenate([shard.article for shard in corpus.shards])
    row = np.empty(len(article), dtype=np.int64)
    row[article] = np.arange(len(article))
    names = np.array(sorted(corpus.name_families), dtype=object)
    column = np.searchsorted(names, np.array(list(corpus.name_families), dtype=object))
    at = (row[mentions["article"].to_numpy()], column[mentions["family"].to_numpy()])
    uses = sparse.csr_matrix((np.ones(len(mentions), np.int64), at), shape=(len(article), len(names)))
    return gather(axes, cells, names, uses)
