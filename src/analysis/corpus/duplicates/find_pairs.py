"""Find the pairs of texts that are worth comparing: what is shared, hash by hash, then who meets, text by text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse

from analysis.corpus.duplicates.numbered_texts import Numbered, pair_keys
from analysis.corpus.duplicates.shingles import mix
from analysis.corpus.duplicates.sorted_runs import (
    ROWS_AT_A_TIME,
    Run,
    blocks_of,
    read_array,
    read_range,
    save,
    spread,
    starts_of,
    write_run,
)

# Steps of seekers at a time, of `ROWS_AT_A_TIME`: most lead to the same pairs.
_STEPS = 4
# How many of its smallest hashes a text is looked up by. A duplicate with 60 % of its shingles has 19 of them on
# average, and fewer than a quarter once in 100,000 cases.
SAMPLE = 32
# Of the texts that share a run of words, only so many look for the others, the shortest first: a stock phrase in n
# texts costs 64 n steps, never n squared. Duplicates have the same shortest texts among them, so they still meet.
MAX_SEEKERS = 64
# A pair is compared that has met by this part of the sample of the text with fewer shingles.
MIN_HITS = 0.25
_TEXT_BITS = np.uint64(33)


@dataclass(frozen=True)
class Shared:
    """The shingles of a part that several texts hold, those with the same holders as one: a column.

    Of the files, ``.holders.npy`` has the texts of each column, ascending, ``.ends.npy`` where each begins and ends.
    """

    path: Path  # of the files
    columns: int  # how many there are
    held: Run  # of each text (``key``), each ``column``, with ``weight``: how many shingles it stands for
    seekers: Run  # those rows by which a text looks for the longer ones that hold the column: ``steps`` of them

    def last_holders(self, columns: np.ndarray, n: np.ndarray) -> np.ndarray:
        """Read the last so many texts of some columns, one column after the other."""
        ends, holders = (read_array(Path(f"{self.path}.{name}.npy")) for name in ("ends", "holders"))
        of, at = spread(n)
        last: np.ndarray = holders[(ends[columns + 1] - n)[of] + at]
        return last


def find_shared(part: tuple[int, int], texts: Numbered) -> Shared:
    """Find the shingles of a part of all hashes that several texts hold."""
    column, holder, weight = _shared_rows(*texts.read_shingles(part))
    path = texts.folder / f"part-{part[0]:020}"
    text = holder >> 1
    starts = starts_of(column)
    n_holders = np.diff(np.append(starts, len(column)))
    save(path.with_name(f"{path.name}.ends.npy"), np.append(starts, len(column)))
    save(path.with_name(f"{path.name}.holders.npy"), text.astype(np.int32))
    of, place = spread(n_holders)
    longer = n_holders[of] - place - 1

    def by_text(name: str, rows: np.ndarray, **more: np.ndarray) -> Run:
        order = rows[np.argsort(text[rows], kind="stable")]
        columns = {"column": column, "weight": weight[column], **more}
        return write_run(
            path.with_name(f"{path.name}-{name}"),
            key=text[order].astype(np.uint64),
            **{name: values[order].astype(np.int32) for name, values in columns.items()},
        )

    seekers = np.flatnonzero((holder & 1).astype(bool) & (place < MAX_SEEKERS) & (longer > 0))
    return Shared(path, len(starts), by_text("held", np.arange(len(column))), by_text("seekers", seekers, steps=longer))


def seeker_ranges(shared: list[Shared], texts: Numbered) -> list[tuple[int, int]]:
    """Cut the numbers of the texts into ranges of about as many steps."""
    steps = np.zeros(len(texts.size))
    for part in shared:
        steps += np.bincount(
            part.seekers.column("key").astype(np.int64), part.seekers.column("steps"), minlength=len(steps)
        )
    blocks = blocks_of(steps.astype(np.int64), _STEPS * ROWS_AT_A_TIME)
    return [(block.start, block.stop) for block in blocks if steps[block].any()]


def seek_pairs(bounds: tuple[int, int], shared: list[Shared], texts: Numbered) -> np.ndarray:
    """Pair each text of a range with the longer ones that hold enough of its sample: `pair_keys`, ascending."""
    first, last = bounds
    rows, columns, weights, holders, lengths, n_columns = [], [], [], [], [], 0
    for part in shared:
        text, column, weight, steps = read_range([part.seekers], bounds, "key", "column", "weight", "steps")
        sought, at = np.unique(column, return_inverse=True)
        n = np.zeros(len(sought), np.int64)
        np.maximum.at(n, at, steps)
        rows.append(text.astype(np.int64) - first)
        columns.append(at + n_columns)
        # A text has no more in its sample.
        weights.append(weight.astype(np.uint8))
        # No more than there are steps: those before the first seeker are not read.
        holders.append(part.last_holders(sought, n))
        lengths.append(n)
        n_columns += len(sought)
    where = np.concatenate(rows), np.concatenate(columns)
    seek = sparse.csr_matrix((np.concatenate(weights), where), shape=(last - first, n_columns))
    ends = np.append(0, np.cumsum(np.concatenate(lengths)))
    hold = sparse.csr_matrix(
        (np.ones(ends[-1], np.uint8), np.concatenate(holders), ends), shape=(n_columns, len(texts.size))
    )
    hits = seek @ hold
    n = np.diff(hits.indptr)
    few = np.repeat(np.arange(first, last, dtype=np.int32), n)
    least = np.ceil(MIN_HITS * np.minimum(texts.size[first:last], SAMPLE)).astype(np.uint8)
    met = (hits.data >= np.repeat(least, n)) & (hits.indices > few)
    return np.sort(pair_keys(few[met], hits.indices[met]))


def _shared_rows(shingle: np.ndarray, holder: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Keep what several texts hold: rows of shingle and holder in this order, shingles with the same holders once.

    Returns
    -------
    column, holder : ndarray of int, (n_rows,)
        Shingles by a new number, from 0.
    weight : ndarray of int, (n_columns,)
        For how many shingles each stands.
    """
    # Most shingles are in one text only, and most of these are found without sorting: nothing else ends in their bits.
    ending = (shingle & np.uint64(2 ** (len(shingle).bit_length() + 1) - 1)).astype(np.int64)
    some = np.flatnonzero(np.bincount(ending)[ending] > 1)
    some = some[np.argsort(shingle[some])]
    ordered = shingle[some]
    same = ordered[1:] == ordered[:-1]
    shared = np.zeros(len(some), bool)
    shared[1:] = same
    shared[:-1] |= same
    some, ordered = some[shared], ordered[shared]
    starts = starts_of(ordered)
    column = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(ordered))))
    rows = (column.astype(np.uint64) << _TEXT_BITS) | holder[some].astype(np.uint64)
    rows.sort()
    column, holder = (rows >> _TEXT_BITS).astype(np.int64), (rows & (2**_TEXT_BITS - np.uint64(1))).astype(np.int64)
    if not len(column):
        return column, holder, column
    # Not from 0, which would stay 0 whatever it is mixed with.
    holders = np.add.reduceat(mix(holder.astype(np.uint64) + np.uint64(1)), starts)
    _, first, weight = np.unique(holders, return_index=True, return_counts=True)
    number = np.full(len(starts), -1)
    number[np.sort(first)] = np.arange(len(first))
    kept = number[column] >= 0
    return number[column[kept]], holder[kept], weight[np.argsort(first)]
