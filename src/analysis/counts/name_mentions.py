"""Where the articles mention the names of ``names.yml``."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import partial

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.cache import kept
from analysis.corpus import Corpus, Shard
from analysis.counts.cell_counts import Counts, sum_cells
from analysis.tables import term_tables as tables
from analysis.text import PROTECTED_NAMES, quoted
from analysis.text.search_patterns import name_pattern, spell


@kept
def find_names(corpus: Corpus) -> pd.DataFrame:
    """List every mention of a name in headlines and texts, each once.

    Returns
    -------
    DataFrame
        `tables.MENTIONS`, in the order of the articles, families and texts; empty without families. A name that reaches
        from the headline into the body counts to the headline. A name that would be a word in small letters (IS, US,
        WHO) is not counted between words in capitals ("JAPAN IS FACING").
    """
    families = list(corpus.name_families.values())
    if not families:
        return tables.MENTIONS.empty()
    job = partial(_mentions_of_shard, families=families)
    return pd.concat(corpus.engine.map(job, corpus.shards, "looking for names"), ignore_index=True)


def _mentions_of_shard(shard: Shard, families: list[list[str]]) -> pd.DataFrame:
    table = shard.read(["title", "text"])
    # A pattern that begins with plain letters skips texts many times faster than one that looks at a word's edge first.
    patterns = [
        (re.compile("|".join(map(spell, variants))), name_pattern(variants, shard.language)) for variants in families
    ]
    any_name = re.compile("|".join(quick.pattern for quick, _ in patterns))
    places = zip(shard.source, shard.group, shard.article, strict=True)
    rows = []
    for title, text, place in zip(table["title"], table["text"], places, strict=True):
        whole = f"{title}\n{text}"
        if not any_name.search(whole):
            continue
        quotations = quoted(whole)
        for f, (quick, exact) in enumerate(patterns):
            for mention in exact.finditer(whole) if quick.search(whole) else ():
                at, end = mention.span()
                if mention.group() in PROTECTED_NAMES and _in_capitals(whole, at, end):
                    continue
                variant = int(str(mention.lastgroup)[1:])
                rows.append((f, variant, *place, at, end, at <= len(title), _inside(at, quotations)))
    return tables.MENTIONS.build(rows)


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Tell whether the words beside a place in the same line are in capitals, or some are and there are no others."""
    before, after = text[:start].rsplit("\n", 1)[-1].split(), text[end:].split("\n", 1)[0].split()
    letters = ["".join(filter(str.isalpha, word)) for word in (*before[-1:], *after[:1])]
    beside = [word for word in letters if word]
    return bool(beside) and all(word.isupper() and len(word) > 1 for word in beside)


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    """Tell whether a place is in one of some spans, given in order."""
    number = bisect_right(spans, at, key=lambda span: span[0])
    return number > 0 and at < spans[number - 1][1]


def count_families(corpus: Corpus, axes: tuple[str, ...]) -> Counts:
    """Count the mentions of the name families in cells, as `analysis.counts.count_terms` counts terms.

    Parameters
    ----------
    corpus : Corpus
        ``name_families`` has at least one.
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
    return sum_cells(axes, cells, names, uses)
