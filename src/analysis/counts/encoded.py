"""The texts of a shard as numbers of words, kept for the next count: a page counts the same texts many times."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.corpus import Shard
from analysis.counts.vectorize import Encoded, encode

# Shards kept, some 50 MB each: those of the 60,000 articles that a laptop holds with ease.
_KEPT = 16


def encode_shard(shard: Shard) -> Encoded:
    """Turn the titles, then the texts, of the articles in play into numbers of words (`encode`).

    Parameters
    ----------
    shard : Shard
        Articles in play; n of them make 2 n texts.

    Returns
    -------
    Encoded
        The same object for the same articles, as long as it is kept: not to be changed.
    """
    state = shard.path.stat()
    return _encode(str(shard.path), shard.rows.astype(np.int64).tobytes(), (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=_KEPT)
def _encode(path: str, rows: bytes, _state: tuple[int, int]) -> Encoded:
    table = pd.read_parquet(path, columns=["title", "text"]).iloc[np.frombuffer(rows, dtype=np.int64)]
    return encode([*table["title"], *table["text"]])
