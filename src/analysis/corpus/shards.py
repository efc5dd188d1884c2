"""Shards: the prepared articles on disk, some thousands a file.

Articles go to shards by the hash of their group: all duplicates of a text are in one shard, so counts by group need
no other shard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.engine.whole_files import whole_file

# Says of a folder of shards that it is complete, with their hashes.
WHOLE = "whole.json"
# Resampling buckets: enough for steady intervals, few enough to keep tables small.
BUCKETS = 256
SHARD_SCHEMA = pa.schema(
    {
        **dict.fromkeys(("article_id", "source"), pa.string()),
        "published": pa.date32(),
        "title": pa.string(),
        "words": pa.int64(),
        **dict.fromkeys(("group", "version"), pa.string()),
        "least_shared": pa.float64(),
        **dict.fromkeys(("language", "byline", "dateline", "agency", "path", "url"), pa.string()),
        "line": pa.int64(),
        **dict.fromkeys(("label", "text"), pa.string()),
    }
)


@dataclass(frozen=True)
class Shard:
    """The articles of one shard file that pass the filters: where their text is, and what they count for.

    Attributes
    ----------
    path : Path
        Parquet file.
    rows : ndarray of int, (n_articles,)
        Row numbers in the file, in the order of groups.
    article : ndarray of int, (n_articles,)
        Positions in `Corpus.articles`.
    source, period, bucket, group : ndarray of int, (n_articles,)
        Positions in `Corpus.source_names`, `Corpus.periods` (-1 undated), 0 to 255, and among the corpus' groups.
    first : ndarray of bool, (n_articles,)
        Whether the article is the first of its group.
    language : str
        Of the corpus: whose words its texts are cut into.
    """

    path: Path
    rows: np.ndarray
    article: np.ndarray
    source: np.ndarray
    period: np.ndarray
    bucket: np.ndarray
    group: np.ndarray
    first: np.ndarray
    language: str

    def read(self, columns: Sequence[str]) -> pd.DataFrame:
        """Read columns, one row per article in the order of groups."""
        return pd.read_parquet(self.path, columns=list(columns)).iloc[self.rows].reset_index(drop=True)


def assign_to_shards(clean: Path, groups: Path, n_shards: int) -> dict[int, Path]:
    """Write the articles of a clean batch into one file for each shard, by the hash of their group; give the files.

    ``groups`` is the file of the texts that have duplicates (`group_duplicates`); any other text is its own group, and
    shares all with itself.
    """
    articles = pd.read_parquet(clean)
    found = pd.read_parquet(groups)
    group = np.array([int(digits, 16) for digits in articles["version"]], dtype=np.uint64)
    known = np.isin(group, found["text"])
    row = np.searchsorted(found["text"], group[known])
    group[known] = found["group"].to_numpy()[row]
    articles["group"] = [f"{number:016x}" for number in group]
    articles["least_shared"] = 1.0
    articles.loc[known, "least_shared"] = found["least_shared"].to_numpy()[row]
    parts: dict[int, Path] = {}
    shard = articles["group"].map(lambda digits: int(digits[:8], 16) * n_shards >> 32)
    for number, rows in articles.groupby(shard.to_numpy()):
        path = parts[int(str(number))] = clean.with_name(f"part-{number:05}-{clean.stem}.parquet")
        with whole_file(path) as making:
            rows.to_parquet(making, index=False)
    return parts


def write_shard(shard: tuple[Path, Sequence[Path]], beside: Path) -> None:
    """Write a shard from its parts, by group; the earliest article of a group comes first.

    Which parts there are is said, not looked up: another machine's folder on a network disk may show them later.
    ``beside`` is the folder for what is not complete.
    """
    file, paths = shard
    rows = SHARD_SCHEMA.empty_table()
    parts = [pq.read_table(path) for path in paths]
    if parts:
        table = pa.concat_tables(parts, promote_options="permissive").to_pandas()
        table = table.assign(undated=table["published"].isna(), day=table["published"].astype(str))
        table = table.sort_values(["group", "undated", "day", "source", "article_id"], kind="stable")
        rows = pa.Table.from_pandas(table, schema=SHARD_SCHEMA, preserve_index=False)
    with whole_file(file, beside) as making:
        pq.write_table(rows, making, compression="zstd")
