"""Pairs of texts compared in full: how many shingles both have, counted range by range of the pairs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
from scipy import sparse

from analysis.corpus.duplicates.find_pairs import Shared, seek_pairs
from analysis.corpus.duplicates.numbered_texts import Numbered, pair_ends
from analysis.corpus.duplicates.sorted_runs import (
    ROWS_AT_A_TIME,
    Run,
    blocks_of,
    read_array,
    read_range,
    save,
    starts_of,
    write_run,
)
from analysis.engine import Engine

# With fewer shingles, containment is a matter of a sentence or two: then each text must contain the other.
MIN_SHINGLES = 16
_PAIRS_AT_A_TIME = 50_000
# A text that is compared with so many of a block is compared with all of them at once.
_MANY = 200
# What a block is on disk.
_ARRAYS = ("data", "indices", "indptr", "shape")


def compare_met(bounds: tuple[int, int], shared: list[Shared], texts: Numbered) -> Run:
    """Compare the pairs that the texts of a range meet: ``key, shared`` (shingles that both have)."""
    key = seek_pairs(bounds, shared, texts)
    return write_run(texts.folder / f"met-{bounds[0]}", key=key, shared=_count_shared(key, texts.folder))


def compare_others(bounds: tuple[int, int], runs: list[Run], known: list[Run], texts: Numbered) -> Run:
    """Compare the pairs of a range that are not known: ``key, shared``."""
    (key,) = read_range(runs, bounds, "key")
    if len(key):
        (before,) = read_range(known, bounds, "key")
        key = np.sort(np.setdiff1d(key, before, assume_unique=True))
    return write_run(texts.folder / f"others-{bounds[0]}", key=key, shared=_count_shared(key, texts.folder))


def all_shares(runs: list[Run], size: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    """Read all compared pairs, some at a time: few, many, containment, the share of the shingles of the longer text."""
    step = ROWS_AT_A_TIME // 4
    for run in runs:
        for first in range(0, len(run), step):
            key, shared = (run.column(name)[first : first + step] for name in ("key", "shared"))
            few, many = pair_ends(np.asarray(key))
            shared, of_few, of_many = np.asarray(shared, np.int64), size[few], size[many]
            yield few, many, shared / np.where(of_few < MIN_SHINGLES, of_many, of_few), shared / of_many


def save_blocks(shared: list[Shared], texts: Numbered, engine: Engine) -> None:
    """Cut the numbers of the texts where what they share fills a block; write where, and each block as it is read."""
    n = np.zeros(len(texts.size), np.int64)
    for part in shared:
        n += np.bincount(part.held.column("key").astype(np.int64), minlength=len(n))
    blocks = [(block.start, block.stop) for block in blocks_of(n, ROWS_AT_A_TIME)]
    save(texts.folder / "blocks.npy", np.array([start for start, _ in blocks] + [len(n)]))
    engine.map(partial(_save_block, shared=shared, folder=texts.folder), blocks)


def _save_block(block: tuple[int, int], shared: list[Shared], folder: Path) -> None:
    """Write what some texts share with others: texts by columns, how many shingles each stands for."""
    rows, columns, weights, n_columns = [], [], [], 0
    for part in shared:
        text, column, weight = read_range([part.held], block, "key", "column", "weight")
        rows.append(text.astype(np.int64) - block[0])
        columns.append(column.astype(np.int64) + n_columns)
        weights.append(weight)
        n_columns += part.columns
    where = (np.concatenate(rows), np.concatenate(columns))
    matrix = sparse.csr_matrix((np.concatenate(weights), where), shape=(block[1] - block[0], max(n_columns, 1)))
    for name in _ARRAYS:
        save(folder / f"block-{block[0]}.{name}.npy", np.asarray(getattr(matrix, name)))


def _read_block(folder: Path, first: int) -> sparse.csr_matrix:
    """Give a block, of which only the texts looked at are read."""
    *arrays, shape = (read_array(folder / f"block-{first}.{name}.npy") for name in _ARRAYS)
    return sparse.csr_matrix(tuple(arrays), shape=tuple(shape.tolist()))


def _count_shared(key: np.ndarray, folder: Path) -> np.ndarray:
    """Count the shingles that both texts of each pair have: a block of the first texts with one of the second."""
    bounds = np.load(folder / "blocks.npy").tolist()
    few, many = pair_ends(key)
    shared = np.zeros(len(key), np.uint32)
    of_few, of_many = (np.searchsorted(bounds, side, side="right") - 1 for side in (few, many))
    for one in np.unique(of_few).tolist():
        rows = np.flatnonzero(of_few == one)
        left = _read_block(folder, bounds[one])
        for other in np.unique(of_many[rows]).tolist():
            pairs = rows[of_many[rows] == other]
            right = _read_block(folder, bounds[other])
            shared[pairs] = _count_in_blocks(left, right, few[pairs] - bounds[one], many[pairs] - bounds[other])
    return shared


def _count_in_blocks(
    left: sparse.csr_matrix, right: sparse.csr_matrix, few: np.ndarray, many: np.ndarray
) -> np.ndarray:
    """Count what the texts of each pair share, of one block and of another; ``few`` ascend."""
    shared = np.zeros(len(few), np.uint32)
    starts = starts_of(few)
    ends = np.append(starts[1:], len(few))
    often = ends - starts >= _MANY
    held = np.zeros(right.shape[1], np.int32)
    for start, end in zip(starts[often].tolist(), ends[often].tolist(), strict=True):
        columns = left.indices[slice(*left.indptr[few[start] : few[start] + 2])]
        held[columns] = 1
        shared[start:end] = right[many[start:end]] @ held
        held[columns] = 0
    pairs = np.flatnonzero(~np.repeat(often, ends - starts))
    for i in range(0, len(pairs), _PAIRS_AT_A_TIME):
        some = pairs[i : i + _PAIRS_AT_A_TIME]
        # A column stands for as many shingles in both.
        both = left[few[some]].minimum(right[many[some]])
        shared[some] = np.asarray(both.sum(axis=1)).ravel()
    return shared
