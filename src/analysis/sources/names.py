"""One thing, several names: which source uses which."""

from __future__ import annotations

import re
from functools import partial

import numpy as np
import pandas as pd

from analysis.corpus import Corpus, Shard
from analysis.engine import map_shards
from analysis.resample import FEWEST_GROUPS, ratio_interval, round_significant

COLUMNS = ["family", "variant", "source", "count", "share", "share_low", "share_high", "independent_texts"]
BUCKETS = 256


def name_pattern(variants: list[str]) -> re.Pattern[str]:
    """Compile a pattern that finds the variants of a name: whole words, capitals as given, the longest wins.

    Examples
    --------
    >>> name_pattern(["IS", "Inland Sovereignty", "Inland Sovereignty Front"]).findall("IS is the Inland Sovereignty
    Front") ['IS', 'Inland Sovereignty Front']
    """
    longest_first = sorted(variants, key=lambda v: (-len(v), v))
    alternatives = "|".join(r"\s+".join(map(re.escape, variant.split())) for variant in longest_first)
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
    found = pd.concat(map_shards(partial(_mentions_of_shard, families=families), corpus.shards), ignore_index=True)
    rows: list[tuple[object, ...]] = []
    for family, variants in families.items():
        for number, source in enumerate(corpus.source_names):
            mine = found[(found["family"] == family) & (found["source"] == number)]
            if mine.empty:
                continue
            unit = pd.factorize(mine["group"])[0]
            held = np.zeros(
                (unit.max() % BUCKETS + 1 if unit.max() < BUCKETS else BUCKETS, len(variants)), dtype=np.int64
            )
            np.add.at(held, (unit % BUCKETS, mine["variant"].to_numpy()), 1)
            low, high = ratio_interval(held, held.sum(axis=1, keepdims=True), seed)
            texts, total = int(unit.max()) + 1, int(held.sum())
            for i, variant in enumerate(variants):
                interval = (low[i], high[i]) if texts >= FEWEST_GROUPS else (np.nan, np.nan)
                rows.append(
                    (family, variant, source, int(held[:, i].sum()), held[:, i].sum() / total, *interval, texts)
                )
    table = pd.DataFrame(rows, columns=COLUMNS)
    for column in COLUMNS[4:7]:
        table[column] = round_significant(table[column].to_numpy(dtype=float))
    rank = {variant: i for variants in families.values() for i, variant in enumerate(variants)}
    order = {source: i for i, source in enumerate(corpus.source_names)}
    family_rank = {family: i for i, family in enumerate(families)}
    keys = {"family": family_rank, "variant": rank, "source": order}
    return table.sort_values(list(keys), key=lambda column: column.map(keys[column.name])).reset_index(drop=True)


def _mentions_of_shard(shard: Shard, families: dict[str, list[str]]) -> pd.DataFrame:
    """List the mentions: columns family, variant (number), source, group."""
    table = shard.read(["title", "text"])
    patterns = {family: name_pattern(variants) for family, variants in families.items()}
    number = {family: {v: i for i, v in enumerate(variants)} for family, variants in families.items()}
    rows = [
        (family, number[family][" ".join(mention.split())], int(source), int(group))
        for title, text, source, group in zip(table["title"], table["text"], shard.source, shard.group, strict=True)
        for family, pattern in patterns.items()
        for mention in pattern.findall(f"{title}\n{text}")
    ]
    return pd.DataFrame(rows, columns=["family", "variant", "source", "group"])
