"""Groups of duplicates over a whole corpus: exact, lengthened, shortened, updated and lightly edited texts.

Two texts are duplicates when enough of the shingles of the one with fewer are in the other (containment: Broder 1997),
and duplicates of duplicates are one group as far as any two of its texts share enough. No text is compared with all
others: only pairs that share some of the 32 smallest hashes of one of them, a random sample of its shingles, are
compared in full. Shingles are on disk, sorted by hash, one file a batch, and joined in partitions of the same size:
memory does not grow with the corpus, and time grows linearly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy import sparse

from analysis.corpus.duplicates.cut_chains import cut_chains, find_chains, uncompared_pairs
from analysis.corpus.duplicates.shingles import hash_shingles
from analysis.engine import Engine
from analysis.engine.whole_files import whole_file

# How many of its smallest hashes a text is looked up by. A duplicate with 60 % of its shingles has 19 of them on
# average, and fewer than a quarter once in 100,000 cases.
SAMPLE = 32
MIN_HITS = 0.25
# Of the texts that share a run of words, only so many look for the others, the shortest first: a stock phrase in n
# texts costs 64 n steps, never n squared. Duplicates have the same shortest texts among them, so they still meet.
MAX_SEEKERS = 64
# With fewer shingles, containment is a matter of a sentence or two: then each text must contain the other.
MIN_SHINGLES = 16
_ROW = np.dtype([("shingle", np.uint64), ("text", np.uint64), ("size", np.uint32), ("sampled", np.bool_)])
# Shingles joined at a time: some 50 MB.
PART_SHINGLES = 2_000_000
_HASHES = 2**64
_PAIRS_AT_A_TIME = 20_000


@dataclass(frozen=True)
class ShingleFile:
    """The shingles of one batch on disk, in the order of their hashes.

    Attributes
    ----------
    path : Path
        A ``.npy`` file of rows ``shingle, text`` (the hash of its text), ``size`` (how many shingles the text has),
        ``sampled`` (whether it is one of its smallest).
    sizes : Series
        How many shingles each different text has; the index is the hash of the text, ascending.
    elsewhere : ndarray of uint64
        Texts that are read from another batch.
    """

    path: Path
    sizes: pd.Series
    elsewhere: np.ndarray = field(default_factory=lambda: np.empty(0, np.uint64))

    def without(self, skip: np.ndarray) -> ShingleFile:
        """Leave out some of the texts (bool for each of ``sizes``), and the sizes, which no worker needs."""
        return ShingleFile(self.path, self.sizes[:0], self.sizes.index.to_numpy()[skip])

    def read(self, low: int, high: int) -> pd.DataFrame:
        """Read the shingles with hashes from ``low`` up to, but without, ``high``."""
        rows = np.load(self.path, mmap_mode="r")
        first, last = (_position(rows["shingle"], bound) for bound in (low, high))
        held = pd.DataFrame({name: rows[name][first:last] for name in _ROW.names or ()})
        return held[~held["text"].isin(self.elsewhere)] if len(self.elsewhere) else held


def write_shingles(path: Path, words: pa.Array, hashes: np.ndarray) -> ShingleFile:
    """Write the shingles of a batch of texts.

    Parameters
    ----------
    path : Path
        Ends in ``.npy``.
    words : Array of lists of str, (n_texts,)
        The words of each text (`split_words`).
    hashes : ndarray of uint64, (n_texts,)
        A hash of each whole text; texts with equal hashes are one.
    """
    distinct, first = np.unique(hashes, return_index=True)
    shingle, text, rank = hash_shingles(words.take(pa.array(first)))
    size = np.bincount(text, minlength=len(distinct))
    rows = np.empty(len(shingle), _ROW)
    for name, values in zip(_ROW.names or (), (shingle, distinct[text], size[text], rank < SAMPLE), strict=True):
        rows[name] = values
    with whole_file(path) as making:
        np.save(making, rows, allow_pickle=False)
    return ShingleFile(path, pd.Series(size, index=distinct))


def group_duplicates(files: list[ShingleFile], folder: Path, same_text: float, engine: Engine) -> pd.DataFrame:
    """Find the groups of duplicates.

    Parameters
    ----------
    files : list of ShingleFile
        All batches of a corpus.
    folder : Path
        For the lists of pairs to compare, which workers read.
    same_text : float
        Containment from which two texts are duplicates: above 0, at most 1.
    engine : Engine

    Returns
    -------
    DataFrame
        One row per text that has a duplicate: ``text``, ``group`` (uint64; the smallest hash of a text in the group)
        and ``least_shared`` (`cut_chains`), by text. The same whatever the order of articles and batches; empty when
        there are none.
    """
    sizes = pd.concat([file.sizes for file in files])
    again = sizes.index.duplicated()
    mine = np.split(again, np.cumsum([len(file.sizes) for file in files])[:-1])
    files = [file.without(skip) for file, skip in zip(files, mine, strict=True)]
    sizes = sizes[~again]
    n_parts = int(sizes.sum()) // PART_SHINGLES + 1
    edges = [i * _HASHES // n_parts for i in range(n_parts + 1)]
    parts = list(pairwise(edges))
    met = pd.concat(engine.map(partial(_find_pairs, files=files), parts), ignore_index=True)
    pairs = met.groupby(["few", "many"], sort=True)["hits"].sum().reset_index()
    few = sizes.reindex(pairs["few"]).to_numpy()
    likely = pairs.loc[pairs["hits"].to_numpy() >= MIN_HITS * np.minimum(few, SAMPLE), ["few", "many"]]
    compare = partial(_compare, sizes=sizes, parts=parts, files=files, folder=folder, engine=engine)
    compared = compare(likely)
    chains = find_chains(compared, same_text)
    more = uncompared_pairs(chains, compared, sizes)
    return cut_chains(chains, pd.concat([compared, compare(more)]) if len(more) else compared, same_text)


def _find_pairs(part: tuple[int, int], files: list[ShingleFile]) -> pd.DataFrame:
    """Pair the texts that have a shingle with the shortest of them, if it is in their sample: ``few, many, hits``."""
    held = _read(part, files)
    held = held[held["shingle"].isin(held.loc[held["sampled"], "shingle"].unique())]
    held = held.sort_values(["shingle", "size", "text"], kind="stable", ignore_index=True)
    holders = held.groupby("shingle")["text"].transform("size").to_numpy()
    place = held.groupby("shingle").cumcount().to_numpy()
    seekers = np.flatnonzero(held["sampled"].to_numpy() & (place < MAX_SEEKERS))
    longer = (holders - place - 1)[seekers]
    few = np.repeat(seekers, longer)
    many = few + 1 + np.arange(len(few)) - np.repeat(np.cumsum(longer) - longer, longer)
    text = held["text"].to_numpy()
    pairs = pd.DataFrame({"few": text[few], "many": text[many]})
    return pairs.groupby(["few", "many"]).size().rename("hits").reset_index()


def _compare(
    pairs: pd.DataFrame,
    sizes: pd.Series,
    parts: list[tuple[int, int]],
    files: list[ShingleFile],
    folder: Path,
    engine: Engine,
) -> pd.DataFrame:
    """Add ``share`` (containment) and ``of_longer`` (share of the longer text) to pairs of texts."""
    pairs.to_parquet(folder / "pairs.parquet")
    counted = engine.map(partial(_count_shared, files=files, pairs=folder / "pairs.parquet"), parts)
    few, many = (sizes.reindex(pairs[side]).to_numpy() for side in ("few", "many"))
    shared = np.sum(counted, axis=0)
    return pairs.assign(share=shared / np.where(few < MIN_SHINGLES, many, few), of_longer=shared / many)


def _count_shared(part: tuple[int, int], files: list[ShingleFile], pairs: Path) -> np.ndarray:
    """Count the shingles of a part that both texts of each pair have."""
    table = pd.read_parquet(pairs)
    texts = np.unique(table.to_numpy())
    held = _read(part, files)
    held = held[held["text"].isin(texts)]
    column = pd.factorize(held["shingle"])[0]
    row = np.searchsorted(texts, held["text"].to_numpy())
    holds = sparse.csr_matrix(
        (np.ones(len(held), np.int32), (row, column)), shape=(len(texts), column.max(initial=0) + 1)
    )
    few, many = (np.searchsorted(texts, table[side].to_numpy()) for side in ("few", "many"))
    shared = np.zeros(len(table), np.int64)
    for i in range(0, len(table), _PAIRS_AT_A_TIME):
        some = slice(i, i + _PAIRS_AT_A_TIME)
        shared[some] = np.asarray(holds[few[some]].multiply(holds[many[some]]).sum(axis=1)).ravel()
    return shared


def _read(part: tuple[int, int], files: list[ShingleFile]) -> pd.DataFrame:
    return pd.concat([file.read(*part) for file in files], ignore_index=True)


def _position(shingles: np.ndarray, bound: int) -> int:
    return len(shingles) if bound >= _HASHES else int(np.searchsorted(shingles, np.uint64(bound)))
