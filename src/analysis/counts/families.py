"""Families of names counted like terms: every variant is a mention of the family."""

from __future__ import annotations

from functools import partial

import numpy as np
from scipy import sparse

from analysis.corpus import Corpus, Shard
from analysis.counts.name_pattern import name_pattern
from analysis.counts.table import Counts, gather
from analysis.engine import fold_shards


def count_families(corpus: Corpus, families: dict[str, list[str]], axes: tuple[str, ...]) -> Counts:
    """Count the mentions of name families in cells, as `analysis.counts.count_terms` counts terms.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    families : dict of str to list of str
        Variants of each family; at least one family, each with at least one variant.
    axes : tuple of str
        Among ``article, source, period, bucket, group``, as in `analysis.corpus.Shard`.

    Returns
    -------
    Counts
        Mentions in title and text together; its terms are the families, sorted. Of a longer name that holds a shorter
        one of the same family only the longer is counted.
    """
    return fold_shards(partial(_families_of_shard, families=families, axes=axes), corpus.shards, _add)


def _add(left: Counts, right: Counts) -> Counts:
    return left + right


def _families_of_shard(shard: Shard, families: dict[str, list[str]], axes: tuple[str, ...]) -> Counts:
    table = shard.read(["title", "text"])
    names = sorted(families)
    mentions = np.zeros((len(table), len(names)), dtype=np.int64)
    for column, name in enumerate(names):
        pattern = name_pattern(families[name])
        mentions[:, column] = [
            sum(1 for _ in pattern.finditer(f"{title}\n{text}"))
            for title, text in zip(table["title"], table["text"], strict=True)
        ]
    cells = np.column_stack([getattr(shard, axis) for axis in axes])
    return gather(axes, cells, np.array(names, dtype=object), sparse.csr_matrix(mentions))
