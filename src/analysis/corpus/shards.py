"""Shards: the prepared articles on disk, some thousands a file.

Articles go to shards by the hash of their group: all duplicates of a text are in one shard, so counts by group need
no other shard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
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

    Arrays are (n_articles,), of int but for ``first`` (bool).
    """

    path: Path  # Parquet file
    rows: np.ndarray  # row numbers in the file, in the order of groups
    article: np.ndarray  # positions in `Corpus.articles`
    source: np.ndarray  # positions in `Corpus.source_names`
    period: np.ndarray  # positions in `Corpus.periods`; -1 undated
    bucket: np.ndarray  # 0 to 255
    group: np.ndarray  # positions among the corpus' groups
    first: np.ndarray  # whether the article is the first of its group
    language: str  # of the corpus: whose words its texts are cut into

    def read(self, columns: Sequence[str]) -> pd.DataFrame:
        """Read columns, one row per article in the order of groups; ``published`` is empty for one without a period."""
        table = _read_file(self.path, tuple(columns)).iloc[self.rows].reset_index(drop=True)
        if "published" in table:
            # Dates years apart from all others are in the file, but not used.
            table["published"] = table["published"].where(self.period >= 0, None)
        return table


# A notebook reads the same columns for one question after the other; a file of a path never changes.
@lru_cache(maxsize=2)
def _read_file(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.read_parquet(path, columns=list(columns))


@dataclass(frozen=True)
class DealtBatch:
    """The articles of a clean batch by the shard they go to: an Arrow file with a record batch for each such shard.

    A file for each batch and shard would be 62,500 of them for a million articles. ``shards`` (uint64) tells whose
    articles each record batch holds, ascending: another machine's folder on a network disk may show new files later.
    """

    path: Path
    shards: np.ndarray

    def read(self, shard: int) -> list[pa.Table]:
        """Read the articles of a shard: one table, or none."""
        at = int(np.searchsorted(self.shards, shard))
        if at == len(self.shards) or self.shards[at] != shard:
            return []
        # Not mapped: an error of a network disk would end the process.
        with pa.OSFile(str(self.path)) as file:
            return [pa.Table.from_batches([pa.ipc.open_file(file).get_batch(at)])]


def assign_to_shards(clean: Path, groups: Path, n_shards: int) -> DealtBatch:
    """Write the articles of a clean batch by shard, which the hash of their group decides.

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
    shard = (group >> np.uint64(32)) * np.uint64(n_shards) >> np.uint64(32)
    order = np.argsort(shard, kind="stable")
    numbers, starts = np.unique(shard[order], return_index=True)
    rows = pa.Table.from_pandas(articles.iloc[order], preserve_index=False).combine_chunks()
    path = clean.with_name(f"dealt-{clean.stem}.arrow")
    with (
        whole_file(path) as making,
        pa.OSFile(str(making), "wb") as file,
        pa.ipc.new_file(file, rows.schema) as batches,
    ):
        for start, stop in pairwise([*starts.tolist(), len(rows)]):
            batches.write_table(rows.slice(start, stop - start))
    return DealtBatch(path, numbers)


def write_shard(shard: tuple[int, Path], dealt: Sequence[DealtBatch], beside: Path) -> None:
    """Write a shard, by its number, by group; the earliest article of a group comes first.

    ``beside`` is the folder for what is not complete.
    """
    number, file = shard
    rows = SHARD_SCHEMA.empty_table()
    parts = [table for batch in dealt for table in batch.read(number)]
    if parts:
        table = pa.concat_tables(parts, promote_options="permissive").to_pandas()
        table = table.assign(undated=table["published"].isna(), day=table["published"].astype(str))
        table = table.sort_values(["group", "undated", "day", "source", "article_id"], kind="stable")
        rows = pa.Table.from_pandas(table, schema=SHARD_SCHEMA, preserve_index=False)
    with whole_file(file, beside) as making:
        pq.write_table(rows, making, compression="zstd")
