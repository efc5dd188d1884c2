"""Tables on disk in the order of a number, and many of them read together, range by range.

What has a row for each pair of texts is written in such runs, as large as fits the memory, and added up range by range.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import numpy as np

from analysis.engine.whole_files import whole_file

# Rows held at a time: some 100 MB for a few columns.
ROWS_AT_A_TIME = 4_000_000
_SAMPLES = 8


@dataclass(frozen=True)
class Run:
    """A table on disk: a file for each column, all in the order of ``key`` (uint64)."""

    path: Path

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.column("key"))

    def column(self, name: str) -> np.ndarray:
        """Read a column, as far as it is looked at."""
        return read_array(self.path.with_name(f"{self.path.name}.{name}.npy"))


def save(path: Path, array: np.ndarray) -> None:
    """Write an array as ``.npy``."""
    with whole_file(path) as making, making.open("wb") as file:
        write_array(file, array)


def read_array(path: Path) -> np.ndarray:
    """Read an array, as far as it is looked at."""
    array: np.ndarray = np.load(path, mmap_mode="r")
    return array


def write_array(file: BinaryIO, array: np.ndarray) -> None:
    """Write an array to a file; a full disk raises the system's own error, which `numpy.save` hides."""
    array = np.ascontiguousarray(array)
    np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(array))
    file.write(array.view(np.uint8).data if array.size else b"")


def write_run(path: Path, **columns: np.ndarray) -> Run:
    """Write a table of sorted ``key`` and other columns."""
    for name, column in columns.items():
        save(path.with_name(f"{path.name}.{name}.npy"), column)
    return Run(path)


def read_range(runs: list[Run], bounds: tuple[int, int], *names: str) -> list[np.ndarray]:
    """Read some columns of all rows with keys from the first bound up to, but without, the second."""
    found: list[list[np.ndarray]] = [[] for _ in names]
    for run in runs:
        first, last = (position(run.column("key"), bound) for bound in bounds)
        if first < last:
            for name, parts in zip(names, found, strict=True):
                parts.append(np.array(run.column(name)[first:last]))
    # No rows at all still have the types of the columns.
    return [
        np.concatenate(parts) if parts else np.array(runs[0].column(name)[:0])
        for name, parts in zip(names, found, strict=True)
    ]


def position(keys: np.ndarray, bound: int) -> int:
    """Find the first of sorted keys (uint64) that is not below a bound, which may be above all numbers of 64 bits."""
    return len(keys) if bound >= 2**64 else int(np.searchsorted(keys, np.uint64(bound)))


def key_ranges(runs: list[Run]) -> list[tuple[int, int]]:
    """Cut the keys of all runs into ranges of at most about `ROWS_AT_A_TIME` rows; none for no rows."""
    lengths = [len(run) for run in runs]
    if not sum(lengths):
        return []
    step = max(ROWS_AT_A_TIME // (_SAMPLES * len(runs)), 1)
    samples = np.sort(np.concatenate([run.column("key")[step - 1 :: step] for run in runs]))
    inner = np.unique(samples[ROWS_AT_A_TIME // step :: max(ROWS_AT_A_TIME // step, 1)])
    last = max(int(run.column("key")[-1]) for run, n in zip(runs, lengths, strict=True) if n)
    edges = [0, *inner.tolist(), last + 1]
    return [(low, high) for low, high in pairwise(edges) if low < high]


def starts_of(ordered: np.ndarray) -> np.ndarray:
    """Find where each different value of an ordered array begins."""
    new = np.ones(len(ordered), bool)
    new[1:] = ordered[1:] != ordered[:-1]
    return np.flatnonzero(new)


def spread(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give each row of stretches of so many rows the number of its stretch, and its place there."""
    stretch = np.repeat(np.arange(len(counts)), counts)
    return stretch, np.arange(len(stretch)) - np.repeat(np.cumsum(counts) - counts, counts)


def blocks_of(counts: np.ndarray, most: int) -> list[slice]:
    """Cut a list into stretches whose counts sum up to about ``most``; one count alone may be larger."""
    total = np.cumsum(counts)
    cuts = np.flatnonzero(np.diff(total // most)) + 1
    return [slice(int(a), int(b)) for a, b in pairwise([0, *cuts.tolist(), len(counts)]) if a < b]
