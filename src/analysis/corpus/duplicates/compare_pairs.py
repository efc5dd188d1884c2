"""Pairs of texts compared in full: how many shingles both have, counted range by range of the pairs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
from scipy import sparse

from analysis.corpus.duplicates.find_pairs import SAMPLE
from analysis.corpus.duplicates.numbered_texts import Numbered, pair_ends
from analysis.corpus.duplicates.sorted_runs import (
    ROWS_AT_A_TIME,
    Run,
    blocks_of,
    read_range,
    save,
    spread,
    starts_of,
    write_run,
)
from analysis.engine import Engine

# A pair is compared that has met by this part of the sample of the text with fewer shingles.
MIN_HITS = 0.25
# With fewer shingles, containment is a matter of a sentence or two: then each text must contain the other.
MIN_SHINGLES = 16
_PAIRS_AT_A_TIME = 50_000
# Of the texts of a block, at least one in so many.
_DENSE = 32
_OF_MATRIX = ("data", "indices", "indptr")


def compare_met(bounds: tuple[int, int], runs: list[Run], held: list[Run], texts: Numbered) -> Run:
    """Compare the pairs of a range that met often enough: ``key, shared`` (shingles that both have)."""
    met = _add_up(*read_range(runs, bounds, "key", "hits"))
    sample = np.minimum(texts.size[pair_ends(met["key"])[0]], SAMPLE)
    return _compare(met["key"][met["hits"] >= MIN_HITS * sample], texts.folder / f"met-{bounds[0]}", held, texts)


def compare_others(bounds: tuple[int, int], runs: list[Run], known: list[Run], held: list[Run], texts: Numbered) -> Run:
    """Compare the pairs of a range that are not known: ``key, shared``."""
    (key,), (before,) = read_range(runs, bounds, "key"), read_range(known, bounds, "key")
    key = np.setdiff1d(key, before, assume_unique=True)
    return _compare(np.sort(key), texts.folder / f"others-{bounds[0]}", held, texts)


def shares(run: Run, size: np.ndarray, rows: slice) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Read compared pairs: few, many, containment, and the share of the shingles of the longer text."""
    few, many = pair_ends(np.asarray(run.column("key")[rows]))
    shared, of_few, of_many = np.asarray(run.column("shared")[rows], np.int64), size[few], size[many]
    return few, many, shared / np.where(of_few < MIN_SHINGLES, of_many, of_few), shared / of_many


def all_shares(runs: list[Run], size: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    """Read all compared pairs (`shares`), some at a time."""
    step = ROWS_AT_A_TIME // 4
    for run in runs:
        for first in range(0, len(run), step):
            yield shares(run, size, slice(first, first + step))


def _compare(key: np.ndarray, path: Path, held: list[Run], texts: Numbered) -> Run:
    return write_run(path, key=key, shared=_count_shared(key, sum(map(len, held)), texts.folder))


def save_blocks(held: list[Run], texts: Numbered, engine: Engine) -> None:
    """Cut the numbers of the texts where what they share fills a block; write where, and each block as it is read."""
    n = np.zeros(len(texts.size), np.int64)
    for run in held:
        n += np.bincount(run.column("key").astype(np.int64), minlength=len(n))
    blocks = [(block.start, block.stop) for block in blocks_of(n, ROWS_AT_A_TIME)]
    save(texts.folder / "blocks.npy", np.array([start for start, _ in blocks] + [len(n)]))
    engine.map(partial(_save_block, held=held, folder=texts.folder), blocks)


def _save_block(block: tuple[int, int], held: list[Run], folder: Path) -> None:
    """Write what some texts share with others: texts by shingles, how many a column stands for."""
    rows, columns, weights, n_columns = [], [], [], 0
    for run in held:
        text, column, weight = read_range([run], block, "key", "column", "weight")
        rows.append(text.astype(np.int64) - block[0])
        columns.append(column.astype(np.int64) + n_columns)
        weights.append(weight.astype(np.int32))
        # More than the part has columns.
        n_columns += len(run)
    where = (np.concatenate(rows), np.concatenate(columns))
    matrix = sparse.csr_matrix((np.concatenate(weights), where), shape=(block[1] - block[0], max(n_columns, 1)))
    for name in _OF_MATRIX:
        save(folder / f"block-{block[0]}.{name}.npy", getattr(matrix, name))


def _read_block(folder: Path, first: int, last: int, n_columns: int) -> sparse.csr_matrix:
    columns = tuple(np.load(folder / f"block-{first}.{name}.npy") for name in _OF_MATRIX)
    return sparse.csr_matrix(columns, shape=(last - first, max(n_columns, 1)))


def _count_shared(key: np.ndarray, n_columns: int, folder: Path) -> np.ndarray:
    """Count the shingles that both texts of each pair have: a block of the first texts with one of the second."""
    bounds = np.load(folder / "blocks.npy").tolist()
    few, many = pair_ends(key)
    shared = np.zeros(len(key), np.uint32)
    of_few, of_many = (np.searchsorted(bounds, side, side="right") - 1 for side in (few, many))
    for one in np.unique(of_few).tolist():
        rows = np.flatnonzero(of_few == one)
        left = _read_block(folder, bounds[one], bounds[one + 1], n_columns)
        for other in np.unique(of_many[rows]).tolist():
            pairs = rows[of_many[rows] == other]
            right = left if one == other else _read_block(folder, bounds[other], bounds[other + 1], n_columns)
            # One side says how many shingles a column stands for, the other which columns a text has.
            right = sparse.csr_matrix((np.ones_like(right.data), right.indices, right.indptr), right.shape)
            shared[pairs] = _count_in_blocks(left, right, few[pairs] - bounds[one], many[pairs] - bounds[other])
    return shared


def _count_in_blocks(
    left: sparse.csr_matrix, right: sparse.csr_matrix, few: np.ndarray, many: np.ndarray
) -> np.ndarray:
    """Count what the texts of each pair share, of one block and of another; ``few`` ascend."""
    shared = np.zeros(len(few), np.uint32)
    starts = starts_of(few)
    n = np.diff(np.append(starts, len(few)))
    # A text that is compared with many is multiplied with all of them at once.
    often = n * _DENSE >= right.shape[0]
    columns = right.T.tocsr() if often.any() else None
    for block in blocks_of(np.full(often.sum(), right.shape[0]), ROWS_AT_A_TIME):
        texts = np.flatnonzero(often)[block]
        counted = (left[few[starts[texts]]] @ columns).toarray()
        of, at = spread(n[texts])
        rows = starts[texts][of] + at
        shared[rows] = counted[of, many[rows]]
    pairs = np.flatnonzero(~np.repeat(often, n))
    for i in range(0, len(pairs), _PAIRS_AT_A_TIME):
        some = pairs[i : i + _PAIRS_AT_A_TIME]
        both = left[few[some]].multiply(right[many[some]])
        shared[some] = np.asarray(both.sum(axis=1)).ravel()
    return shared


def _add_up(key: np.ndarray, hits: np.ndarray) -> dict[str, np.ndarray]:
    """Add up the hits of each pair."""
    order = np.argsort(key)
    key, hits = key[order], hits[order]
    starts = starts_of(key)
    # A text has no more in its sample.
    total = np.add.reduceat(hits, starts, dtype=np.int64) if len(key) else hits
    return {"key": key[starts], "hits": total.astype(np.uint8)}
