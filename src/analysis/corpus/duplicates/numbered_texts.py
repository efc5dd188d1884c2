"""The different texts of a corpus by number, and the shingles of all batches that hold them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.corpus.duplicates.sorted_runs import position, read_array

_NUMBER_BITS = np.uint64(32)


@dataclass(frozen=True)
class Numbered:
    """The different texts: those with fewer shingles first, of as many the one with the smaller hash.

    The folder, for everything that is made of them, holds ``number.npy`` (of each text of each file; -1 for one that is
    read from an earlier file), ``hash.npy`` and ``size.npy`` (of each text, how many shingles).
    """

    folder: Path
    files: list[Path]  # shingles by hash, and beside each ``.texts.npy`` (`ShingleFile`)
    first: list[int]  # where the texts of each file begin in ``number.npy``, and where those of the last one end
    shingles: int  # of all texts

    @property
    def hash(self) -> np.ndarray:
        """The hash of each text, uint64."""
        return read_array(self.folder / "hash.npy")

    @property
    def size(self) -> np.ndarray:
        """How many shingles each text has, int32."""
        return read_array(self.folder / "size.npy")

    def read_shingles(self, part: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        """Read the hashes from the first bound up to, but without, the second.

        Returns
        -------
        shingle : ndarray of uint64, (n_rows,)
        holder : ndarray of int64, (n_rows,)
            The number of the text, times two; one more if the shingle is in the sample of its text.
        """
        number = read_array(self.folder / "number.npy")
        shingles, holders = [], []
        for file, start, end in zip(self.files, self.first, self.first[1:], strict=False):
            shingle = read_array(file)
            low, high = (position(shingle, bound) for bound in part)
            if low < high:
                text = read_array(file.with_suffix(".texts.npy"))[low:high].astype(np.int64)
                of_file = np.asarray(number[start:end], np.int64)
                known = of_file[text >> 1]
                mine = known >= 0
                shingles.append(shingle[low:high][mine])
                holders.append((2 * known + (text & 1))[mine])
        if not shingles:
            return np.empty(0, np.uint64), np.empty(0, np.int64)
        return np.concatenate(shingles), np.concatenate(holders)


def pair_keys(few: np.ndarray, many: np.ndarray) -> np.ndarray:
    """Make one number of each pair of numbers below 2**31, in the order of the first, then of the second."""
    keys: np.ndarray = (few.astype(np.uint64) << _NUMBER_BITS) | many.astype(np.uint64)
    return keys


def pair_ends(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the two numbers of each pair."""
    return (keys >> _NUMBER_BITS).astype(np.int64), (keys & np.uint64(2**32 - 1)).astype(np.int64)
