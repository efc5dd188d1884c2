"""One thing, several names: which source uses which."""

from __future__ import annotations

import re
from functools import partial

import numpy as np
import pandas as pd

from analysis.corpus import BUCKETS, Corpus, Shard
from analysis.counts import any_typeface
from analysis.engine import map_shards
from analysis.resample import FEWEST_GROUPS, ratio_interval, round_significant

COLUMNS = ["family", "variant", "source", "count", "share", "share_low", "share_high", "independent_texts"]


def name_pattern(variants: list[str]) -> re.Pattern[str]:
    """Compile a pattern that finds the variants of a name: whole words, capitals as given, the longest wins.

    Any typeface's apostrophes and hyphens will do. The variant found is told by its group: ``v0`` the first, and so on.

    Examples
    --------
    >>> pattern = name_pattern(["IS", "Inland Sovereignty", "Inland Sovereignty Front"])
    >>> [match.lastgroup for match in pattern.finditer("IS is the Inland Sovereignty Front")]
    ['v0', 'v2']
    """
    longest_first = sorted(enumerate(variants), key=lambda pair: (-len(pair[1]), pair[1]))
    spelt = {i: r"\s+".join(map(any_typeface, variant.split())) for i, variant in longest_first}
    alternatives = "|".join(f"(?P<v{i}>{pattern})" for i, pattern in spelt.items())
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def count_names(corpus: Corpus, seed: int = 0) -> pd.DataFrame:
    """Count the variants of each name family in titles and texts, each mention once.

    Parameters
    ----------
    corpus : Corpus
        Articles in play; ``name_families`` comes from ``names.yml``.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row per family x variant (in the order of the file) x source that names the family: ``count``; ``share``
        of the source's mentions of the family, with its 95 % interval over groups of copies (missing when fewer than 10
        independent texts of the source name it); ``independent_texts`` of the source that name the family. Empty
        without families or mentions.
    """
    families = {family: variants for family, variants in corpus.name_families.items() if variants}
    if not families:
        return pd.DataFrame(columns=COLUMNS)
    listed = partial(_mentions_of_shard, families=list(families.values()))
    found = pd.concat(map_shards(listed, corpus.shards), ignore_index=True)
    rows: list[tuple[tuple[int, int, int], tuple[object, ...]]] = []
    for f, (family, variants) in enumerate(families.items()):
        for s, source in enumerate(corpus.source_names):
            mine = found[(found["family"] == f) & (found["source"] == s)]
            if mine.empty:
                continue
            unit = pd.factorize(mine["group"])[0]
            texts = int(unit.max()) + 1
            held = np.zeros((min(texts, BUCKETS), len(variants)), dtype=np.int64)
            np.add.at(held, (unit % BUCKETS, mine["variant"].to_numpy()), 1)
            low, high = ratio_interval(held, held.sum(axis=1, keepdims=True), seed)
            count = held.sum(axis=0)
            for v, variant in enumerate(variants):
                interval = (low[v], high[v]) if texts >= FEWEST_GROUPS else (np.nan, np.nan)
                rows.append(
                    ((f, v, s), (family, variant, source, int(count[v]), count[v] / count.sum(), *interval, texts))
                )
    table = pd.DataFrame([row for _, row in sorted(rows)], columns=COLUMNS)
    for column in COLUMNS[4:7]:
        table[column] = round_significant(table[column].to_numpy(dtype=float))
    return table


def _mentions_of_shard(shard: Shard, families: list[list[str]]) -> pd.DataFrame:
    """List the mentions: columns family (number), variant (number), source, group."""
    table = shard.read(["title", "text"])
    patterns = [name_pattern(variants) for variants in families]
    rows = [
        (f, int(str(mention.lastgroup)[1:]), int(source), int(group))
        for title, text, source, group in zip(table["title"], table["text"], shard.source, shard.group, strict=True)
        for f, pattern in enumerate(patterns)
        for mention in pattern.finditer(f"{title}\n{text}")
    ]
    return pd.DataFrame(rows, columns=["family", "variant", "source", "group"]).astype("int64")
