"""Groups of duplicates over a whole corpus: exact, lengthened, shortened, updated and lightly edited texts.

Two texts are duplicates when enough of the shingles of the one with fewer are in the other (containment: Broder 1997),
and duplicates of duplicates are one group as far as any two of its texts share enough. No text is compared with all
others: only pairs that share some of the 32 smallest hashes of one of them, a random sample of its shingles, are
compared in full. Shingles are on disk, sorted by hash, one file a batch, and joined in partitions of the same size.
Then each text looks for the longer ones it shares a sample with, so many texts at a time; of the pairs met, only those
to be compared are kept, on disk. Memory grows by some tens of bytes a text, and an edge of the longest chain
(`chain_edges`); time grows with the steps from a text to one it may meet, at most 64 for each shingle of a text.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.corpus.duplicates.chains import find_chains, uncompared_pairs
from analysis.corpus.duplicates.compare_pairs import compare_met, compare_others, save_blocks
from analysis.corpus.duplicates.cut_chains import cut_chains
from analysis.corpus.duplicates.find_pairs import SAMPLE, find_shared, seeker_ranges
from analysis.corpus.duplicates.numbered_texts import Numbered
from analysis.corpus.duplicates.shingles import hash_shingles
from analysis.corpus.duplicates.sorted_runs import key_ranges, save
from analysis.engine import Engine

# Shingles joined at a time: some 150 MB.
PART_SHINGLES = 4_000_000
_HASHES = 2**64


@dataclass(frozen=True)
class ShingleFile:
    """The shingles of one batch on disk, in the order of their hashes.

    Beside the file, ``.texts.npy`` tells of each which text it is in (its place in ``sizes``, times two), and whether
    it is one of the smallest of that text (one more).
    """

    path: Path  # a ``.npy`` file of hashes
    sizes: pd.Series  # how many shingles each different text has; the index is the hash of the text, ascending


def write_shingles(path: Path, words: pa.Array, hashes: np.ndarray) -> ShingleFile:
    """Write the shingles of a batch of texts, given their words (`split_words`) and a hash (uint64) of each whole text.

    Texts with equal hashes are one. The path ends in ``.npy``.
    """
    distinct, first = np.unique(hashes, return_index=True)
    shingle, text, rank = hash_shingles(words.take(pa.array(first)))
    save(path, shingle)
    save(path.with_suffix(".texts.npy"), (2 * text + (rank < SAMPLE)).astype(np.uint32))
    return ShingleFile(path, pd.Series(np.bincount(text, minlength=len(distinct)), index=distinct))


def group_duplicates(files: list[ShingleFile], folder: Path, same_text: float, engine: Engine) -> pd.DataFrame:
    """Find the groups of duplicates among all batches of a corpus.

    ``same_text`` is the containment from which two texts are duplicates: above 0, at most 1. ``folder`` is for the
    pairs, which workers read and write; nothing is left in it.

    Returns
    -------
    DataFrame
        One row per text that has a duplicate: ``text``, ``group`` (uint64; the smallest hash of a text in the group)
        and ``least_shared`` (`cut_chains`), by text. The same whatever the order of articles and batches; empty when
        there are none.
    """
    work = Path(tempfile.mkdtemp(prefix="pairs-", dir=folder))
    try:
        texts = _number(files, work)
        n_parts = texts.shingles // PART_SHINGLES + 1
        parts = list(pairwise(i * _HASHES // n_parts for i in range(n_parts + 1)))
        shared = engine.map(partial(find_shared, texts=texts), parts)
        save_blocks(shared, texts, engine)
        compared = engine.map(partial(compare_met, shared=shared, texts=texts), seeker_ranges(shared, texts))
        chains = find_chains(compared, texts, same_text)
        more = uncompared_pairs(chains, texts)
        # Cut by what is known, too: there may be twenty times as much of it.
        ranges = key_ranges([*more, *compared]) if more else []
        compared += engine.map(partial(compare_others, runs=more, known=list(compared), texts=texts), ranges)
        return cut_chains(chains, compared, texts, same_text, engine)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _number(files: list[ShingleFile], folder: Path) -> Numbered:
    """Give the different texts of all batches numbers: fewer shingles first, of as many the smaller hash."""
    hashes = np.concatenate([file.sizes.index.to_numpy() for file in files])
    sizes = np.concatenate([file.sizes.to_numpy() for file in files])
    distinct, first = np.unique(hashes, return_index=True)
    order = np.lexsort((distinct, sizes[first]))
    # A text is read from the first batch that has it.
    number = np.full(len(hashes), -1, np.int32)
    number[first[order]] = np.arange(len(order), dtype=np.int32)
    texts = Numbered(
        folder,
        [file.path for file in files],
        [0, *np.cumsum([len(file.sizes) for file in files]).tolist()],
        int(sizes[first].sum()),
    )
    for name, column in (("number", number), ("hash", distinct[order]), ("size", sizes[first][order].astype(np.int32))):
        save(folder / f"{name}.npy", column)
    return texts
